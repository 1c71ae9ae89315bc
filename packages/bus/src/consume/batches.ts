import { NotStarted } from "../shared/not-started.ts";
import { createBatchScheduler } from "./batch-scheduler.ts";
import { createKeyedLine, type KeyedLine } from "./keyed-line.ts";

export interface BatchesOptions<Item, Result> {
  /** How many transactions run at a time. */
  readonly concurrency: number;
  /** How many items one transaction takes at most; 1: each item gets its own. */
  readonly maxSize: number;
  /** After this time a transaction takes no further item. */
  readonly maxMs: number;
  /** Two items with a key in common are never in two transactions at a time, and keep their order. */
  keysOf(item: Item): readonly string[];
  /** Applies one item in a transaction of its own. Its error goes to the caller of `take`. */
  applyOne(item: Item): Promise<Result>;
  /**
   * Applies several items in one transaction: calls `next` until it returns nothing. When this rejects, nothing is
   * committed and each item is applied alone, and so is an item that `next` returned and that has no result.
   *
   * @param candidates the items that `next` may return, and perhaps more: other transactions take from the same
   */
  applyBatch(candidates: readonly Item[], next: () => Item | undefined): Promise<ReadonlyMap<Item, Result>>;
}

export interface Batches<Item, Result> {
  /**
   * Applies the item, alone or in a batch.
   *
   * @param isAlone the item must not share a transaction with others
   * @throws NotStarted when `stop` came before its turn
   */
  take(item: Item, isAlone: boolean): Promise<Result>;
  /** Starts nothing further. */
  stop(): void;
}

interface Entry<Item, Result> extends PromiseWithResolvers<Result> {
  readonly item: Item;
  readonly keys: readonly string[];
}

/**
 * Group commit. The next transaction applies together what has waited during the one before, so the cost of a transaction
 * is shared by as many items as there is load; a single item is not delayed. A transaction takes its next item only
 * when it has applied the previous one, so a slow item does not delay items that another transaction could start.
 */
export function createBatches<Item, Result>(options: BatchesOptions<Item, Result>): Batches<Item, Result> {
  const { concurrency, maxSize, maxMs, keysOf, applyOne, applyBatch } = options;
  const line = createKeyedLine<Entry<Item, Result>>();
  let isStopped = false;

  const schedule = createBatchScheduler({
    concurrency,
    available: () => line.available(maxSize),
    run: async (entries) => {
      const [first] = entries;
      if (first && entries.length === 1) await runOne(first);
      else await runBatch(entries);
    },
  });

  async function runOne(entry: Entry<Item, Result>): Promise<void> {
    line.takeAlone(entry);
    await applyOne(entry.item).then(entry.resolve, entry.reject);
    line.release(entry.keys);
    schedule();
  }

  async function runBatch(candidates: readonly Entry<Item, Result>[]): Promise<void> {
    const batch = openBatch(line, candidates, maxMs);
    const first = batch.next();
    // Other transactions have taken all of them.
    if (first === undefined) return;
    let upcoming: Item | undefined = first;
    const next = () => {
      const item = upcoming ?? (isStopped ? undefined : batch.next());
      upcoming = undefined;
      return item;
    };
    const items = candidates.map(({ item }) => item);
    const results = await applyBatch(items, next).catch(() => new Map<Item, Result>());
    for (const entry of batch.taken) {
      const result = results.get(entry.item);
      if (result !== undefined) entry.resolve(result);
      else if (isStopped) entry.reject(new NotStarted());
      else line.add(entry, true);
    }
    line.release(batch.keys);
    schedule();
  }

  return {
    take: (item, isAlone) => {
      if (isStopped) return Promise.reject(new NotStarted());
      const entry = { item, keys: keysOf(item), ...Promise.withResolvers<Result>() };
      line.add(entry, isAlone || maxSize === 1);
      schedule();
      return entry.promise;
    },
    stop: () => {
      isStopped = true;
      for (const entry of line.clear()) entry.reject(new NotStarted());
    },
  };
}

/** One transaction's way through its candidates: takes each that no other transaction has, until its time is over. */
function openBatch<Item, Result>(
  line: KeyedLine<Entry<Item, Result>>,
  candidates: readonly Entry<Item, Result>[],
  maxMs: number,
) {
  const startedAt = performance.now();
  const taken: Entry<Item, Result>[] = [];
  const keys = new Set<string>();
  const passedKeys = new Set<string>();
  let position = 0;

  function next(): Item | undefined {
    if (taken.length > 0 && performance.now() - startedAt >= maxMs) return undefined;
    while (position < candidates.length) {
      const entry = candidates[position++];
      if (!entry) continue;
      const isTaken = line.take(entry, keys, passedKeys);
      for (const key of entry.keys) (isTaken ? keys : passedKeys).add(key);
      if (!isTaken) continue;
      taken.push(entry);
      return entry.item;
    }
    return undefined;
  }

  return { next, taken, keys };
}
