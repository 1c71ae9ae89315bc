import type { Fault } from "@vc/stripe-simulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { hardStripe } from "./crash-scene.ts";
import { perform, retryAfterLeases, type Task } from "./crash-task.ts";
import { type TaskName, taskNames, tasksOf } from "./crash-tasks.ts";

let t: TestApp;
let tasks: Record<TaskName, Task>;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false, realism: hardStripe });
  tasks = await tasksOf(t);
});
afterAll(async () => {
  await t.stop();
  process.stdout.write(`${faultsTable()}\n`);
});
afterEach(() => t.simulator.control("faults", {}, "DELETE"));

/** The tasks that each fault was tried with. Filled by the tests that passed. */
const survived = new Map<string, Set<TaskName>>();

const answers: Record<string, Partial<Fault> & { kind: Fault["kind"] }> = {
  "answers 429": { kind: "answer_before_work", status: 429 },
  "answers 409": { kind: "answer_before_work", status: 409 },
  "answers 500 before it": { kind: "answer_before_work", status: 500 },
  "answers 500 after it": { kind: "answer_after_work", remember: "result" },
  "answers 500 after it, for a day": { kind: "answer_after_work", remember: "error" },
  "disconnects before it": { kind: "disconnect_before_work", times: 2 },
  "disconnects after it": { kind: "disconnect_after_work", times: 2 },
  "never answers, before it": { kind: "hang_before_work" },
  "never answers, after it": { kind: "hang_after_work" },
};

function markSurvived(row: string, name: TaskName): void {
  survived.set(row, (survived.get(row) ?? new Set()).add(name));
}

const cells = Object.entries(answers).flatMap(([row, fault]) =>
  taskNames.map((name) => ({ row, name, fault })),
);

describe("Stripe", () => {
  it.each(cells)(
    "R27: makes one $name when it $row",
    async ({ row, name, fault }) => {
      const piece = await tasks[name].prepare();
      await t.simulator.fault({ ...fault, ...tasks[name].request });
      await perform(piece, t);
      await retryAfterLeases(piece, t);
      await piece.expectOnce();
      expect(await t.findings()).toEqual([]);
      // The fault has struck, or the test proves nothing.
      expect((await t.simulator.state()).faults).toEqual([]);
      markSurvived(row, name);
    },
    60_000,
  );

  it.each(taskNames)(
    "R27: makes one %s when its event arrives before the answer",
    async (name) => {
      const piece = await tasks[name].prepare();
      await t.simulator.fault({ kind: "hang_after_work", ...tasks[name].request });
      const performing = perform(piece, t);
      await t.simulator.struck();
      await t.simulator.webhooksDelivered();
      await t.parts.eventWorker.drain();
      await performing;
      await retryAfterLeases(piece, t);
      await piece.expectOnce();
      expect(await t.findings()).toEqual([]);
      markSurvived("tells of it before it answers", name);
    },
    60_000,
  );
});

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
