import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "@vc/testing";
import type { ClientSession } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BusLab, type Note, noteErased, noteWritten, openLab } from "../test/test-bus.ts";
import { type BusEvent, type ConsumerOptions, listParked, on, type Transaction } from "./index.ts";
import { encodeTrigger } from "./timers/timers.ts";

let lab: BusLab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const effects = () => lab.db.collection<{ _id: string; sequence: number }>("effects");
const textsOf = async () => (await effects().find({}).toArray()).map(({ _id }) => _id).toSorted();
const names = (count: number) => Array.from({ length: count }, (_, n) => `n${String(n).padStart(2, "0")}`);

/**
 * A consumer that finds all of these waiting when it starts, and one transaction at a time to apply them. Each effect
 * is one document; `sessions` says in which transaction each try of a handler ran.
 */
async function consumeBacklog(options: {
  readonly events: readonly { readonly aggregateId: string; readonly sequence: number }[];
  readonly consumer?: Partial<ConsumerOptions>;
  readonly handler?: (event: BusEvent<Note>, tx: Transaction) => Promise<void>;
  readonly contended?: (note: Note) => readonly string[];
  /** Between the arrival of the events and the start of the consumer. */
  readonly meanwhile?: () => Promise<void>;
}): Promise<{ readonly sessions: { readonly id: string; readonly session: ClientSession }[] }> {
  const { events, consumer, handler, contended, meanwhile } = options;
  const sessions: { id: string; session: ClientSession }[] = [];
  const handle = async (event: BusEvent<Note>, tx: Transaction) => {
    const { aggregateId, sequence } = event;
    sessions.push({ id: `${aggregateId}:${sequence}`, session: tx.session });
    await effects().insertOne({ _id: `${aggregateId}:${sequence}`, sequence }, { session: tx.session });
    await handler?.(event, tx);
  };
  const reader = lab.bus({ service: "readers", retryDelaysMs: [] });
  reader.consume({
    purpose: "p",
    concurrency: 1,
    subscriptions: [on(noteWritten, handle, contended), on(noteErased, handle)],
    ...consumer,
  });
  await reader.declare();
  await effects().createIndex({ sequence: 1 });
  const writer = lab.bus();
  await writer.start();
  await writer.transaction(async (tx) => {
    for (const { aggregateId, sequence } of events) {
      tx.publish(noteWritten, { aggregateId, sequence, data: { text: aggregateId } });
    }
  });
  const channel = await (await lab.broker()).createChannel();
  const queue = `${lab.namespace.prefix}.readers.p`;
  await waitFor(async () => (await channel.checkQueue(queue)).messageCount === events.length, {
    what: "all to wait in the queue",
  });
  await meanwhile?.();
  await reader.start();
  return { sessions };
}

const firsts = (ids: readonly string[]) => ids.map((aggregateId) => ({ aggregateId, sequence: 1 }));
const parkedOf = () =>
  listParked({ amqpUrl: lab.namespace.amqpUrl, queue: `${lab.namespace.prefix}.readers.parked` });

