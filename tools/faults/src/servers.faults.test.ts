import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privateBroker, privateDatabase } from "@vc/dev";
import { randomFrom } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { oneWriterTwoConsumers } from "./note-processes.ts";
import { closeProxied, openProxied, type ProxiedServer, stopAndStart } from "./proxied-server.ts";
import { say, seed, times } from "./settings.ts";

let folder: string;
let broker: ProxiedServer;
let database: ProxiedServer;
let lab: FaultLab;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-faults-"));
  broker = await openProxied(privateBroker(join(folder, "broker"), say));
  database = await openProxied(privateDatabase(join(folder, "database"), say));
  const servers = { amqpUrl: broker.proxy.url, mongoUrl: database.proxy.url };
  lab = await openFaultLab(() => servers, servers);
  await lab.processes.start(oneWriterTwoConsumers);
});
afterEach(async () => {
  await lab.close();
  for (const each of [broker, database]) await closeProxied(each);
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ["the broker", () => [broker]],
  ["the database", () => [database]],
  ["both", () => [broker, database]],
])(
  "loses, doubles and misorders nothing when %s is stopped and started under load",
  async (what, servers) => {
    const random = randomFrom(seed);
    const rounds = times(3, 1);
    for (let round = 0; round < rounds; round++) {
      await lab.untilPublished(50);
      await stopAndStart(servers(), random);
    }
    await lab.untilPublished(50);
    const counts = await lab.settle();
    expect(counts, `seed ${seed}`).toEqual(flawless(counts.published));
    expect(await lab.parked()).toEqual([]);
    say(`${what} stopped and started ${rounds} times: ${counts.published} events, seed ${seed}`);
  },
  600_000,
);
