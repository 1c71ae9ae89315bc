import { setTimeout as delay } from "node:timers/promises";

/** Waits for the duration, or until the signal aborts. Never rejects. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => {});
}

/**
 * Waits for work that may never end (such as closing a connection to a peer that has vanished), up to a limit.
 *
 * @returns whether it settled in time, resolved or rejected
 */
export async function settledWithin(work: Promise<unknown>, durationMs: number): Promise<boolean> {
  const timeout = new AbortController();
  const settled = await Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    delay(durationMs, false, { signal: timeout.signal }).catch(() => false),
  ]);
  timeout.abort();
  return settled;
}
