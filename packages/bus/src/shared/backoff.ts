const firstMs = 100;
const mostMs = 5_000;

/**
 * How long to wait before the next try: doubling from 100 ms to 5 s, and between half and all of that, so that
 * processes that lost the same broker do not come back in the same moment.
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const fullMs = Math.min(mostMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.round(fullMs * (0.5 + random() / 2));
}
