import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WalkResult } from "./walk.ts";

/** What a thread is asked to walk, by name, and how far. */
export interface WalkOrder {
  readonly name: string;
  readonly isShort: boolean;
  readonly mostMoments: number;
  readonly mostMs: number;
}

/** What a thread found on a walk, and which rows of the tables it took. */
export interface WalkReport extends WalkResult {
  readonly rows: readonly string[];
}

/** Takes walks on all processors, the first ones first. Each takes the same steps on whichever it is. */
export async function runWalks(
  orders: readonly WalkOrder[],
  done: (report: WalkReport) => void,
): Promise<void> {
  const waiting = [...orders];
  const threads = Math.min(availableParallelism(), orders.length);
  await Promise.all(Array.from({ length: threads }, () => runThread(waiting, done)));
}

function runThread(waiting: WalkOrder[], done: (report: WalkReport) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./walk-thread.ts", import.meta.url));
    const next = () => {
      const order = waiting.shift();
      if (order) thread.postMessage(order);
      else void thread.terminate().then(() => resolve());
    };
    thread.on("message", (report: WalkReport) => {
      done(report);
      next();
    });
    thread.on("error", reject);
    next();
  });
}
