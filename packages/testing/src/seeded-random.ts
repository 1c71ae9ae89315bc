/** Numbers of [0, 1), the same for the same seed: a failed run can be repeated. (The mulberry32 generator.) */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same items in an order that the generator chooses. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * One of the items, the same for the same number. Each name draws a lot of its own, and the highest wins: an item that is
 * added or removed changes only the choices that it wins itself, so that a number from an earlier run leads the same way.
 * (Rendezvous hashing.)
 */
export function chosenByName<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  number: number,
): T | undefined {
  const lots = items.map((item) => ({ item, lot: lotOf(nameOf(item), number) }));
  return lots.toSorted((a, b) => b.lot - a.lot)[0]?.item;
}

/** The first number of the generator whose seed is made of name and number (FNV-1a). */
function lotOf(name: string, number: number): number {
  let hash = 0x811c9dc5 ^ number;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return randomFrom(hash)();
}
