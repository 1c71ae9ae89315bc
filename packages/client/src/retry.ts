import { backoffMs } from "@vc/backoff";

/** The result of an attempt. After a broken connection it is unknown whether the server did the work. */
export type Outcome =
  | { kind: "answered"; status: number; retryAfterMs: number | undefined }
  | { kind: "broken" };

export type RetryDecision = { kind: "done" } | { kind: "again"; afterMs: number };

const backoff = { firstMs: 100, mostMs: 2_000 };

/** POSTs whose repeat changes nothing, or nothing visible. */
const REPEATABLE_POSTS: readonly RegExp[] = [
  // A repeated action on an order succeeds without a second effect; only a statement would be added twice.
  /^\/v1\/orders\/[^/]+\/(?!add-statement$)[a-z-]+$/,
  // A file that is stored twice stays invisible; a lost upload is a lost delivery.
  /^\/v1\/conversations\/[^/]+\/(files|read|take|release|close)$/,
  /^\/v1\/listings\/[^/]+\/(publish|pause)$/,
  /^\/v1\/auth\/(login|refresh|logout|logout-all|verify-email)$/,
  /^\/v1\/payments\/(checkout-sessions|payout-account)$/,
  /^\/v1\/notifications\/(read|stream-tickets)$/,
];

/**
 * Whether a request with an unknown result can be repeated safely: reads and full replacements always, a POST with an
 * Idempotency-Key or to a route that allows it.
 */
export function isRepeatable(method: string, path: string, hasIdempotencyKey: boolean): boolean {
  if (["GET", "HEAD", "PUT", "DELETE"].includes(method)) return true;
  if (method !== "POST") return false;
  return hasIdempotencyKey || REPEATABLE_POSTS.some((route) => route.test(path));
}

/**
 * Decides what follows an attempt. 429 is always retried, because the server did nothing; 502 to 504 and broken
 * connections only where a repeat is safe. The pause doubles with each attempt unless the server names one.
 */
export function decideRetry(
  outcome: Outcome,
  request: { isRepeatable: boolean; attempt: number; elapsedMs: number; patienceMs: number },
  random?: () => number,
): RetryDecision {
  if (!isTransient(outcome, request.isRepeatable)) return { kind: "done" };
  const named = outcome.kind === "answered" ? outcome.retryAfterMs : undefined;
  const afterMs = named ?? backoffMs(request.attempt + 1, backoff, random);
  if (request.elapsedMs + afterMs > request.patienceMs) return { kind: "done" };
  return { kind: "again", afterMs };
}

function isTransient(outcome: Outcome, mayRepeat: boolean): boolean {
  if (outcome.kind === "broken") return mayRepeat;
  if (outcome.status === 429) return true;
  return mayRepeat && [502, 503, 504].includes(outcome.status);
}

/** `Retry-After` in milliseconds, from its seconds or its date (RFC 9110). */
export function parseRetryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
