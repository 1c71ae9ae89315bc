/** A delay queue: its name after the prefix, and how long it delays a message. */
export interface DelayTier {
  readonly name: string;
  readonly delayMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The broker keeps a queue's TTL in 32 bits. */
export const MAX_DELAY_MS = 2 ** 32 - 1;

/** A tier that delays for exactly the duration in its name. */
export function plainTier(delayMs: number): DelayTier {
  return { name: durationName(delayMs), delayMs };
}

/**
 * A tier for timers that are armed for exactly this window. It releases a little early, so that the time from the decision
 * on the deadline to the broker's receipt does not make the timer late; the process waits for the rest. The name says
 * so, because a tier of the full length (of a retry or a rung) may exist beside it, and a service cannot start when one
 * name has two durations.
 */
export function earlyTier(windowMs: number): DelayTier {
  return { name: `${durationName(windowMs)}.early`, delayMs: windowMs - EARLY_BY_MS };
}

/** More than the outbox normally takes, and short enough to hold the message unacknowledged meanwhile. */
export const EARLY_BY_MS = 500;

/** One duration, one name: `50ms`, `5s`, `5min`, `48h`, `7d`. Days start at three: "48 hours", but "7 days". */
export function durationName(durationMs: number): string {
  if (durationMs >= 3 * DAY_MS && durationMs % DAY_MS === 0) return `${durationMs / DAY_MS}d`;
  if (durationMs % HOUR_MS === 0) return `${durationMs / HOUR_MS}h`;
  if (durationMs % MINUTE_MS === 0) return `${durationMs / MINUTE_MS}min`;
  if (durationMs % SECOND_MS === 0) return `${durationMs / SECOND_MS}s`;
  return `${durationMs}ms`;
}

const rungs: readonly DelayTier[] = [
  plainTier(SECOND_MS),
  plainTier(10 * SECOND_MS),
  plainTier(MINUTE_MS),
  plainTier(10 * MINUTE_MS),
  plainTier(HOUR_MS),
  plainTier(6 * HOUR_MS),
  plainTier(DAY_MS),
  plainTier(7 * DAY_MS),
];

/** The shortest rung: the process waits for anything shorter itself. */
export const SHORTEST_HOP_MS = SECOND_MS;

/**
 * The ladder that timers go down, longest tier first: the fixed rungs, and one tier for each exact window. A window that
 * is too short to gain from its own tier, or too long for the broker, uses the rungs.
 */
export function timerLadder(exactWindowsMs: readonly number[]): readonly DelayTier[] {
  const windows = [...new Set(exactWindowsMs)].filter(
    (windowMs) => windowMs - EARLY_BY_MS > SHORTEST_HOP_MS && windowMs <= MAX_DELAY_MS,
  );
  return [...rungs, ...windows.map((windowMs) => earlyTier(Math.round(windowMs)))].toSorted(
    (a, b) => b.delayMs - a.delayMs,
  );
}

/** The largest tier that is not longer than the remaining time; `undefined` when the process waits for the rest itself. */
export function nextHop(ladder: readonly DelayTier[], remainingMs: number): DelayTier | undefined {
  return ladder.find((tier) => tier.delayMs <= remainingMs);
}
