import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Behaviour } from "./behaviour.ts";
import { compareAll } from "./compare.ts";
import { readTestKey } from "./sandbox-subject.ts";
import { startSimulatedSubject } from "./simulated-subject.ts";
import { fundsOf } from "./steps.ts";

let subject: Awaited<ReturnType<typeof startSimulatedSubject>>;
beforeAll(async () => {
  subject = await startSimulatedSubject();
});
afterAll(() => subject.close());

const behaviour = (
  id: string,
  check: Behaviour["check"],
  where: Behaviour["where"] = "anywhere",
): Behaviour => ({
  id,
  title: id,
  source: "a test",
  where,
  check,
});

it("distinguishes a difference from a test that could not be done", async () => {
  const reported: string[] = [];
  const comparisons = await compareAll(
    subject,
    [
      behaviour("empty", async (one) => assert.equal((await fundsOf(one)).available, 0)),
      behaviour("rich", async (one) => assert.equal((await fundsOf(one)).available, 1)),
      behaviour("unreachable", () => Promise.reject(new Error("socket hang up"))),
      behaviour("caused", () => Promise.resolve(), "simulator"),
    ],
    ({ id }) => reported.push(id),
  );
  expect(comparisons.map(({ result }) => result)).toEqual(["same", "differs", "unknown", "unknown"]);
  expect(comparisons[1]?.detail).toContain("0 !== 1");
  expect(reported).toEqual(["empty", "rich", "unreachable", "caused"]);
});

it.each([undefined, "", "sk_live_1", "rk_live_1", "pk_test_1"])("refuses %s as a key", (key) => {
  expect(() => readTestKey(key)).toThrow("STRIPE_SANDBOX_KEY");
});

it("does nothing without a test key", () => {
  const command = join(import.meta.dirname, "sandbox.ts");
  const env = { PATH: process.env.PATH, STRIPE_SANDBOX_KEY: "sk_live_never" };
  const { status, stderr } = spawnSync(process.execPath, [command], { env, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringContaining("no test key")]);
});
