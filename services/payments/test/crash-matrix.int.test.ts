import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { hardStripe } from "./crash-scene.ts";
import { perform, retryAfterLeases, type Task } from "./crash-task.ts";
import { type TaskName, taskNames, tasksOf } from "./crash-tasks.ts";
import { openCutoffProxy } from "./cutoff-proxy.ts";

let t: TestApp;
let tasks: Record<TaskName, Task>;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false, realism: hardStripe });
  tasks = await tasksOf(t);
});
afterAll(async () => {
  await t.stop();
  process.stdout.write(`${stepsTable()}\n`);
});

/** The steps before which the process ended, by task. Filled by the tests that passed. */
const endedBefore = new Map<TaskName, readonly string[]>();

/** Another process of the service, which is cut off before one of its steps. */
async function processCutOffBefore(step: number) {
  const proxy = await openCutoffProxy({ mongoUrl: t.namespace.mongoUrl, stripeUrl: t.simulator.url });
  const process = await t.anotherProcess({ mongoUrl: proxy.mongoUrl, stripeUrl: proxy.stripeUrl });
  proxy.cutOffBefore(({ number }) => number === step);
  return {
    process,
    proxy,
    close: async () => {
      await process.close();
      await proxy.close();
    },
  };
}

describe("a process that ends before any of its steps", () => {
  it.each(taskNames)(
    "R27: leads to one %s, one object at Stripe and a balanced ledger",
    async (name) => {
      const undisturbed = await processCutOffBefore(Number.POSITIVE_INFINITY);
      const whole = await tasks[name].prepare();
      await perform(whole, undisturbed.process);
      const steps = undisturbed.proxy.passed.map(({ label }) => label);
      await undisturbed.close();
      await whole.expectOnce();
      expect(steps.length).toBeGreaterThan(3);

      const closing: Promise<unknown>[] = [];
      for (const [index, step] of steps.entries()) {
        try {
          const piece = await tasks[name].prepare();
          const { process, proxy, close } = await processCutOffBefore(index + 1);
          const abandoned = perform(piece, process).catch(() => {});
          const refused = await Promise.race([proxy.cutOff, abandoned]);
          if (refused === undefined) throw new Error("the task was over before it came to this step");
          // It is cut off, so it may take its time to end.
          closing.push(close(), abandoned);
          await retryAfterLeases(piece, t);
          await piece.expectOnce();
        } catch (error) {
          throw new Error(`ended before step ${index + 1} of ${steps.length}, ${step}`, { cause: error });
        }
      }
      await Promise.all(closing);
      // Once for all steps: what is wrong after one of them stays wrong.
      expect(await t.findings()).toEqual([]);
      endedBefore.set(name, steps);
    },
    240_000,
  );
});

function stepsTable(): string {
  const rows = [...endedBefore].map(
    ([name, steps]) => `  ${name} (${steps.length}): ${steps.map((step) => `${step} ✓`).join(", ")}`,
  );
  return ["crash matrix: ended before each step, done once and balanced after a restart", ...rows].join("\n");
}
