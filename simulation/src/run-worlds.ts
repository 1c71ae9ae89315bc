import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WorldResult } from "./world-result.ts";

/**
 * Orders of one world. Faults differ from world to world, and a small world needs little memory: an order costs a quarter
 * less than in a world of a thousand.
 */
export const ORDERS_PER_WORLD = 100;

export interface Plan {
  readonly seed: number;
  readonly orders: number;
}

/** The worlds of a run: seed, seed + 1, … */
export function planWorlds(seed: number, orders: number): Plan[] {
  const worlds: Plan[] = [];
  for (let left = orders; left > 0; left -= ORDERS_PER_WORLD) {
    worlds.push({ seed: seed + worlds.length, orders: Math.min(left, ORDERS_PER_WORLD) });
  }
  return worlds;
}

/** Runs worlds on all processors. Their distribution does not change their results. */
export async function runWorlds(plans: readonly Plan[], done: (result: WorldResult) => void): Promise<void> {
  const waiting = [...plans];
  const threads = Math.min(availableParallelism(), plans.length);
  await Promise.all(Array.from({ length: threads }, () => runThread(waiting, done)));
}

function runThread(waiting: Plan[], done: (result: WorldResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // Most objects of a step are garbage at the next one; a small young generation would copy them repeatedly.
    const resourceLimits = { maxYoungGenerationSizeMb: 128 };
    const thread = new Worker(new URL("./world-thread.ts", import.meta.url), { resourceLimits });
    const next = () => {
      const plan = waiting.shift();
      if (plan) thread.postMessage(plan);
      else void thread.terminate().then(() => resolve());
    };
    thread.on("message", (result: WorldResult) => {
      done(result);
      next();
    });
    thread.on("error", reject);
    next();
  });
}
