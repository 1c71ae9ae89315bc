import rateLimit from "@fastify/rate-limit";
import { type App, HttpProblem } from "@vc/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AccountsConfig } from "../config.ts";
import { type LimitCounter, storeFor } from "./mongo-store.ts";
import { createPasswordTries, type PasswordTry } from "./password-tries.ts";

const MINUTE_MS = 60 * 1_000;

/** What is limited: by whom it is counted, how many the settings allow, in which window. */
const limits = {
  requests: { by: "address", setting: "LIMIT_REQUESTS_PER_ADDRESS", windowMs: MINUTE_MS },
  registrations: { by: "address", setting: "LIMIT_REGISTRATIONS_PER_ADDRESS", windowMs: 60 * MINUTE_MS },
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

/** Runs what a request does with a password, unless too many were wrong before (`createPasswordTries`). */
export type TryPassword = <Result>(
  request: FastifyRequest,
  reply: { header(name: "retry-after", value: number): unknown },
  /** Default: the caller's account, and no known device. */
  who: Pick<PasswordTry, "account" | "deviceId"> | null,
  attempt: () => Promise<Result>,
) => Promise<Result>;

/** Prepares the limits of an app: hooks for `preHandler`, where caller and body are known, and what handlers call. */
export async function useLimits(app: App, config: AccountsConfig, counter: LimitCounter) {
  await app.register(rateLimit, { global: false, store: storeFor(counter) });

  /** Counts a request; gives the seconds to wait where it is one too many. */
  function checkOf(name: LimitName): (request: FastifyRequest) => Promise<number | null> {
    const { by, setting, windowMs } = limits[name];
    const check = app.createRateLimit({
      max: config[setting] * config.RATE_LIMIT_SCALE,
      timeWindow: windowMs,
      keyGenerator: (request) =>
        `${name}|${by === "account" ? accountKey(request) : addressOf(request, config.TRUST_FORWARDED_FOR)}`,
    });
    return async (request) => {
      const result = await check(request);
      return result.isAllowed || !result.isExceeded ? null : result.ttlInSeconds;
    };
  }

  function hookOf(name: LimitName): LimitHook {
    const check = checkOf(name);
    return async (request, reply) => {
      const waitSeconds = await check(request);
      if (waitSeconds === null) return;
      void reply.header("retry-after", waitSeconds);
      throw new HttpProblem(429, "too_many_requests", `Too many tries. Wait ${waitSeconds} s.`);
    };
  }

  const tryOne = createPasswordTries(counter, {
    perAddress: config.LIMIT_PASSWORD_TRIES_PER_ADDRESS * config.RATE_LIMIT_SCALE,
    perAccount: config.LIMIT_PASSWORD_TRIES_PER_ACCOUNT * config.RATE_LIMIT_SCALE,
  });
  const tryPassword: TryPassword = (request, reply, who, attempt) => {
    const address = addressOf(request, config.TRUST_FORWARDED_FOR);
    const { account, deviceId } = who ?? { account: accountKey(request), deviceId: null };
    return tryOne({ account, address, deviceId }, (wait) => reply.header("retry-after", wait), attempt);
  };
  const checkMails = checkOf("mails");

  return {
    requests: hookOf("requests"),
    registrations: hookOf("registrations"),
    mails: hookOf("mails"),
    exports: hookOf("exports"),
    tryPassword,
    /** Whether one more mail may go to the address that a request names, by the count of `mails`. */
    mayMail: async (request: FastifyRequest): Promise<boolean> => (await checkMails(request)) === null,
  };
}
export type Limits = Awaited<ReturnType<typeof useLimits>>;
