import type { Transaction } from "@vc/bus";
import type { Logger } from "@vc/http";
import { underLease } from "./lease.ts";
import type { Taken, WorkQueue } from "./work-queue.ts";

export interface Worker {
  /** Looks for work now. */
  wake(): void;
  /** Looks for work as soon as a transaction is over: what it records is visible only then. */
  wakeAfter(tx: Transaction): void;
  /** Works until nothing is due. For tests, and for simulations that have no time to pass. */
  drain(): Promise<void>;
  start(): void;
  /** Takes nothing new, and resolves when what is in hand is done. */
  stop(): Promise<void>;
}

/**
 * Runs `takeOne` until it finds nothing: at once when woken, and every `pollMs` as the safety net for wake-ups that
 * were lost with their process. `takeOne` does one piece of work and says whether there was one.
 *
 * @param options.concurrency how many pieces one process does at a time
 */
export function createWorker(options: {
  readonly name: string;
  readonly log: Logger;
  readonly pollMs: number;
  readonly concurrency: number;
  readonly takeOne: () => Promise<boolean>;
}): Worker {
  const { name, log, pollMs, concurrency, takeOne } = options;
  const running = new Set<Promise<void>>();
  let isStopped = true;
  let wasWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let wakeUps = 0;
  /** How many wake-ups there had been when a look began that found nothing: without a further one there is nothing. */
  let emptyAfter = 0;

  async function work(): Promise<void> {
    try {
      // Each piece that was found suggests that there is another one.
      while (!isStopped && emptyAfter < wakeUps) {
        const before = wakeUps;
        if (!(await takeOne())) emptyAfter = before;
      }
    } catch (error) {
      log.error({ err: error, worker: name }, "work failed; it is taken again when its lease ends");
    }
  }

  function wake(): void {
    if (isStopped) return;
    wakeUps++;
    if (running.size >= concurrency) {
      wasWoken = true;
      return;
    }
    const mine = work().finally(() => {
      running.delete(mine);
      // A wake-up that came while all hands were full may be about work that none of them has seen.
      if (wasWoken) {
        wasWoken = false;
        wake();
      }
    });
    running.add(mine);
  }

  return {
    wake,
    wakeAfter(tx) {
      tx.session.once("ended", wake);
    },
    async drain() {
      while (await takeOne()) {
        // Until nothing is due.
      }
    },
    start() {
      isStopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** Starts workers, and returns how to stop them all: the `work` of a service. */
export function workOf(workers: readonly Worker[]): () => Promise<() => Promise<void>> {
  return async () => {
    for (const worker of workers) worker.start();
    return async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    };
  };
}

/**
 * The worker of a queue: takes entries and does their work under a lease that lives as long as the work.
 *
 * @param options.work records with the queue what came of it. What it throws is logged, and the entry is taken again
 *   when its lease ends
 * @param options.before runs before each take, such as to add entries that are due
 */
export function createQueueWorker<Stored extends { readonly _id: string }>(options: {
  readonly name: string;
  readonly queue: WorkQueue<Stored>;
  readonly log: Logger;
  readonly pollMs: number;
  readonly concurrency: number;
  readonly work: (taken: Taken<Stored>) => Promise<void>;
  readonly before?: () => Promise<void>;
}): Worker {
  const { name, queue, log, work, before } = options;
  const worker = createWorker({
    ...options,
    takeOne: async () => {
      if (before) await before();
      const taken = await queue.take();
      if (taken === null) return false;
      // Where there was one entry there may be more: another hand looks while this one works.
      worker.wake();
      const lease = { name: `${name} ${taken.entry._id}`, log, leaseMs: queue.leaseMs };
      await underLease({ ...lease, renew: () => queue.renew(taken) }, () => work(taken));
      return true;
    },
  });
  return worker;
}
