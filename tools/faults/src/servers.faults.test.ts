import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privateBroker, privateDatabase } from "@vc/dev";
import { randomFrom } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ONE_WRITER_TWO_CONSUMERS } from "./crew.ts";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { say, seed, times } from "./settings.ts";
import { closeStage, openStage, type Stage, stopAndStart } from "./stage.ts";

let folder: string;
let broker: Stage;
let database: Stage;
let lab: FaultLab;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-faults-"));
  broker = await openStage(privateBroker(join(folder, "broker"), say));
  database = await openStage(privateDatabase(join(folder, "database"), say));
  const servers = { amqpUrl: broker.door.url, mongoUrl: database.door.url };
  lab = await openFaultLab(() => servers, servers);
  await lab.crew.hire(ONE_WRITER_TWO_CONSUMERS);
});
afterEach(async () => {
  await lab.close();
  for (const stage of [broker, database]) await closeStage(stage);
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ["the broker", () => [broker]],
  ["the database", () => [database]],
  ["both", () => [broker, database]],
])(
  "loses, doubles and misorders nothing when %s is stopped and started under load",
  async (what, stages) => {
    const random = randomFrom(seed);
    const rounds = times(3, 1);
    for (let round = 0; round < rounds; round++) {
      await lab.someMore(50);
      await stopAndStart(stages(), random);
    }
    await lab.someMore(50);
    const reckoning = await lab.settle();
    expect(reckoning, `seed ${seed}`).toEqual(flawless(reckoning.published));
    expect(await lab.parked()).toEqual([]);
    say(`${what} stopped and started ${rounds} times: ${reckoning.published} events, seed ${seed}`);
  },
  600_000,
);