describe("events that wait", () => {
  it.each([
    ["are applied several in one transaction", {}, 2, 10],
    [
      "are applied each in a transaction of its own, where the consumer says so",
      { batch: { maxSize: 1 } },
      20,
      20,
    ],
  ])("%s", async (_case, consumer, fewest, most) => {
    const { sessions } = await consumeBacklog({ events: firsts(names(20)), consumer });
    await waitFor(async () => (await effects().countDocuments({})) === 20, { what: "all effects" });
    const transactions = new Set(sessions.map(({ session }) => session)).size;
    expect(transactions).toBeGreaterThanOrEqual(fewest === 2 ? 1 : fewest);
    expect(transactions).toBeLessThanOrEqual(most);
    expect(await lab.db.collection("inbox").countDocuments({})).toBe(20);
  });

  it.each([
    ["are handled at the same time where they are of different aggregates", undefined, 2, 5],
    ["are handled one after the other where their handlers write one document", () => ["counter"], 1, 1],
  ])("%s", async (_case, contended, fewest, most) => {
    let running = 0;
    let mostRunning = 0;
    await consumeBacklog({
      events: firsts(names(5)),
      consumer: { concurrency: 5, batch: { maxSize: 1 } },
      ...(contended && { contended }),
      handler: async () => {
        running++;
        mostRunning = Math.max(mostRunning, running);
        // Longer than a further transaction waits before it starts.
        await pause(100);
        running--;
      },
    });
    await waitFor(async () => (await effects().countDocuments({})) === 5, { what: "all effects" });
    expect(mostRunning).toBeGreaterThanOrEqual(fewest);
    expect(mostRunning).toBeLessThanOrEqual(most);
  });

  it("do not share the failure of one of them: it alone is parked, with its own error, and each of the others has its effect once", async () => {
    await consumeBacklog({
      events: firsts(names(20)),
      handler: async ({ aggregateId }) => {
        if (aggregateId === "n07") throw new Error("the seventh is bad");
      },
    });
    const parked = await waitFor(
      async () => {
        const messages = await parkedOf();
        return messages.length > 0 && messages;
      },
      { what: "the bad one to be parked" },
    );
    expect(parked.map(({ aggregateId, error }) => [aggregateId, error])).toEqual([
      ["n07", "Error: the seventh is bad"],
    ]);
    await waitFor(async () => (await effects().countDocuments({})) === 19, {
      what: "the effects of the others",
    });
    expect(await textsOf()).toEqual(
      names(20)
        .filter((id) => id !== "n07")
        .map((id) => `${id}:1`),
    );
  });

  it("do not wait for one of them that hangs", async () => {
    const hanging = Promise.withResolvers<void>();
    await consumeBacklog({
      events: firsts(names(10)),
      consumer: { concurrency: 2 },
      handler: async ({ aggregateId }) => {
        if (aggregateId === "n05") await hanging.promise;
      },
    });
    await waitFor(async () => (await effects().countDocuments({})) === 9, {
      what: "the effects of the others",
    });
    hanging.resolve();
    await waitFor(async () => (await effects().countDocuments({})) === 10, { what: "the last effect" });
  });

  it("are applied once though some of them wait twice", async () => {
    const { sessions } = await consumeBacklog({
      events: firsts(names(6)),
      meanwhile: async () => {
        const channel = await (await lab.broker()).createConfirmChannel();
        const queue = `${lab.namespace.prefix}.readers.p`;
        for (let n = 0; n < 3; n++) {
          const message = await channel.get(queue);
          if (!message) throw new Error("nothing waits");
          for (let copy = 0; copy < 3; copy++) {
            channel.sendToQueue(queue, message.content, { ...message.properties });
          }
          channel.ack(message);
        }
        await channel.waitForConfirms();
      },
    });
    const channel = await (await lab.broker()).createChannel();
    await waitFor(async () => (await effects().countDocuments({})) === 6, { what: "all effects" });
    await waitFor(
      async () => (await channel.checkQueue(`${lab.namespace.prefix}.readers.p`)).messageCount === 0,
      { what: "an empty queue" },
    );
    expect(await textsOf()).toEqual(names(6).map((id) => `${id}:1`));
    expect(sessions).toHaveLength(6);
    expect(await parkedOf()).toEqual([]);
  });

  it("keep their order within one transaction, where the order is `latest`", async () => {
    const about = (sequences: readonly number[]) =>
      sequences.map((sequence) => ({ aggregateId: "note_1", sequence }));
    const latest = await consumeBacklog({ events: about([1, 3, 2, 4]), consumer: { order: "latest" } });
    await waitFor(async () => (await effects().countDocuments({})) === 3, { what: "three effects" });
    expect(latest.sessions.map(({ id }) => id)).toEqual(["note_1:1", "note_1:3", "note_1:4"]);
    const position = await lab.db.collection("inbox_positions").findOne({});
    expect(position).toMatchObject({ sequence: 4 });
  });

  it("that were delivered before are applied each alone: one of them may have killed the process", async () => {
    const { sessions } = await consumeBacklog({
      events: firsts(names(8)),
      meanwhile: async () => {
        const channel = await (await lab.broker()).createChannel();
        for (let n = 0; n < 8; n++) await channel.get(`${lab.namespace.prefix}.readers.p`);
        await channel.close();
      },
    });
    await waitFor(async () => (await effects().countDocuments({})) === 8, { what: "all effects" });
    expect(new Set(sessions.map(({ session }) => session)).size).toBe(8);
  });
});

