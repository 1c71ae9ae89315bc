import { setTimeout as delay } from "node:timers/promises";

/** Waits, or until the signal aborts, whichever is first. Never rejects. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => {});
}

/**
 * Waits for something that may never end (a goodbye to a peer that has gone), but not longer than this.
 *
 * @returns whether it ended in time, well or badly
 */
export async function settledWithin(work: Promise<unknown>, durationMs: number): Promise<boolean> {
  const giveUp = new AbortController();
  const settled = await Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    delay(durationMs, false, { signal: giveUp.signal }).catch(() => false),
  ]);
  giveUp.abort();
  return settled;
}
