import { openTcpProxy, type TcpProxy, waitFor } from "@vc/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BusLab, noteWritten, openLab } from "../test/test-bus.ts";
import { type Bus, on } from "./index.ts";

let lab: BusLab;
let proxy: TcpProxy;
beforeEach(async () => {
  lab = await openLab();
  proxy = await openTcpProxy(lab.namespace.amqpUrl);
});
afterEach(async () => {
  await lab.close();
  await proxy.close();
});

/** A bus behind the proxy that writes down, in its transactions, what it applied. */
function noteTaker(): Bus {
  const bus = lab.bus({ amqpUrl: proxy.url });
  bus.consume({
    purpose: "notes",
    subscriptions: [
      on(noteWritten, async (event, tx) => {
        await lab.db.collection("applied").insertOne({ sequence: event.sequence }, { session: tx.session });
      }),
    ],
  });
  return bus;
}

/** A frame of AMQP 0-9-1 with a method of the class `connection`: 60 is `blocked` (with its reason), 61 `unblocked`. */
function connectionMethod(method: number, reason?: string): Buffer {
  const argument = reason === undefined ? [] : [reason.length, ...Buffer.from(reason)];
  const payload = [0, 10, 0, method, ...argument];
  return Buffer.from([1, 0, 0, 0, 0, 0, payload.length, ...payload, 0xce]);
}

const isReady = (bus: Bus) => waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });

async function publish(bus: Bus, sequence: number): Promise<void> {
  await bus.transaction(async (tx) => {
    tx.publish(noteWritten, { aggregateId: "note_1", sequence, data: { text: `number ${sequence}` } });
  });
}

async function appliedSequences(): Promise<number[]> {
  const applied = await lab.db.collection<{ sequence: number }>("applied").find({}).toArray();
  return applied.map(({ sequence }) => sequence).sort((a, b) => a - b);
}

