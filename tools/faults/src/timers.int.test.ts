import type { Bus } from "@vc/bus";
import { randomFrom, waitFor } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, openFaultLab } from "./fault-lab.ts";
import { type Firing, WINDOW_MS } from "./notes.ts";
import { say, seed, times } from "./settings.ts";

let lab: FaultLab;
let bus: Bus;
beforeEach(async () => {
  lab = await openFaultLab();
  bus = lab.bus();
  await bus.start();
  // With the bus of this process three instances race, each with its sweeper.
  await lab.processes.start([
    { role: "timers", name: "timers_a" },
    { role: "timers", name: "timers_b" },
  ]);
  await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
});
afterEach(async () => {
  await bus.stop();
  await lab.close();
});

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `note_${n}`);

/** Fifty at a time: one transaction for all would be too large. */
async function arm(names: readonly string[], dueAt: Date): Promise<void> {
  for (let start = 0; start < names.length; start += 50) {
    await bus.transaction(async (tx) => {
      for (const aggregateId of names.slice(start, start + 50))
        tx.armTimer({ aggregateId, kind: "fire", dueAt });
    });
  }
}

const armed = () => lab.db.collection("timers").countDocuments({ state: "armed" });

async function firings(): Promise<string[]> {
  const all = await lab.db.collection<Firing>("firings").find({}).toArray();
  return all.map(({ aggregateId, generation }) => `${aggregateId}#${generation}`).toSorted();
}

it("fires each of 1,000 timers once though every delay queue is purged", async () => {
  const names = numbered(times(1_000, 200));
  await arm(names, new Date(Date.now() + WINDOW_MS));
  await waitFor(async () => (await lab.db.collection("outbox").countDocuments({})) === 0, {
    what: "all triggers to be under way",
  });
  const channel = await lab.broker.createChannel();
  let purged = 0;
  for (const tier of [`${WINDOW_MS / 1_000}s.early`, "10s", "1s"])
    purged += (await channel.purgeQueue(`${lab.namespace}delayed.${tier}`)).messageCount;
  expect(purged).toBeGreaterThan(names.length / 2);
  await waitFor(async () => (await armed()) === 0, {
    what: "all to fire",
    timeoutMs: 60_000,
    intervalMs: 250,
  });
  await lab.processes.stop("timers");
  await bus.stop();
  expect(await firings()).toEqual(names.map((name) => `${name}#1`).toSorted());
  say(`timers: ${names.length} armed, ${purged} triggers purged, each fired once`);
}, 120_000);

it("fires each arming at most once, and a cancelled one never, when re-arm and cancel race with fire", async () => {
  const names = numbered(times(300, 60));
  const random = randomFrom(seed);
  const dueAt = new Date(Date.now() + 1_500);
  await arm(names, dueAt);
  const later = new Date(Date.now() + 4_000);
  // Spread around the moment of firing, in one transaction each.
  await Promise.all(
    names.map(async (aggregateId, n) => {
      const at = dueAt.getTime() - 300 + random() * 600;
      await waitFor(() => Date.now() >= at, { what: "its moment", intervalMs: 5 });
      await bus.transaction(async (tx) => {
        if (n % 2 === 0) tx.armTimer({ aggregateId, kind: "fire", dueAt: later });
        else tx.cancelTimer({ aggregateId, kind: "fire" });
      });
    }),
  );
  await waitFor(async () => (await armed()) === 0, {
    what: "all to end",
    timeoutMs: 60_000,
    intervalMs: 250,
  });
  await lab.processes.stop("timers");
  await bus.stop();
  const fired = await firings();
  expect(new Set(fired).size, `seed ${seed}`).toBe(fired.length);
  const timers = await lab.db
    .collection<{ aggregateId: string; state: string; generation: number }>("timers")
    .find({})
    .toArray();
  for (const { aggregateId, state, generation } of timers) {
    expect(fired.includes(`${aggregateId}#${generation}`), `${aggregateId} ${state}`).toBe(state === "fired");
  }
}, 120_000);
