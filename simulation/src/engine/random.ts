/** Chance, all of it from one seed: the same seed gives the same numbers in the same order. */
export interface Random {
  /** A number of [0, 1). */
  next(): number;
  /** An integer of [0, below). */
  int(below: number): number;
  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /**
   * One of several, chosen by its name. One number is drawn, however many there are, and each name has a chance of its
   * own: where another name is added, the choice changes only where that name wins.
   *
   * @param weightOf how likely one is, relative to the others. Default: all alike
   */
  pickByName<Name extends string>(names: readonly Name[], weightOf?: (name: Name) => number): Name;
  /** Mostly near `least`, now and then near `most`: how long things take. */
  duration(leastMs: number, mostMs: number): number;
}

/** The generator sfc32 of PractRand, which passes its tests and needs four integers of state. */
export function createRandom(seed: number): Random {
  // In an array of their kind: as variables, numbers beyond 31 bits would be allocated on the heap at each step.
  const state = Int32Array.of(seed | 0, (seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1);

  function next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = [state[0], state[1], state[2], state[3]];
    const sum = (((a + b) | 0) + counter) | 0;
    state[3] = (counter + 1) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }
  // Seeds that lie beside each other begin alike: the first numbers are thrown away.
  for (let warmUp = 0; warmUp < 15; warmUp++) next();

  const int = (below: number) => Math.floor(next() * below);
  return {
    next,
    int,
    between: (least, most) => least + int(most - least + 1),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error("there is nothing to pick from");
      return item;
    },
    pickByName: (names, weightOf = () => 1) => {
      const drawn = int(2 ** 32);
      // Of waiting times that are exponential by weight, the shortest: the probability of each is its share of all weights.
      const waitOf = (name: (typeof names)[number]) => -Math.log(shareOf(drawn, name)) / weightOf(name);
      return names.reduce((best, name) => (waitOf(name) < waitOf(best) ? name : best));
    },
    duration: (leastMs, mostMs) => Math.round(leastMs * (mostMs / leastMs) ** next()),
  };
}

/** A number of (0, 1) that belongs to a name under a seed: FNV-1a, and the finalizer of MurmurHash3. */
export function shareOf(seed: number, name: string): number {
  let hash = seed | 0;
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
