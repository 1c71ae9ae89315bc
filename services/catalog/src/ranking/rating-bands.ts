/** The lowest rating of each band, best first: the best rated of the many that have a word are few enough to read. */
const LOWEST = [4.9, 4.8, 4.7, 4.5, 4, 0] as const;

export const RATING_BANDS: readonly number[] = LOWEST.map((_, band) => band);

/** The band of a seller's rating; without a review it is 0, in the last one. */
export function ratingBandOf(rating: number): number {
  return LOWEST.findIndex((lowest) => rating >= lowest);
}
