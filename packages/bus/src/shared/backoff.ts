const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/**
 * The delay before the next attempt: it doubles with each failure from 100 ms up to 5 s. The jitter takes between a half
 * and all of it, so that processes which lost the same broker do not return at the same time.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const fullMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(fullMs * (0.5 + random() / 2));
}
