/** Not begun, and left to whoever gets it next: the bus is stopping. */
export class NotBegun extends Error {
  override readonly name = "NotBegun";
}

export interface BatchesOptions<Item, Result> {
  /** Transactions at a time. */
  readonly atATime: number;
  /** What one transaction takes at the most; 1: each its own. */
  readonly most: number;
  /** After so long a transaction takes nothing more. */
  readonly forMs: number;
  /** Two with the same key are never in two transactions at a time, and keep their order. */
  keyOf(item: Item): string;
  /** Does one by itself. What it throws goes to whoever gave the item. */
  alone(item: Item): Promise<Result>;
  /**
   * Does several in one transaction: asks for each until there is no other. When it throws, nothing of it has
   * happened, and each is done alone. So is one that was asked for and has no result.
   *
   * @param candidates what it may be given, and more: others ask for the same
   */
  together(candidates: readonly Item[], next: () => Item | undefined): Promise<ReadonlyMap<Item, Result>>;
}

export interface Batches<Item, Result> {
  /**
   * Does the item, alone or with others.
   *
   * @param isAlone it must not share the fate of others, nor they its
   * @throws NotBegun when it was stopped before its turn
   */
  take(item: Item, isAlone: boolean): Promise<Result>;
  /** Begins nothing any more. */
  stop(): void;
}

/** Longer than most transactions take, and too short for anybody to notice. */
const patienceMs = 25;

interface Waiting<Item, Result> extends PromiseWithResolvers<Result> {
  readonly item: Item;
  readonly key: string;
}

/**
 * Group commit. What waits while transactions are under way is done by the next one together, so that the price of
 * a transaction is shared by as many as there is load: one item where there is little, and no delay for it. Each
 * takes its next item only when it has done the one before, so that a slow one holds up nothing that another
 * transaction could begin.
 */
export function createBatches<Item, Result>(options: BatchesOptions<Item, Result>): Batches<Item, Result> {
  const { atATime, most, forMs, keyOf, alone, together } = options;
  type Entry = Waiting<Item, Result>;
  /** Done before the others, each by itself. */
  const byThemselves = new Set<Entry>();
  const line = new Set<Entry>();
  const busyKeys = new Set<string>();
  let running = 0;
  let isScheduled = false;
  let isPatient = false;
  let isStopped = false;

  /** What arrives in one turn of the event loop belongs together. */
  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      if (running === 0 && available().length > 0) void run();
      if (running < atATime && available().length > 0) startAnotherLater();
    });
  }

  /** What waits for a transaction that is nearly done goes into the next one; when it is a long one, another begins. */
  function startAnotherLater(): void {
    if (isPatient) return;
    isPatient = true;
    setTimeout(() => {
      isPatient = false;
      if (running >= atATime || available().length === 0) return;
      void run();
      schedule();
    }, patienceMs);
  }

  async function run(): Promise<void> {
    running += 1;
    for (let entries = available(); entries.length > 0; entries = available()) {
      const [first] = entries;
      if (first && entries.length === 1) await doAlone(first);
      else await doTogether(entries);
    }
    running -= 1;
  }

  /** The next one for itself, or as many as may be done together. */
  function available(): readonly Entry[] {
    // Whoever waits for its key holds up those behind it with the same one.
    const heldUp = new Set(busyKeys);
    for (const entry of byThemselves) {
      if (!heldUp.has(entry.key)) return [entry];
      heldUp.add(entry.key);
    }
    const found: Entry[] = [];
    for (const entry of line) {
      if (found.length === most) break;
      if (!heldUp.has(entry.key)) found.push(entry);
    }
    return found;
  }

  async function doAlone(entry: Entry): Promise<void> {
    byThemselves.delete(entry);
    line.delete(entry);
    busyKeys.add(entry.key);
    await alone(entry.item).then(entry.resolve, entry.reject);
    busyKeys.delete(entry.key);
    schedule();
  }

  async function doTogether(candidates: readonly Entry[]): Promise<void> {
    const startedAt = performance.now();
    const taken: Entry[] = [];
    const keys = new Set<string>();
    let position = 0;

    function next(): Item | undefined {
      if (isStopped || (taken.length > 0 && performance.now() - startedAt >= forMs)) return undefined;
      for (; position < candidates.length; position++) {
        const entry = candidates[position];
        if (!entry || !line.has(entry)) continue;
        if (!keys.has(entry.key) && isHeldUp(entry.key)) continue;
        line.delete(entry);
        busyKeys.add(entry.key);
        keys.add(entry.key);
        taken.push(entry);
        return entry.item;
      }
      return undefined;
    }

    const first = next();
    // Others have taken all of them.
    if (first === undefined) return;
    let isFirst = true;
    const firstThenNext = () => {
      if (!isFirst) return next();
      isFirst = false;
      return first;
    };
    const items = candidates.map(({ item }) => item);
    const results = await together(items, firstThenNext).catch(() => new Map<Item, Result>());
    for (const entry of taken) {
      const result = results.get(entry.item);
      if (result !== undefined) entry.resolve(result);
      else if (isStopped) entry.reject(new NotBegun());
      else byThemselves.add(entry);
    }
    for (const key of keys) busyKeys.delete(key);
    schedule();
  }

  function isHeldUp(key: string): boolean {
    if (busyKeys.has(key)) return true;
    for (const entry of byThemselves) if (entry.key === key) return true;
    return false;
  }

  return {
    take: (item, isAlone) => {
      if (isStopped) return Promise.reject(new NotBegun());
      const entry = { item, key: keyOf(item), ...Promise.withResolvers<Result>() };
      if (isAlone || most === 1) byThemselves.add(entry);
      else line.add(entry);
      schedule();
      return entry.promise;
    },
    stop: () => {
      isStopped = true;
      for (const entry of [...byThemselves, ...line]) entry.reject(new NotBegun());
      byThemselves.clear();
      line.clear();
    },
  };
}
