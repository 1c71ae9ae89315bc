import { fakeClock, waitFor } from "@vc/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BusLab, openLab } from "../../test/test-bus.ts";
import { plainTier } from "../broker/delay-tiers.ts";
import type { Bus, BusOptions, DueTimer } from "../index.ts";
import { encodeTrigger } from "./timers.ts";

let lab: BusLab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const order = { aggregateId: "order_1", kind: "expire" };
const orderTimer = "order_1:expire";

/** A bus whose timers write down, in the transaction in which they fire, that they fired. */
function timedBus(options?: Partial<BusOptions>): Bus {
  const bus = lab.bus(options);
  bus.onTimer("expire", async (timer, tx) => {
    await firings().insertOne({ ...timer, firedAt: new Date() }, { session: tx.session });
  });
  return bus;
}

const firings = () => lab.db.collection<DueTimer & { firedAt: Date }>("firings");
const isReady = (bus: Bus) => waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
const inMs = (ms: number) => new Date(Date.now() + ms);

async function arm(bus: Bus, dueAt: Date): Promise<void> {
  await bus.transaction(async (tx) => tx.armTimer({ ...order, dueAt }));
}

/** Puts a trigger straight into the timers queue, as a duplicate or a late one would arrive. */
async function deliverTrigger(trigger: DueTimer): Promise<void> {
  const channel = await (await lab.broker()).createConfirmChannel();
  channel.sendToQueue(lab.names.timers, Buffer.from(encodeTrigger(trigger)));
  await channel.waitForConfirms();
}

/** Every trigger has been taken from the queue; what is in hand then is finished by `bus.stop()`. */
async function timersQueueIsDone(): Promise<void> {
  const channel = await (await lab.broker()).createChannel();
  await waitFor(async () => (await channel.checkQueue(lab.names.timers)).messageCount === 0, {
    what: "an empty queue",
  });
}

