import rateLimit from "@fastify/rate-limit";
import { HttpProblem } from "@vc/http";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** Keys remembered at a time; the least used is forgotten first. */
const KEPT_KEYS = 50_000;

/** A page loads some ten files, so pages and files have a count of their own, this many times the API's. */
const PAGES_FACTOR = 5;

function isForWeb(request: FastifyRequest): boolean {
  return request.routeOptions.config.proxied?.service === "web";
}

function keyOf(request: FastifyRequest): string {
  // One subscriber has a whole IPv6 /64; normalizeIP makes it one key.
  const address = rateLimit.normalizeIP(request.ip);
  return isForWeb(request) ? `pages:${address}` : (request.tokenCaller?.accountId ?? address);
}

/**
 * Bounds how much one account, or one address without a token, may ask of this instance. A guard against runaway
 * clients and cheap floods; reading pages takes nothing from what the API allows. What must be counted exactly, such
 * as passwords tried, is counted by its service.
 */
export async function limitRequests(app: FastifyInstance, options: { perMinute: number }): Promise<void> {
  await app.register(rateLimit, {
    max: (request) => options.perMinute * (isForWeb(request) ? PAGES_FACTOR : 1),
    timeWindow: 60_000,
    cache: KEPT_KEYS,
    keyGenerator: keyOf,
    enableDraftSpec: true,
    // Health and metrics are asked by machines that must always get an answer.
    allowList: (request) => request.routeOptions.config.proxied === undefined,
    errorResponseBuilder: (_request, { ttl }) =>
      new HttpProblem(429, "too_many_requests", `Too many requests. Wait ${Math.ceil(ttl / 1_000)} s.`),
  });
}
