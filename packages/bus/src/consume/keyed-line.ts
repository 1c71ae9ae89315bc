/** Entries that wait for a transaction. Two of one key are never in two transactions at a time, and keep their order. */
export interface KeyedLine<Entry> {
  /** @param isAlone the entry needs a transaction of its own, and goes before those that can share one */
  add(entry: Entry, isAlone: boolean): void;
  /** The entries that a transaction could take now: one that runs alone, or up to `maxSize` that can share it. */
  available(maxSize: number): readonly Entry[];
  /** Takes an available entry for a transaction of its own. Its key is busy until `release`. */
  takeAlone(entry: Entry): void;
  /**
   * Takes an entry for a shared transaction. Its key is busy until `release`.
   *
   * @param ownKeys the keys that this transaction has already
   * @returns `false` when another transaction has the entry or its key
   */
  take(entry: Entry, ownKeys: ReadonlySet<string>): boolean;
  release(keys: Iterable<string>): void;
  /** Removes the entries that wait. */
  clear(): readonly Entry[];
}

export function createKeyedLine<Entry extends { readonly key: string }>(): KeyedLine<Entry> {
  const alone = new Set<Entry>();
  const shared = new Set<Entry>();
  const busyKeys = new Set<string>();

  function isBlocked(key: string): boolean {
    if (busyKeys.has(key)) return true;
    for (const entry of alone) if (entry.key === key) return true;
    return false;
  }

  return {
    add: (entry, isAlone) => void (isAlone ? alone : shared).add(entry),
    available: (maxSize) => {
      // An entry whose key is busy also blocks the entries of that key behind it.
      const blocked = new Set(busyKeys);
      for (const entry of alone) {
        if (!blocked.has(entry.key)) return [entry];
        blocked.add(entry.key);
      }
      const found: Entry[] = [];
      for (const entry of shared) {
        if (found.length === maxSize) break;
        if (!blocked.has(entry.key)) found.push(entry);
      }
      return found;
    },
    takeAlone: (entry) => {
      alone.delete(entry);
      shared.delete(entry);
      busyKeys.add(entry.key);
    },
    take: (entry, ownKeys) => {
      if (!shared.has(entry) || (!ownKeys.has(entry.key) && isBlocked(entry.key))) return false;
      shared.delete(entry);
      busyKeys.add(entry.key);
      return true;
    },
    release: (keys) => {
      for (const key of keys) busyKeys.delete(key);
    },
    clear: () => {
      const waiting = [...alone, ...shared];
      alone.clear();
      shared.clear();
      return waiting;
    },
  };
}
