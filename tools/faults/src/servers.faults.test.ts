import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnServer, ownBroker, ownDatabase } from "@vc/dev";
import { openTcpProxy, type TcpProxy, waitFor } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { times } from "./settings.ts";

/** A server behind a door of its own, so that it is found at the same place though it comes back on another port. */
interface Stage {
  readonly server: OwnServer;
  readonly door: TcpProxy;
}

let folder: string;
let broker: Stage;
let database: Stage;
let lab: FaultLab;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-faults-"));
  broker = await stage(ownBroker(join(folder, "broker"), say));
  database = await stage(ownDatabase(join(folder, "database"), say));
  const servers = { amqpUrl: broker.door.url, mongoUrl: database.door.url };
  lab = await openFaultLab(() => servers, servers);
  await lab.crew.hire([
    { role: "writer", name: "writer" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ]);
});
afterEach(async () => {
  await lab.close();
  for (const { server, door } of [broker, database]) {
    await server.remove();
    await door.close();
  }
  await rm(folder, { recursive: true, force: true });
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function stage(server: OwnServer): Promise<Stage> {
  return { server, door: await openTcpProxy(await server.start()) };
}

async function stopAndStart(stages: readonly Stage[]): Promise<void> {
  await Promise.all(stages.map(({ server }) => server.stop()));
  for (const { server, door } of stages) {
    door.retarget(await server.start());
    door.cut();
  }
}

async function someMore(events: number): Promise<void> {
  const before = await lab.publishedSoFar();
  await waitFor(async () => (await lab.publishedSoFar()) >= before + events, {
    what: "some more events",
    timeoutMs: 90_000,
    intervalMs: 100,
  });
}

it.each([
  ["the broker", () => [broker]],
  ["the database", () => [database]],
  ["both", () => [broker, database]],
])("loses, doubles and misorders nothing when %s is stopped and started under load", async (what, stages) => {
  const rounds = times(3, 1);
  for (let round = 0; round < rounds; round++) {
    await someMore(30);
    await stopAndStart(stages());
  }
  await someMore(30);
  const reckoning = await lab.settle();
  expect(reckoning).toEqual(flawless(reckoning.published));
  expect(await lab.parked()).toEqual([]);
  say(`${what} stopped and started ${rounds} times: ${reckoning.published} events`);
});
