import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { isLong, randomFrom, seed, times } from "./settings.ts";

let lab: FaultLab;
beforeEach(async () => {
  lab = await openFaultLab();
});
afterEach(() => lab.close());

it("loses, doubles and misorders nothing when publisher, relay and consumer are killed again and again", async () => {
  const random = randomFrom(seed);
  await lab.crew.hire([
    { role: "writer", name: "writer_a" },
    { role: "writer", name: "writer_b" },
    { role: "relay", name: "relay" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ]);
  // What a consumer's transaction had locked when it was killed stays locked for a minute: for the long form only.
  const names = lab.crew.names().filter((name) => isLong || !name.startsWith("consumer"));
  const kills = times(50, 6);
  for (let kill = 0; kill < kills; kill++) {
    // The moment is the fault: it falls anywhere between commit, sending, confirm and acknowledgement.
    await pause(50 + random() * 400);
    await lab.crew.kill(names[Math.floor(random() * names.length)] ?? "relay");
  }
  const reckoning = await lab.settle();
  expect(reckoning, `seed ${seed}`).toEqual(flawless(reckoning.published));
  expect(reckoning.published).toBeGreaterThan(kills * 2);
  expect(await lab.parked()).toEqual([]);
  process.stdout.write(`kill -9: ${kills} kills, ${reckoning.published} events, seed ${seed}\n`);
}, 300_000);

it("loses, doubles and misorders nothing in a rolling restart, and each process leaves in time", async () => {
  const members = [
    { role: "writer", name: "writer_a" },
    { role: "writer", name: "writer_b" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ] as const;
  await lab.crew.hire(members);
  const rounds = times(5, 1);
  for (let round = 0; round < rounds; round++) {
    for (const { name } of members) {
      const { code, tookMs } = await lab.crew.restart(name);
      expect(code).toBe(0);
      expect(tookMs).toBeLessThan(10_000);
    }
  }
  const reckoning = await lab.settle();
  expect(reckoning).toEqual(flawless(reckoning.published));
  expect(reckoning.published).toBeGreaterThan(0);
  expect(await lab.parked()).toEqual([]);
  process.stdout.write(
    `rolling restart: ${rounds * members.length} restarts, ${reckoning.published} events\n`,
  );
}, 300_000);
