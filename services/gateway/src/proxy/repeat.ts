import type { ConnectionFailure } from "./upstream-failure.ts";

/** How often one request goes back to addresses that it has tried already. */
const MAX_ROUNDS = 2;
const FIRST_PAUSE_MS = 50;

/** One attempt that failed before its answer began. */
export interface FailedAttempt {
  readonly failure: ConnectionFailure | null;
  /** Whether any byte of the request may have reached the service. */
  readonly isSent: boolean;
  /** Whether the request does no harm twice: a read, or a write that its service knows again by its key. */
  readonly isRepeatable: boolean;
  /** How often the request has gone back to tried addresses. */
  readonly rounds: number;
  readonly hasUntried: boolean;
}

/**
 * Whether to send a request again after its attempt failed, and after how many milliseconds; `null`: not. What was not
 * sent can have done nothing, whatever it is. What was sent is repeated only where it does no harm twice, and only
 * after its connection broke: who took too long may well be at work. Anything else is the client's to repeat, who
 * knows what it meant.
 */
export function repeatAfterMs(attempt: FailedAttempt): number | null {
  if (attempt.failure === null || attempt.failure === "too slow") return null;
  if (attempt.isSent && !attempt.isRepeatable) return null;
  if (attempt.hasUntried) return 0;
  return attempt.rounds < MAX_ROUNDS ? FIRST_PAUSE_MS * 2 ** attempt.rounds : null;
}
