import type { Headers } from "../broker/envelope.ts";

export const defaultRetryDelaysMs: readonly number[] = [5_000, 30_000, 300_000, 3_600_000];

/** A gap in the sequence closes by itself within moments, or an event is missing: looking again is cheap. */
export const gapDelayMs = 1_000;
const mostGapWaits = 30;

/** Why a message was not applied: the handler failed, said that it never will succeed, or must wait for an earlier event. */
export type FailureKind = "failed" | "gave_up" | "gap";

export type RetryDecision =
  | { readonly kind: "retry"; readonly delayMs: number; readonly headers: Record<string, number> }
  | { readonly kind: "park"; readonly attempts: number };

const failuresHeader = "x-bus-failures";
const gapWaitsHeader = "x-bus-gap-waits";

/** Which try this is: 1, 2, 3 … */
export function attemptOf(headers: Headers | undefined): number {
  return counter(headers, failuresHeader) + 1;
}

/** Headers under which a message begins anew, as if it had never failed. */
export function withoutFailures(headers: Record<string, unknown>): Record<string, unknown> {
  const { [failuresHeader]: _failures, [gapWaitsHeader]: _waits, ...rest } = headers;
  return rest;
}

/** What becomes of a message that was not applied. Two ways only: later, after a bounded number of tries, or parked. */
export function decideRetry(
  kind: FailureKind,
  headers: Headers | undefined,
  retryDelaysMs: readonly number[],
): RetryDecision {
  const attempts = attemptOf(headers);
  const gapWaits = counter(headers, gapWaitsHeader);
  if (kind === "gap" && gapWaits < mostGapWaits) {
    return { kind: "retry", delayMs: gapDelayMs, headers: { [gapWaitsHeader]: gapWaits + 1 } };
  }
  const delayMs = retryDelaysMs[attempts - 1];
  if (kind === "gave_up" || delayMs === undefined) return { kind: "park", attempts };
  return { kind: "retry", delayMs, headers: { [failuresHeader]: attempts } };
}

function counter(headers: Headers | undefined, name: string): number {
  const value = headers?.[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
