/** A delay queue: what it is called after its prefix, and how long a message rests in it. */
export interface DelayTier {
  readonly name: string;
  readonly delayMs: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The broker keeps a queue's TTL in 32 bits. */
export const longestDelayMs = 2 ** 32 - 1;

/** A tier that rests exactly as long as its name says. */
export function plainTier(delayMs: number): DelayTier {
  return { name: durationName(delayMs), delayMs };
}

/**
 * A tier for timers that are armed for exactly this window. It lets go a little early, so that the time between
 * deciding on the deadline and the broker's receipt does not make the timer late: the rest is waited in process.
 * Its name says so, because a tier of the full length (a retry's, a rung's) may exist beside it, and one name with
 * two durations would keep the second service that declares it from starting.
 */
export function earlyTier(windowMs: number): DelayTier {
  return { name: `${durationName(windowMs)}.early`, delayMs: windowMs - earlyByMs };
}

/** More than the way through the outbox takes in normal running, and short enough to hold the message meanwhile. */
export const earlyByMs = 500;

/** One duration, one name: `50ms`, `5s`, `5min`, `48h`, `7d`. Days begin at three, as people say "48 hours" but "7 days". */
export function durationName(durationMs: number): string {
  if (durationMs >= 3 * dayMs && durationMs % dayMs === 0) return `${durationMs / dayMs}d`;
  if (durationMs % hourMs === 0) return `${durationMs / hourMs}h`;
  if (durationMs % minuteMs === 0) return `${durationMs / minuteMs}min`;
  if (durationMs % secondMs === 0) return `${durationMs / secondMs}s`;
  return `${durationMs}ms`;
}

const rungs: readonly DelayTier[] = [
  plainTier(secondMs),
  plainTier(10 * secondMs),
  plainTier(minuteMs),
  plainTier(10 * minuteMs),
  plainTier(hourMs),
  plainTier(6 * hourMs),
  plainTier(dayMs),
  plainTier(7 * dayMs),
];

/** The shortest rung: less than this is not worth a way through the broker, and is waited in process. */
export const shortestHopMs = secondMs;

/**
 * The ladder that timers go down, longest tier first: the fixed rungs, and one tier for each window that deserves a
 * hop of its own. A window that is too short to gain from that, or too long for the broker, goes down the rungs.
 */
export function timerLadder(exactWindowsMs: readonly number[]): readonly DelayTier[] {
  const windows = [...new Set(exactWindowsMs)].filter(
    (windowMs) => windowMs - earlyByMs > shortestHopMs && windowMs <= longestDelayMs,
  );
  return [...rungs, ...windows.map((windowMs) => earlyTier(Math.round(windowMs)))].toSorted(
    (a, b) => b.delayMs - a.delayMs,
  );
}

/** The largest tier that is not longer than what remains; `undefined` when the rest is to be waited in process. */
export function nextHop(ladder: readonly DelayTier[], remainingMs: number): DelayTier | undefined {
  return ladder.find((tier) => tier.delayMs <= remainingMs);
}
