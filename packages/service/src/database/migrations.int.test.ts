import { createLogger } from "@vc/http";
import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrationModel, runMigrations } from "./migrations.ts";

const log = createLogger({ service: "test", level: "silent" });

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

const run = (id: string, work: () => Promise<void>) =>
  runMigrations({ database: stored.database, migrations: [{ id, run: work }], log });

it("runs a migration once, however many processes start, and each starts behind it", async () => {
  let runs = 0;
  let isDone = false;
  let finish = (): void => undefined;
  const mayFinish = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = async () => {
    runs++;
    await mayFinish;
    isDone = true;
  };
  const processes = [1, 2, 3].map(() => run("once", work).then(() => expect(isDone).toBe(true)));
  finish();
  await Promise.all(processes);
  await run("once", work);
  expect(runs).toBe(1);
});

it("runs again what failed, and what a process that died left behind", async () => {
  let runs = 0;
  const failing = run("failing", async () => {
    runs++;
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  const records = stored.database.model(migrationModel);
  const past = new Date(Date.now() - 1);
  await records.updateOne({ _id: "failing" }, { $set: { leaseUntil: past } });
  await run("failing", async () => {
    runs++;
  });
  expect(runs).toBe(2);
  expect((await records.findOne({ _id: "failing" }))?.finishedAt).toBeInstanceOf(Date);
});
