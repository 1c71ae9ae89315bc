import { setTimeout as pause } from "node:timers/promises";
import { openTcpProxy, randomFrom, shuffled, type TcpProxy } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { oneWriterTwoConsumers } from "./note-processes.ts";
import { say, seed, times } from "./settings.ts";

let toBroker: TcpProxy;
let toDatabase: TcpProxy;
let lab: FaultLab;
beforeEach(async () => {
  lab = await openFaultLab(async ({ amqpUrl, mongoUrl }) => {
    toBroker = await openTcpProxy(amqpUrl);
    toDatabase = await openTcpProxy(mongoUrl);
    const url = new URL(toBroker.url);
    // A peer that says nothing is given up after two seconds instead of twenty.
    url.searchParams.set("heartbeat", "1");
    return { amqpUrl: url.href, mongoUrl: toDatabase.url };
  });
  await lab.processes.start(oneWriterTwoConsumers);
});
afterEach(async () => {
  await lab.close();
  await toBroker.close();
  await toDatabase.close();
});

/** What can happen to connections; each ends by itself. */
function faultsOf(proxy: TcpProxy, random: () => number): (() => void | Promise<void>)[] {
  // How long it lasts is part of the fault.
  const moment = () => pause(200 + random() * 300);
  return [
    () => proxy.cut(),
    () => proxy.freeze(),
    async () => {
      // The request is carried out, and its answer is lost.
      proxy.swallowAnswers();
      await moment();
      proxy.cut();
    },
    async () => {
      proxy.delay(100 + random() * 150);
      await moment();
      proxy.delay(0);
    },
    async () => {
      await proxy.unplug();
      await moment();
      await proxy.plugIn();
    },
  ];
}

it.each([
  ["broker", () => [toBroker]],
  ["database", () => [toDatabase]],
])(
  "loses, doubles and misorders nothing when the %s's connections are cut, slow, deaf and half-open",
  async (what, proxies) => {
    const random = randomFrom(seed);
    const rounds = times(6, 1);
    for (let round = 0; round < rounds; round++) {
      const faults = proxies().flatMap((proxy) => faultsOf(proxy, random));
      for (const fault of shuffled(faults, random)) {
        await lab.untilPublished(times(20, 10));
        await fault();
      }
    }
    await lab.untilPublished(times(20, 10));
    const counts = await lab.settle();
    expect(counts, `seed ${seed}`).toEqual(flawless(counts.published));
    expect(await lab.parked()).toEqual([]);
    say(`network to the ${what}: ${rounds * 5} faults, ${counts.published} events, seed ${seed}`);
  },
  600_000,
);

it("hazard and guard: an event whose confirm is lost is sent twice, and applied once", async () => {
  const passed = await lab.tap();
  const rounds = times(20, 3);
  for (let round = 0; round < rounds; round++) {
    await lab.untilPublished(5);
    toBroker.swallowAnswers();
    await lab.untilPublished(5);
    toBroker.cut();
  }
  const counts = await lab.settle();
  const sentTwice = [...passed.values()].filter((count) => count > 1).length;
  expect(sentTwice).toBeGreaterThan(0);
  expect(counts).toEqual(flawless(counts.published));
  say(`lost confirms: ${counts.published} events, ${sentTwice} sent more than once`);
}, 300_000);
