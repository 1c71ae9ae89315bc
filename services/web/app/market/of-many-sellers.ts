/**
 * The first of each seller before the second of any, in the order in which they came: a good seller with many listings
 * does not hide the others. Pure.
 */
export function ofManySellers<T extends { readonly sellerId: string }>(
  listings: readonly T[],
  count: number,
): T[] {
  const left = [...listings];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    const seen = new Set<string>();
    for (const listing of [...left]) {
      if (chosen.length === count) break;
      if (seen.has(listing.sellerId)) continue;
      seen.add(listing.sellerId);
      chosen.push(listing);
      left.splice(left.indexOf(listing), 1);
    }
  }
  return chosen;
}
