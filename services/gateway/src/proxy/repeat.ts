import { exactBackoffMs } from "@vc/backoff";
import type { ConnectionFailure } from "./upstream-failure.ts";

/** How often one request returns to addresses that it has already tried. */
const MAX_ROUNDS = 2;
const backoff = { firstMs: 50, mostMs: 100 };

/** One attempt that failed before its answer began. */
export interface FailedAttempt {
  readonly failure: ConnectionFailure | null;
  /** Whether any byte of the request may have reached the service. */
  readonly isSent: boolean;
  /** Whether a repeat is harmless: a read, or a write whose service recognises the Idempotency-Key. */
  readonly isRepeatable: boolean;
  /** How often the request has returned to tried addresses. */
  readonly rounds: number;
  readonly hasUntried: boolean;
}

/**
 * After how many milliseconds to send a failed request again; `null`: not at all. A request of which no byte was sent can
 * have had no effect, so it is always repeatable. A request that was sent is repeated only when that is harmless, and only
 * after its connection broke: a slow service may still be working on it. All other repeats are the client's decision.
 */
export function repeatAfterMs(attempt: FailedAttempt): number | null {
  if (attempt.failure === null || attempt.failure === "too slow") return null;
  if (attempt.isSent && !attempt.isRepeatable) return null;
  if (attempt.hasUntried) return 0;
  return attempt.rounds < MAX_ROUNDS ? exactBackoffMs(attempt.rounds + 1, backoff) : null;
}
