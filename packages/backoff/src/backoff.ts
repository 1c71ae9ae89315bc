/** From the first delay, which doubles with each failure, to the longest. */
export interface BackoffLimits {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * The delay before the next attempt, in whole milliseconds: for callers that fail together. The jitter takes between a
 * half and all of the delay, so that they do not return together.
 *
 * @param failures how many attempts have failed in a row, 1 after the first
 * @param random between 0 and 1. Default: Math.random.
 */
export function backoffMs(
  failures: number,
  limits: BackoffLimits,
  random: () => number = Math.random,
): number {
  return Math.round(exactBackoffMs(failures, limits) * (0.5 + random() / 2));
}

/** The same without jitter: where one caller at a time comes back, or a test tells the delay in advance. */
export function exactBackoffMs(failures: number, { firstMs, mostMs }: BackoffLimits): number {
  // Beyond 2^30 the product of any delay is the longest; the exponent stays finite for any number of failures.
  const doublings = Math.min(Math.max(0, failures - 1), 30);
  return Math.min(mostMs, firstMs * 2 ** doublings);
}
