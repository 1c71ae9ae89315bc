import { setTimeout as pause } from "node:timers/promises";
import { randomFrom, shuffled } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { longestStandstillS } from "./count-events.ts";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { isLong, say, seed, times } from "./settings.ts";

let lab: FaultLab;
beforeEach(async () => {
  lab = await openFaultLab();
});
afterEach(() => lab.close());

/** Whom to kill, and how long after the one before: first each of them once, then anybody. The seed decides all of it. */
function planKills(names: readonly string[], count: number): { name: string; afterMs: number }[] {
  const random = randomFrom(seed);
  const first = shuffled(names, random);
  return Array.from({ length: count }, (_, n) => ({
    afterMs: 50 + random() * 400,
    name: first[n] ?? first[Math.floor(random() * first.length)] ?? "relay",
  }));
}

it("loses, doubles and misorders nothing when publisher, relay and consumer are killed again and again", async () => {
  const wanted = [
    { role: "writer", name: "writer_a" },
    { role: "relay", name: "relay" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
    ...(isLong ? [{ role: "writer", name: "writer_b" } as const] : []),
  ] as const;
  await lab.processes.start(wanted);
  const kills = planKills(
    wanted.map(({ name }) => name),
    times(50, 6),
  );
  for (const { name, afterMs } of kills) {
    // The moment is the fault: it falls anywhere between commit, sending, confirm and acknowledgement.
    await pause(afterMs);
    await lab.processes.kill(name);
  }
  await lab.untilPublished(20);
  const counts = await lab.settle();
  expect(counts, `seed ${seed}`).toEqual(flawless(counts.published));
  expect(counts.published).toBeGreaterThan(kills.length * 2);
  expect(await lab.parked()).toEqual([]);
  const standstillS = await longestStandstillS(lab.db);
  say(
    `kill -9: ${kills.length} kills, ${counts.published} events, seed ${seed}, stood still for ${standstillS} s`,
  );
}, 600_000);

it("loses, doubles and misorders nothing in a rolling restart, and each process leaves in time", async () => {
  const members = [
    { role: "writer", name: "writer" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ] as const;
  await lab.processes.start(members);
  const rounds = times(5, 1);
  for (let round = 0; round < rounds; round++) {
    for (const { name } of members) {
      const { code, tookMs } = await lab.processes.restart(name);
      expect({ name, code }).toEqual({ name, code: 0 });
      expect(tookMs, name).toBeLessThan(10_000);
    }
  }
  const counts = await lab.settle();
  expect(counts).toEqual(flawless(counts.published));
  expect(counts.published).toBeGreaterThan(0);
  expect(await lab.parked()).toEqual([]);
  say(`rolling restart: ${rounds * members.length} restarts, ${counts.published} events`);
}, 300_000);
