import { setTimeout as pause } from "node:timers/promises";

export type WaitOptions = {
  /** What is awaited, in words that complete "waited 5000 ms for …". */
  what: string;
  timeoutMs?: number;
  /** How long to rest between two probes; small, because most conditions in tests hold within milliseconds. */
  intervalMs?: number;
};

/**
 * Probes until the answer is neither `undefined`, `null` nor `false`, and returns that answer.
 * A probe that throws counts as "not yet". When the time is over it throws an error that names what was awaited,
 * with the probe's last error as cause. This is how tests wait: never for a duration, always for a condition.
 */
export async function waitFor<T>(
  probe: () => T | Promise<T>,
  { what, timeoutMs = 10_000, intervalMs = 20 }: WaitOptions,
): Promise<Exclude<T, undefined | null | false>> {
  const giveUpAt = performance.now() + timeoutMs;
  let lastAnswer: unknown;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (holds(answer)) return answer;
      lastAnswer = answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() + intervalMs > giveUpAt) break;
    await pause(intervalMs);
  }
  const last =
    lastError === undefined ? `last answer: ${String(lastAnswer)}` : `last error: ${String(lastError)}`;
  throw new Error(`waited ${timeoutMs} ms for ${what} (${last})`, { cause: lastError });
}

function holds<T>(answer: T): answer is Exclude<T, undefined | null | false> {
  return answer !== undefined && answer !== null && answer !== false;
}