describe("a broker that closes its connections", () => {
  it("starts without a broker, says that it is not ready, and sends everything once the broker is there", async () => {
    await proxy.unplug();
    const bus = noteTaker();
    await bus.start();
    expect(bus.readiness()).toEqual({ ready: false, detail: "not connected for publishing" });
    await publish(bus, 1);

    await proxy.plugIn();
    await isReady(bus);
    await waitFor(async () => (await appliedSequences()).length === 1, { what: "the event to be applied" });
  });

  it("loses and doubles nothing when every connection is cut again and again", async () => {
    const bus = noteTaker();
    await bus.start();
    await isReady(bus);
    const most = 60;
    for (let sequence = 1; sequence <= most; sequence++) {
      await publish(bus, sequence);
      if (sequence % 20 === 0) proxy.cut();
    }
    await waitFor(async () => (await appliedSequences()).length >= most, {
      what: "every event",
      timeoutMs: 20_000,
    });
    await waitFor(async () => (await lab.db.collection("outbox").countDocuments({})) === 0, {
      what: "an empty outbox",
    });
    expect(await appliedSequences()).toEqual(Array.from({ length: most }, (_, index) => index + 1));
  });

  it("subscribes again when its queue is deleted under it", async () => {
    const bus = noteTaker();
    await bus.start();
    await isReady(bus);
    const channel = await (await lab.broker()).createChannel();
    await channel.deleteQueue(lab.names.queue("notes"));
    await waitFor(
      () =>
        lab.log.lines.some(({ fields }) => "reason" in fields && String(fields.reason).includes("cancelled")),
      {
        what: "the broker's cancellation",
      },
    );
    await isReady(bus);
    await publish(bus, 1);
    await waitFor(async () => (await appliedSequences()).length === 1, { what: "the event to be applied" });
  });

  it("declares deleted queues and exchanges again, and sends what was waiting", async () => {
    const bus = noteTaker();
    await bus.start();
    await isReady(bus);
    const channel = await (await lab.broker()).createChannel();
    await channel.deleteExchange(lab.names.events);
    await publish(bus, 1);
    await waitFor(async () => (await lab.db.collection("outbox").countDocuments({})) === 0, {
      what: "an empty outbox",
    });
  });

  it("gives up a silent connection, logs it, and sends on another one", async () => {
    const reader = lab.bus({ service: "readers" });
    const heard: number[] = [];
    reader.consume({
      purpose: "notes",
      subscriptions: [on(noteWritten, async ({ sequence }) => void heard.push(sequence))],
    });
    await reader.start();
    await isReady(reader);
    const quiet = new URL(proxy.url);
    // So that it is the missing confirm that is noticed, and not a missing heartbeat.
    quiet.searchParams.set("heartbeat", "600");
    const bus = lab.bus({ amqpUrl: quiet.href, confirmTimeoutMs: 200 });
    await bus.start();
    await isReady(bus);
    await publish(bus, 1);
    await waitFor(() => heard.includes(1), { what: "the first event" });

    proxy.freeze();
    expect(bus.readiness().ready).toBe(true);
    await publish(bus, 2);
    await waitFor(() => !bus.readiness().ready, { what: "the silence to be noticed", timeoutMs: 5_000 });
    await waitFor(() => heard.includes(2), { what: "the second event", timeoutMs: 8_000 });
    await isReady(bus);
  });

  it("keeps what it would send while the broker blocks publishers, says so, and sends it afterwards", async () => {
    const bus = noteTaker();
    await bus.start();
    await isReady(bus);
    proxy.forge(connectionMethod(60, "low on memory"));
    await waitFor(() => !bus.readiness().ready, { what: "the blocking to be noticed" });
    expect(bus.readiness().detail).toBe("the broker has blocked publishing");
    const most = 20;
    for (let sequence = 1; sequence <= most; sequence++) await publish(bus, sequence);
    expect(await lab.db.collection("outbox").countDocuments({})).toBe(most);
    expect(await appliedSequences()).toEqual([]);

    proxy.forge(connectionMethod(61));
    await isReady(bus);
    await waitFor(async () => (await appliedSequences()).length === most, { what: "every event" });
  });

  it("stops though the broker is away, and what it had not sent waits in the outbox", async () => {
    const bus = noteTaker();
    await bus.start();
    await isReady(bus);
    await proxy.unplug();
    await waitFor(() => !bus.readiness().ready, { what: "the loss to be noticed" });
    await publish(bus, 1);
    await bus.stop();
    expect(await lab.db.collection("outbox").countDocuments({})).toBe(1);
    // The lab removes the bus's queues through the same door.
    await proxy.plugIn();
  });

  it("stops in time though a handler hangs and the broker says nothing any more", async () => {
    const started = Promise.withResolvers<void>();
    const bus = lab.bus({ amqpUrl: proxy.url });
    bus.consume({
      purpose: "hanging",
      subscriptions: [
        on(noteWritten, async () => {
          started.resolve();
          await new Promise<never>(() => {});
        }),
      ],
    });
    await bus.start();
    await publish(bus, 1);
    await started.promise;
    proxy.freeze();
    await publish(bus, 2);
    const startedAt = performance.now();
    await bus.stop();
    // 8 s by its own limits; the launcher kills the process after 10.
    expect(performance.now() - startedAt).toBeLessThan(9_000);
  });

  it("finishes what is in hand when it is stopped", async () => {
    const started = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const bus = lab.bus();
    bus.consume({
      purpose: "slow",
      subscriptions: [
        on(noteWritten, async (_event, tx) => {
          started.resolve();
          await mayEnd.promise;
          await lab.db.collection("applied").insertOne({ sequence: 1 }, { session: tx.session });
        }),
      ],
    });
    await bus.start();
    await publish(bus, 1);
    await started.promise;
    const stopping = bus.stop();
    mayEnd.resolve();
    await stopping;
    expect(await appliedSequences()).toEqual([1]);
    const channel = await (await lab.broker()).createChannel();
    expect(await channel.checkQueue(lab.names.queue("slow"))).toMatchObject({
      messageCount: 0,
      consumerCount: 0,
    });
  });
});
