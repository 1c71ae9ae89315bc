import rateLimit from "@fastify/rate-limit";
import { type App, HttpProblem } from "@vc/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AccountsConfig } from "../config.ts";
import { type LimitCounter, storeFor } from "./mongo-store.ts";

const MINUTE_MS = 60 * 1_000;

/** What is limited: by whom it is counted, how many the settings allow, in which window. */
const limits = {
  requests: { by: "address", setting: "LIMIT_REQUESTS_PER_ADDRESS", windowMs: MINUTE_MS },
  registrations: { by: "address", setting: "LIMIT_REGISTRATIONS_PER_ADDRESS", windowMs: 60 * MINUTE_MS },
  passwords: { by: "account", setting: "LIMIT_PASSWORD_TRIES_PER_ACCOUNT", windowMs: 15 * MINUTE_MS },
  exports: { by: "account", setting: "LIMIT_EXPORTS_PER_ACCOUNT", windowMs: 24 * 60 * MINUTE_MS },
  mails: { by: "account", setting: "LIMIT_MAILS_PER_ACCOUNT", windowMs: 60 * MINUTE_MS },
} as const satisfies Record<
  string,
  { by: "address" | "account"; setting: keyof AccountsConfig; windowMs: number }
>;
export type LimitName = keyof typeof limits;

/** A hook that counts a request, and refuses one too many with 429 and `Retry-After`. */
export type LimitHook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const named = z.object({ email: z.string() });

/** The caller where there is one, else the address that the request names, whether or not an account has it. */
function accountKey(request: FastifyRequest): string {
  if (request.caller) return request.caller.accountId;
  const body = named.safeParse(request.body);
  return body.success ? body.data.email : "unknown";
}

function addressOf(request: FastifyRequest, isForwardedTrusted: boolean): string {
  // The gateway replaces whatever the client sent, so the header holds the one address that it saw.
  const forwarded = isForwardedTrusted ? request.headers["x-forwarded-for"] : undefined;
  const address = typeof forwarded === "string" ? forwarded.split(",").at(-1)?.trim() : undefined;
  // One subscriber has a whole IPv6 /64; normalizeIP makes it one key.
  return rateLimit.normalizeIP(address || request.ip);
}

/** Prepares the limits of an app, as hooks: for `preHandler`, where caller and body are known. */
export async function useLimits(
  app: App,
  config: AccountsConfig,
  counter: LimitCounter,
): Promise<Record<LimitName, LimitHook>> {
  await app.register(rateLimit, { global: false, store: storeFor(counter) });

  function hookOf(name: LimitName): LimitHook {
    const { by, setting, windowMs } = limits[name];
    const check = app.createRateLimit({
      max: config[setting] * config.RATE_LIMIT_SCALE,
      timeWindow: windowMs,
      keyGenerator: (request) =>
        `${name}|${by === "account" ? accountKey(request) : addressOf(request, config.TRUST_FORWARDED_FOR)}`,
    });
    return async (request, reply) => {
      const result = await check(request);
      if (result.isAllowed || !result.isExceeded) return;
      void reply.header("retry-after", result.ttlInSeconds);
      throw new HttpProblem(429, "too_many_requests", `Too many tries. Wait ${result.ttlInSeconds} s.`);
    };
  }

  return {
    requests: hookOf("requests"),
    registrations: hookOf("registrations"),
    passwords: hookOf("passwords"),
    mails: hookOf("mails"),
    exports: hookOf("exports"),
  };
}
export type Limits = Awaited<ReturnType<typeof useLimits>>;
