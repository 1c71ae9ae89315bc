import type { Headers } from "../broker/envelope.ts";

export const DEFAULT_RETRY_DELAYS_MS: readonly number[] = [5_000, 30_000, 300_000, 3_600_000];

/** A gap in the sequence usually closes within seconds, or the event is missing: looking again is cheap. */
export const GAP_DELAY_MS = 1_000;
const MAX_GAP_WAITS = 30;

/** Why a message was not applied: the handler failed, it gave up, or an earlier event has not arrived. */
export type FailureKind = "failed" | "gave_up" | "gap";

export type RetryDecision =
  | { readonly kind: "retry"; readonly delayMs: number; readonly headers: Record<string, number> }
  | { readonly kind: "park"; readonly attempts: number };

const FAILURES_HEADER = "x-bus-failures";
const GAP_WAITS_HEADER = "x-bus-gap-waits";

/** The number of this attempt: 1, 2, 3 … */
export function attemptOf(headers: Headers | undefined): number {
  return counter(headers, FAILURES_HEADER) + 1;
}

/** The headers of a message that counts its attempts from zero again. */
export function withoutFailures(headers: Record<string, unknown>): Record<string, unknown> {
  const { [FAILURES_HEADER]: _failures, [GAP_WAITS_HEADER]: _waits, ...rest } = headers;
  return rest;
}

/** Decides on a message that was not applied: a retry, up to a number of attempts, or parking. There is no third way. */
export function decideRetry(
  kind: FailureKind,
  headers: Headers | undefined,
  retryDelaysMs: readonly number[],
): RetryDecision {
  const attempts = attemptOf(headers);
  const gapWaits = counter(headers, GAP_WAITS_HEADER);
  if (kind === "gap" && gapWaits < MAX_GAP_WAITS) {
    return { kind: "retry", delayMs: GAP_DELAY_MS, headers: { [GAP_WAITS_HEADER]: gapWaits + 1 } };
  }
  const delayMs = retryDelaysMs[attempts - 1];
  if (kind === "gave_up" || delayMs === undefined) return { kind: "park", attempts };
  return { kind: "retry", delayMs, headers: { [FAILURES_HEADER]: attempts } };
}

function counter(headers: Headers | undefined, name: string): number {
  const value = headers?.[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
