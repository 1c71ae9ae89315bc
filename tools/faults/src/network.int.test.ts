import { setTimeout as pause } from "node:timers/promises";
import { openTcpProxy, type TcpProxy, waitFor } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { randomFrom, seed, times } from "./settings.ts";

let proxy: TcpProxy;
let lab: FaultLab;
beforeEach(async () => {
  lab = await openFaultLab(async ({ amqpUrl, mongoUrl }) => {
    proxy = await openTcpProxy(amqpUrl);
    const url = new URL(proxy.url);
    // A peer that says nothing is given up after two seconds instead of twenty.
    url.searchParams.set("heartbeat", "1");
    return { amqpUrl: url.href, mongoUrl };
  });
  await lab.crew.hire([
    { role: "writer", name: "writer" },
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ]);
});
afterEach(async () => {
  await lab.close();
  await proxy.close();
});

async function someMore(events: number): Promise<void> {
  const before = await lab.publishedSoFar();
  await waitFor(async () => (await lab.publishedSoFar()) >= before + events, { what: "some more events" });
}

it("loses, doubles and misorders nothing when connections are cut, slow and half-open", async () => {
  const random = randomFrom(seed);
  const faults = [
    () => proxy.cut(),
    () => proxy.freeze(),
    async () => {
      proxy.delay(150 + random() * 150);
      // The slowness is the fault, and lasts for a moment.
      await pause(1_000);
      proxy.delay(0);
    },
    async () => {
      await proxy.unplug();
      // Nobody gets in for a moment.
      await pause(300);
      await proxy.plugIn();
    },
  ];
  const rounds = times(10, 1);
  for (let round = 0; round < rounds; round++) {
    for (const fault of faults) {
      await someMore(20);
      await fault();
    }
  }
  await someMore(20);
  const reckoning = await lab.settle();
  expect(reckoning, `seed ${seed}`).toEqual(flawless(reckoning.published));
  expect(await lab.parked()).toEqual([]);
  process.stdout.write(
    `network: ${rounds * faults.length} faults, ${reckoning.published} events, seed ${seed}\n`,
  );
}, 300_000);

it("hazard and guard: an event whose confirm is lost is sent twice, and applied once", async () => {
  const passed = await lab.tap();
  const rounds = times(20, 3);
  for (let round = 0; round < rounds; round++) {
    await someMore(5);
    proxy.swallowAnswers();
    await someMore(5);
    proxy.cut();
  }
  const reckoning = await lab.settle();
  const sentTwice = [...passed.values()].filter((count) => count > 1).length;
  expect(sentTwice).toBeGreaterThan(0);
  expect(reckoning).toEqual(flawless(reckoning.published));
  process.stdout.write(`lost confirms: ${reckoning.published} events, ${sentTwice} sent more than once\n`);
}, 300_000);
