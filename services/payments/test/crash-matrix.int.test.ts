import type { Fault } from "@vc/stripe-simulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBorder } from "./border.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { type Piece, perform, type Task, type TaskName, taskNames, tasksOf } from "./crash-tasks.ts";

/** Longer than every lease and claim of the service, and than the longest wait before a second try. */
const LONG_ENOUGH_MS = 70_000;

let t: TestApp;
let tasks: Record<TaskName, Task>;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false });
  tasks = await tasksOf(t);
});
afterAll(async () => {
  await t.stop();
  process.stdout.write(`${stopsTable()}\n${faultsTable()}\n`);
});
afterEach(() => t.simulator.control("faults", {}, "DELETE"));

/** What was stopped before, and what Stripe answered, by task: filled by the cells that passed. */
const stops = new Map<TaskName, readonly string[]>();
const survived = new Map<string, Set<TaskName>>();

/** Another process of the service, behind a border that closes before one of its steps. */
async function aDoomedProcess(lastStep: number) {
  const border = await openBorder({ mongoUrl: t.namespace.mongoUrl, stripeUrl: t.simulator.url });
  const process = await t.anotherProcess({ mongoUrl: border.mongoUrl, stripeUrl: border.stripeUrl });
  border.arm(({ number }) => number === lastStep);
  return {
    process,
    border,
    end: async () => {
      await process.close();
      await border.close();
    },
  };
}

/** What a caller without an answer repeats, when the leases and claims of the dead process are over. */
async function goOn(piece: Piece): Promise<void> {
  // What was tried in vain rests, longer each time.
  for (let time = 1; time <= 2; time++) {
    t.clock.advance(LONG_ENOUGH_MS);
    await perform(piece, t);
  }
}

async function expectAllWell(piece: Piece): Promise<void> {
  await piece.expectOnce();
  expect(await t.findings()).toEqual([]);
}

describe("a process that ends before any of its steps", () => {
  it.each(taskNames)(
    "R27: leads to one %s, one thing at Stripe and a balanced ledger",
    async (name) => {
      const whole = await aDoomedProcess(Number.POSITIVE_INFINITY);
      const undisturbed = await tasks[name].prepare();
      await perform(undisturbed, whole.process);
      const steps = whole.border.crossed.map(({ label }) => label);
      await whole.end();
      await expectAllWell(undisturbed);
      expect(steps.length).toBeGreaterThan(3);

      const funerals: Promise<unknown>[] = [];
      for (const [index, step] of steps.entries()) {
        try {
          const piece = await tasks[name].prepare();
          const { process, border, end } = await aDoomedProcess(index + 1);
          const abandoned = perform(piece, process).catch(() => {});
          const last = await Promise.race([border.closed, abandoned]);
          if (last === undefined) throw new Error("the task was over before it came to this step");
          // Nothing of it reaches the world any more, however long it takes to end.
          funerals.push(end(), abandoned);
          await goOn(piece);
          await piece.expectOnce();
        } catch (error) {
          throw new Error(`stopped before step ${index + 1} of ${steps.length}, ${step}`, { cause: error });
        }
      }
      await Promise.all(funerals);
      // Once for all of them: what were wrong after any step would be wrong still.
      expect(await t.findings()).toEqual([]);
      stops.set(name, steps);
    },
    240_000,
  );
});

const answers: Record<string, Partial<Fault> & { kind: Fault["kind"] }> = {
  "says 429": { kind: "answer_before_work", status: 429 },
  "says 409": { kind: "answer_before_work", status: 409 },
  "answers 500 before it": { kind: "answer_before_work", status: 500 },
  "answers 500 after it": { kind: "answer_after_work", remember: "result" },
  "answers 500 after it, for a day": { kind: "answer_after_work", remember: "error" },
  "hangs up before it": { kind: "disconnect_before_work", times: 2 },
  "hangs up after it": { kind: "disconnect_after_work", times: 2 },
  "never answers, before it": { kind: "hang_before_work" },
  "never answers, after it": { kind: "hang_after_work" },
};

function survive(row: string, name: TaskName): void {
  survived.set(row, (survived.get(row) ?? new Set()).add(name));
}

const cells = Object.entries(answers).flatMap(([row, fault]) =>
  taskNames.map((name) => ({ row, name, fault })),
);

describe("Stripe", () => {
  it.each(cells)(
    "R27: $row: one $name all the same",
    async ({ row, name, fault }) => {
      const piece = await tasks[name].prepare();
      await t.simulator.fault({ ...fault, ...tasks[name].request });
      await perform(piece, t);
      await goOn(piece);
      await expectAllWell(piece);
      // The fault has struck, or nothing was proven.
      expect((await t.simulator.state()).faults).toEqual([]);
      survive(row, name);
    },
    60_000,
  );

  it.each(taskNames)(
    "R27: tells of a %s before it answers: it is one all the same",
    async (name) => {
      const piece = await tasks[name].prepare();
      await t.simulator.fault({ kind: "hang_after_work", ...tasks[name].request });
      const performing = perform(piece, t);
      await t.simulator.struck();
      await t.simulator.webhooksDelivered();
      await t.deps.eventWorker.drain();
      await performing;
      await goOn(piece);
      await expectAllWell(piece);
      survive("tells of it before it answers", name);
    },
    60_000,
  );
});

function stopsTable(): string {
  const rows = [...stops].map(
    ([name, steps]) => `  ${name} (${steps.length}): ${steps.map((step) => `${step} ✓`).join(", ")}`,
  );
  return ["crash matrix: ended before each step, done once and balanced after a restart", ...rows].join("\n");
}

function faultsTable(): string {
  const line = (first: string, cells: readonly string[]) =>
    `  ${first.padEnd(50)}${cells.map((cell) => cell.padEnd(16)).join("")}`;
  const rows = [...survived].map(([row, names]) =>
    line(
      row,
      taskNames.map((name) => (names.has(name) ? "✓" : "✗")),
    ),
  );
  return [line("Stripe …", taskNames), ...rows].join("\n");
}
