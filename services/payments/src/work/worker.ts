import type { Transaction } from "@vc/bus";
import type { Logger } from "@vc/http";

export interface Worker {
  /** Looks for work now. */
  nudge(): void;
  /** Looks for work as soon as a transaction is over: what it records is there only then. */
  nudgeAfter(tx: Transaction): void;
  /** Works until nothing is due. For tests, and for the last moments of a process. */
  drain(): Promise<void>;
  start(): void;
  /** Takes nothing new, and resolves when what is in hand is done. */
  stop(): Promise<void>;
}

/**
 * Does work that is recorded in the database: at once when nudged, and every `pollMs` as the safety net for nudges
 * that were lost with their process. `takeOne` takes one piece, with a lease, and says whether there was one; many
 * instances may therefore run side by side.
 */
export function createWorker(options: {
  name: string;
  log: Logger;
  pollMs: number;
  concurrency: number;
  takeOne: () => Promise<boolean>;
}): Worker {
  const { name, log, pollMs, concurrency, takeOne } = options;
  const running = new Set<Promise<void>>();
  let isStopped = true;
  let wasNudged = false;
  let timer: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    try {
      while (!isStopped && (await takeOne())) {
        // Each piece that was found suggests that there is another one.
      }
    } catch (error) {
      log.error({ err: error, worker: name }, "work could not be taken; it is tried again");
    }
  }

  function fill(): void {
    if (isStopped) return;
    if (running.size >= concurrency) {
      wasNudged = true;
      return;
    }
    const mine = work().finally(() => {
      running.delete(mine);
      // A nudge that came while all hands were full may be about work that none of them has seen.
      if (wasNudged) {
        wasNudged = false;
        fill();
      }
    });
    running.add(mine);
  }

  return {
    nudge: fill,
    nudgeAfter(tx) {
      tx.session.once("ended", fill);
    },
    async drain() {
      while (await takeOne()) {
        // Until nothing is due.
      }
    },
    start() {
      isStopped = false;
      timer = setInterval(fill, pollMs);
      fill();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/** How long to wait before trying again what failed: 1 s, doubled each time, an hour at the most. */
export function retryDelayMs(tries: number): number {
  return Math.min(60 * 60_000, 1_000 * 2 ** Math.min(tries - 1, 20));
}
