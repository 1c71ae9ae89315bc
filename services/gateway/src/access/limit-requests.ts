import rateLimit from "@fastify/rate-limit";
import { HttpProblem } from "@vc/http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isSignedWebhook } from "../routing/routing-table.ts";

/** Keys remembered at a time; the least used is forgotten first. */
const KEPT_KEYS = 50_000;

/** What is counted apart, each as many times the API's limit. */
const counts = {
  api: 1,
  /** A page loads some ten files. */
  pages: 5,
  /** Stripe reports everything from few addresses, in bursts, and without a token. */
  webhooks: 20,
  /** Requests that are refused for their token: each costs a check of its signature. */
  badTokens: 1,
} as const;
type Count = Exclude<keyof typeof counts, "badTokens">;

function countOf(request: FastifyRequest): Count {
  if (isSignedWebhook(request.method, request.url)) return "webhooks";
  const service = request.routeOptions.config.proxied?.service;
  return service === undefined || service === "web" ? "pages" : "api";
}

/** One subscriber has a whole IPv6 /64; normalizeIP makes it one key. */
function addressOf(request: FastifyRequest): string {
  return rateLimit.normalizeIP(request.ip);
}

function keyOf(request: FastifyRequest): string {
  const count = countOf(request);
  const address = addressOf(request);
  return count === "api" ? (request.tokenCaller?.accountId ?? address) : `${count}:${address}`;
}

function tooMany(ttlMs: number): HttpProblem {
  return new HttpProblem(429, "too_many_requests", `Too many requests. Wait ${Math.ceil(ttlMs / 1_000)} s.`);
}

/** The headers that say how much of the gateway's limit is left. */
export const LIMIT_HEADERS = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"] as const;

/**
 * A service has refused by a limit of its own, such as that of passwords tried: its Retry-After says when that ends, and
 * what is left of the gateway's limit would say another time.
 */
export function hideLimit(reply: { removeHeader(name: string): unknown }): void {
  for (const name of LIMIT_HEADERS) reply.removeHeader(name);
}

/** Counts a request that is about to be refused for its token. @throws HttpProblem 429 above the limit of its address */
export type CountBadToken = (request: FastifyRequest) => Promise<void>;

/**
 * Bounds how much one account, or one address without a token, may ask of this instance. A guard against runaway
 * clients and cheap floods; reading pages takes nothing from what the API allows. What must be counted exactly, such
 * as passwords tried, is counted by its service.
 */
export async function limitRequests(
  app: FastifyInstance,
  options: { perMinute: number },
): Promise<CountBadToken> {
  await app.register(rateLimit, {
    max: (request) => options.perMinute * counts[countOf(request)],
    timeWindow: 60_000,
    cache: KEPT_KEYS,
    keyGenerator: keyOf,
    enableDraftSpec: true,
    // Health checks are asked by machines that must always get an answer.
    allowList: (request) => request.routeOptions.config.isInternal === true,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  });
  const count = app.createRateLimit({
    max: options.perMinute * counts.badTokens,
    keyGenerator: (request) => `bad-tokens:${addressOf(request)}`,
    allowList: [],
  });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) throw tooMany(counted.ttl);
  };
}
