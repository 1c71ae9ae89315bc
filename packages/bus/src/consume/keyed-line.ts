/**
 * Entries that wait for a transaction. Two with a key in common are never in two transactions at a time, and keep their
 * order.
 */
export interface KeyedLine<Entry> {
  /** @param isAlone the entry needs a transaction of its own, and goes before those that can share one */
  add(entry: Entry, isAlone: boolean): void;
  /** The entries that a transaction could take now: one that runs alone, or up to `maxSize` that can share it. */
  available(maxSize: number): readonly Entry[];
  /** Takes an available entry for a transaction of its own. Its keys are busy until `release`. */
  takeAlone(entry: Entry): void;
  /**
   * Takes an entry for a shared transaction. Its keys are busy until `release`.
   *
   * @param ownKeys the keys that this transaction has already
   * @param passedKeys the keys of entries that this transaction could not take: what comes behind them must wait too
   * @returns `false` when another transaction has the entry or one of its keys
   */
  take(entry: Entry, ownKeys: ReadonlySet<string>, passedKeys: ReadonlySet<string>): boolean;
  release(keys: Iterable<string>): void;
  /** Removes the entries that wait. */
  clear(): readonly Entry[];
}

export function createKeyedLine<Entry extends { readonly keys: readonly string[] }>(): KeyedLine<Entry> {
  const alone = new Set<Entry>();
  const shared = new Set<Entry>();
  const busyKeys = new Set<string>();

  function isBlocked(key: string): boolean {
    if (busyKeys.has(key)) return true;
    for (const entry of alone) if (entry.keys.includes(key)) return true;
    return false;
  }

  return {
    add: (entry, isAlone) => void (isAlone ? alone : shared).add(entry),
    available: (maxSize) => {
      // An entry with a busy key also blocks the entries behind it that have a key in common with it.
      const blocked = new Set(busyKeys);
      const isFree = ({ keys }: Entry) => {
        if (keys.every((key) => !blocked.has(key))) return true;
        for (const key of keys) blocked.add(key);
        return false;
      };
      for (const entry of alone) if (isFree(entry)) return [entry];
      const found: Entry[] = [];
      for (const entry of shared) {
        if (found.length === maxSize) break;
        if (isFree(entry)) found.push(entry);
      }
      return found;
    },
    takeAlone: (entry) => {
      alone.delete(entry);
      shared.delete(entry);
      for (const key of entry.keys) busyKeys.add(key);
    },
    take: (entry, ownKeys, passedKeys) => {
      const isTakable = (key: string) => !passedKeys.has(key) && (ownKeys.has(key) || !isBlocked(key));
      if (!shared.has(entry) || !entry.keys.every(isTakable)) return false;
      shared.delete(entry);
      for (const key of entry.keys) busyKeys.add(key);
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
