import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WalkResult } from "./walk.ts";

/** What a thread is asked to walk, by name, and how far. */
export interface WalkOrder {
  readonly name: string;
  readonly isShort: boolean;
  /** Of this walk. */
  readonly mostMoments: number;
  /** Of this walk and those that its thread took before. */
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
    const startedAt = performance.now();
    const thread = new Worker(new URL("./walk-thread.ts", import.meta.url));
    const next = () => {
      const order = waiting.shift();
      const tookMs = performance.now() - startedAt;
      if (order) thread.postMessage({ ...order, mostMs: Math.max(0, order.mostMs - tookMs) });
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
