import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type OwnServer, ownBroker, ownDatabase } from "@vc/dev";
import { openTcpProxy, type TcpProxy } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ONE_WRITER_TWO_CONSUMERS } from "./crew.ts";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { randomFrom, say, seed, shuffled, times } from "./settings.ts";

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
  await lab.crew.hire(ONE_WRITER_TWO_CONSUMERS);
});
afterEach(async () => {
  await lab.close();
  for (const { server, door } of [broker, database]) {
    await server.remove();
    await door.close();
  }
  await rm(folder, { recursive: true, force: true });
});

async function stage(server: OwnServer): Promise<Stage> {
  return { server, door: await openTcpProxy(await server.start()) };
}

/** They come back one after the other, in either order, after a moment without. */
async function stopAndStart(stages: readonly Stage[], random: () => number): Promise<void> {
  await Promise.all(stages.map(({ server }) => server.stop()));
  // How long they are away is part of the fault.
  await pause(random() * 2_000);
  for (const { server, door } of shuffled(stages, random)) {
    door.retarget(await server.start());
    door.cut();
  }
}

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