describe("timers", () => {
  it("fires once when due, after all its delay tiers", async () => {
    const bus = timedBus();
    await bus.start();
    const dueAt = inMs(2_300);
    await arm(bus, dueAt);
    const [firing] = await waitFor(
      async () => {
        const all = await firings().find({}).toArray();
        return all.length > 0 && all;
      },
      { what: "the timer to fire" },
    );
    expect(firing).toMatchObject({ ...order, dueAt, generation: 1 });
    expect(firing?.firedAt.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
    expect(await lab.timer(orderTimer)).toMatchObject({ state: "fired" });
  });

  it("is not armed by a transaction that did not commit", async () => {
    const bus = timedBus();
    await bus.start();
    const work = bus.transaction(async (tx) => {
      tx.armTimer({ ...order, dueAt: inMs(0) });
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await lab.timer(orderTimer)).toBeNull();
    expect(await bus.fireDueTimers()).toBe(0);
  });

  it("moves when it is armed again, and the trigger of the earlier arming does nothing", async () => {
    const bus = timedBus();
    await bus.start();
    const first = inMs(100);
    await arm(bus, first);
    const second = inMs(60_000);
    await arm(bus, second);
    await isReady(bus);
    // Once more than the bus itself delivered, and by now surely due.
    await deliverTrigger({ ...order, dueAt: first, generation: 1 });
    await deliverTrigger({ ...order, dueAt: first, generation: 1 });
    await timersQueueIsDone();
    await bus.stop();
    expect(await firings().countDocuments({})).toBe(0);
    expect(await lab.timer(orderTimer)).toMatchObject({ state: "armed", generation: 2, dueAt: second });
  });

  it("does not fire when it was cancelled", async () => {
    const bus = timedBus();
    await bus.start();
    const dueAt = inMs(100);
    await arm(bus, dueAt);
    await bus.transaction(async (tx) => tx.cancelTimer(order));
    await isReady(bus);
    await deliverTrigger({ ...order, dueAt, generation: 1 });
    await timersQueueIsDone();
    await bus.stop();
    expect(await firings().countDocuments({})).toBe(0);
    expect(await lab.timer(orderTimer)).toMatchObject({ state: "cancelled" });
  });

  it("fires once when two instances, their sweepers and duplicate triggers race for it", async () => {
    const options = { timers: { sweepEveryMs: 20, sweepOverdueMs: 0 } };
    const buses = [timedBus(options), timedBus(options)];
    for (const bus of buses) await bus.start();
    const [bus] = buses;
    if (!bus) throw new Error("no bus");
    const dueAt = inMs(300);
    await bus.transaction(async (tx) => {
      for (let n = 0; n < 20; n++) tx.armTimer({ aggregateId: `order_${n}`, kind: "expire", dueAt });
    });
    for (let n = 0; n < 20; n++)
      await deliverTrigger({ aggregateId: `order_${n}`, kind: "expire", dueAt, generation: 1 });
    const armed = () => lab.db.collection("timers").countDocuments({ state: "armed" });
    await waitFor(async () => (await armed()) === 0, { what: "all to fire" });
    await timersQueueIsDone();
    await Promise.all(buses.map((each) => each.stop()));
    const fired = (await firings().find({}).toArray()).map(({ aggregateId }) => aggregateId);
    expect(fired.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `order_${n}`).toSorted());
  });

  it.each([
    ["never fires without its trigger and without a sweeper", 3_600_000, 0],
    ["is fired once by the sweeper when its trigger was lost", 100, 1],
  ])("hazard and guard: %s", async (_case, sweepEveryMs, expected) => {
    const clock = fakeClock(new Date());
    const bus = timedBus({ clock, timers: { sweepEveryMs, sweepOverdueMs: 60_000 } });
    await bus.start();
    await isReady(bus);
    await arm(bus, new Date(clock.now().getTime() + 3_600_000));
    const channel = await (await lab.broker()).createChannel();
    const tier = lab.names.delay(plainTier(3_600_000));
    await waitFor(async () => (await channel.purgeQueue(tier)).messageCount === 1, {
      what: "the trigger to be lost",
    });
    clock.advance(3_600_000 + 61_000);
    if (expected > 0)
      await waitFor(async () => (await firings().countDocuments({})) > 0, { what: "the sweeper" });
    // A second firing, or one without a sweeper, would have happened by now.
    await bus.stop();
    expect(await firings().countDocuments({})).toBe(expected);
  });

  it("stays armed when its handler fails, and is tried again", async () => {
    let calls = 0;
    const bus = lab.bus({ retryDelaysMs: [20] });
    bus.onTimer("expire", async (timer, tx) => {
      await firings().insertOne({ ...timer, firedAt: new Date() }, { session: tx.session });
      calls += 1;
      if (calls === 1) {
        expect(await lab.timer(orderTimer)).toMatchObject({ state: "armed" });
        throw new Error("not now");
      }
    });
    await bus.start();
    await arm(bus, inMs(10));
    await waitFor(async () => (await lab.timer(orderTimer))?.state === "fired", { what: "the second try" });
    expect(calls).toBe(2);
    expect(await firings().countDocuments({})).toBe(1);
  });

  it("fires on demand what a jumped clock has made due, and what that arms", async () => {
    const clock = fakeClock();
    const bus = lab.bus({ clock });
    const seen: string[] = [];
    bus.onTimer("expire", async (timer, tx) => {
      seen.push(timer.kind);
      tx.armTimer({ aggregateId: timer.aggregateId, kind: "remind", dueAt: timer.dueAt });
    });
    bus.onTimer("remind", async (timer) => void seen.push(timer.kind));
    await bus.start();
    await arm(bus, new Date(clock.now().getTime() + 48 * 3_600_000));
    expect(await bus.fireDueTimers()).toBe(0);
    clock.advance(48 * 3_600_000);
    // What the first one arms is due at once: its trigger may be there before it is looked for.
    expect(await bus.fireDueTimers()).toBeGreaterThan(0);
    await waitFor(() => seen.length === 2, { what: "both to fire" });
    expect(seen).toEqual(["expire", "remind"]);
    expect(await bus.fireDueTimers()).toBe(0);
  });

  it("fires once when the clock jumps forwards, and not again when it jumps back", async () => {
    const clock = fakeClock();
    const bus = timedBus({ clock, timers: { sweepEveryMs: 20, sweepOverdueMs: 60_000 } });
    await bus.start();
    const dueAt = new Date(clock.now().getTime() + 48 * 3_600_000);
    await arm(bus, dueAt);
    const fired = async () => (await firings().find({}).toArray()).map(({ generation }) => generation);
    clock.advance(49 * 3_600_000);
    await waitFor(async () => (await fired()).length === 1, { what: "the sweeper" });

    clock.advance(-49 * 3_600_000);
    await arm(bus, dueAt);
    await deliverTrigger({ ...order, dueAt, generation: 1 });
    await deliverTrigger({ ...order, dueAt, generation: 2 });
    await timersQueueIsDone();
    expect(await bus.fireDueTimers()).toBe(0);
    clock.advance(49 * 3_600_000);
    await waitFor(async () => (await fired()).length === 2, { what: "the second arming" });
    await bus.stop();
    expect((await fired()).toSorted()).toEqual([1, 2]);
  });

  it("refuses a timer without a handler", async () => {
    const bus = timedBus();
    const work = bus.transaction(async (tx) =>
      tx.armTimer({ aggregateId: "a", kind: "unknown", dueAt: inMs(0) }),
    );
    await expect(work).rejects.toThrow('no onTimer("unknown"');
  });
});
