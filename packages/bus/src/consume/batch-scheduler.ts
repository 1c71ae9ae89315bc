/** Longer than most transactions take, and too short to be noticed. */
const MAX_BATCH_WAIT_MS = 25;

export interface BatchSchedulerOptions<Entry> {
  /** How many transactions run at a time. */
  readonly concurrency: number;
  /** What a transaction could take now; empty when there is nothing to do. */
  available(): readonly Entry[];
  /** Runs one transaction. Never rejects. */
  run(entries: readonly Entry[]): Promise<void>;
}

/**
 * Decides when transactions start: the first at once, a further one only when those that run take long. Entries that
 * wait for a transaction that is nearly done go into the next one.
 *
 * @returns to be called whenever something may have become available
 */
export function createBatchScheduler<Entry>(options: BatchSchedulerOptions<Entry>): () => void {
  const { concurrency, available } = options;
  let running = 0;
  let isScheduled = false;
  let isWaiting = false;

  async function run(): Promise<void> {
    running += 1;
    for (let entries = available(); entries.length > 0; entries = available()) await options.run(entries);
    running -= 1;
  }

  function startAnotherLater(): void {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (running >= concurrency || available().length === 0) return;
      void run();
      schedule();
    }, MAX_BATCH_WAIT_MS);
  }

  /** Entries that arrive in one turn of the event loop go together. */
  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      if (running === 0 && available().length > 0) void run();
      if (running < concurrency && available().length > 0) startAnotherLater();
    });
  }

  return schedule;
}