describe("timers that are due together", () => {
  const isReady = (bus: { readiness(): { ready: boolean } }) =>
    waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });

  it("fire several in one transaction, once each, and one that fails fails alone", async () => {
    let isBroken = true;
    // It keeps failing until the test has seen the others.
    const bus = lab.bus({ retryDelaysMs: Array.from({ length: 500 }, () => 20) });
    bus.onTimer("expire", async ({ aggregateId }, tx) => {
      await effects().insertOne({ _id: aggregateId, sequence: 1 }, { session: tx.session });
      if (aggregateId === "n07" && isBroken) throw new Error("not now");
    });
    await effects().createIndex({ sequence: 1 });
    await bus.start();
    await isReady(bus);
    const dueAt = new Date(Date.now() + 800);
    await bus.transaction(async (tx) => {
      for (const aggregateId of names(30)) tx.armTimer({ aggregateId, kind: "expire", dueAt });
    });
    await waitFor(async () => (await effects().countDocuments({})) === 29, { what: "the good ones" });
    isBroken = false;
    await waitFor(async () => (await effects().countDocuments({})) === 30, { what: "the failing one" });
    expect(await textsOf()).toEqual(names(30));
    const fired = await lab.db.collection("timers").countDocuments({ state: "fired" });
    expect(fired).toBe(30);
  });

  it("do not fire when a handler before them has cancelled or moved them", async () => {
    const seen: string[] = [];
    const bus = lab.bus();
    const later = new Date(Date.now() + 3_600_000);
    bus.onTimer("first", async ({ aggregateId }, tx) => {
      seen.push(`first ${aggregateId}`);
      tx.cancelTimer({ aggregateId, kind: "second" });
      tx.armTimer({ aggregateId, kind: "third", dueAt: later });
    });
    bus.onTimer("second", async ({ aggregateId }) => void seen.push(`second ${aggregateId}`));
    bus.onTimer("third", async ({ aggregateId }) => void seen.push(`third ${aggregateId}`));
    await bus.start();
    const dueAt = new Date(Date.now() - 1);
    // No triggers, so that the sweep alone meets all three at once.
    const kinds = ["first", "second", "third"];
    await lab.db.collection<{ _id: string }>("timers").insertMany(
      ["a", "b"].flatMap((aggregateId) =>
        kinds.map((kind, order) => ({
          _id: `${aggregateId}:${kind}`,
          aggregateId,
          kind,
          generation: 1,
          dueAt: new Date(dueAt.getTime() + order - 3),
          state: "armed",
        })),
      ),
    );
    expect(await bus.fireDueTimers()).toBe(2);
    expect(seen.toSorted()).toEqual(["first a", "first b"]);
    expect(await lab.timer("a:second")).toMatchObject({ state: "cancelled", generation: 1 });
    expect(await lab.timer("a:third")).toMatchObject({ state: "armed", generation: 2, dueAt: later });
  });

  it("fire in the arming that is theirs, when triggers of several armings arrive together", async () => {
    const generations: number[] = [];
    const bus = lab.bus();
    bus.onTimer("expire", async ({ generation }) => void generations.push(generation));
    await bus.declare();
    const dueAt = new Date();
    const timer = { aggregateId: "order_1", kind: "expire" };
    await lab.db.collection<{ _id: string }>("timers").insertOne({
      _id: "order_1:expire",
      ...timer,
      generation: 2,
      dueAt,
      state: "armed",
    } as {
      _id: string;
    });
    const channel = await (await lab.broker()).createConfirmChannel();
    for (const generation of [1, 2, 1, 2]) {
      channel.sendToQueue(lab.names.timers, Buffer.from(encodeTrigger({ ...timer, dueAt, generation })));
    }
    await channel.waitForConfirms();
    await bus.start();
    await waitFor(async () => (await lab.timer("order_1:expire"))?.state === "fired", { what: "it to fire" });
    await waitFor(async () => (await channel.checkQueue(lab.names.timers)).messageCount === 0, {
      what: "an empty queue",
    });
    await bus.stop();
    expect(generations).toEqual([2]);
  });

  it("are armed many at a time, and two transactions that arm the same ones come one after the other", async () => {
    const bus = lab.bus();
    bus.onTimer("expire", async () => {});
    await bus.start();
    const dueAt = new Date(Date.now() + 3_600_000);
    const armAll = () =>
      bus.transaction(async (tx) => {
        for (const aggregateId of names(20)) tx.armTimer({ aggregateId, kind: "expire", dueAt });
      });
    await Promise.all([armAll(), armAll(), armAll()]);
    const timers = await lab.db.collection("timers").find({}).toArray();
    expect(timers).toHaveLength(20);
    expect(new Set(timers.map(({ generation, state }) => `${generation} ${state}`))).toEqual(
      new Set(["3 armed"]),
    );
  });
});
