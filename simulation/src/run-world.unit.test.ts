import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { asBuilt } from "./bus/semantics.ts";
import { describeWorld } from "./report.ts";
import { runWorld } from "./run-world.ts";

const FRESH_WORLDS = 4;
const ORDERS = 60;

describe("a world", () => {
  it("R26, R27: of fresh seeds breaks no invariant of money, deadlines and events", {
    timeout: 120_000,
  }, async () => {
    const seeds = Array.from({ length: FRESH_WORLDS }, () => randomInt(2 ** 40));
    process.stdout.write(`simulation: ${ORDERS} orders for each of the seeds ${seeds.join(", ")}\n`);
    for (const seed of seeds) {
      const world = await runWorld({ seed, orders: ORDERS });
      expect(world.failure === null ? "" : describeWorld(world)).toBe("");
      expect(world.steps).toBeGreaterThan(ORDERS);
    }
  });

  it("is the same again with the same seed, and another one with another", { timeout: 60_000 }, async () => {
    const [first, second, other] = [
      await runWorld({ seed: 7, orders: ORDERS }),
      await runWorld({ seed: 7, orders: ORDERS }),
      await runWorld({ seed: 8, orders: ORDERS }),
    ];
    expect(second).toEqual(first);
    expect(other.hash).not.toBe(first.hash);
  });

  it("fails at the same step with the same history, and says how to see it again", {
    timeout: 60_000,
  }, async () => {
    const broken = { seed: 3, orders: ORDERS, semantics: { ...asBuilt, inbox: false } };
    const [first, second] = [await runWorld(broken), await runWorld(broken)];
    expect(first.failure).not.toBeNull();
    expect(second).toEqual(first);
    const report = describeWorld(first);
    expect(report).toContain(`seed 3, step ${first.failure?.step}`);
    expect(report).toContain("npm run simulate -- --seed 3");
    expect(first.failure?.history.length).toBeGreaterThan(1);
  });
});
