import { propagation } from "@opentelemetry/api";
import { waitFor } from "@vc/testing";
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BusLab, type Note, noteErased, noteWritten, openLab } from "../test/test-bus.ts";
import { envelopeHeaders } from "./broker/envelope.ts";
import { type BusEvent, changedMeanwhile, on } from "./index.ts";
import { runCli } from "./operate/cli.ts";

let lab: BusLab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const aNote = { aggregateId: "note_1", sequence: 1, data: { text: "hello" } };

describe("events", () => {
  it("carries an event from the transaction that published it to the handler of another bus", async () => {
    const seen: BusEvent<Note>[] = [];
    const reader = lab.bus({ service: "readers" });
    reader.consume({
      purpose: "projection",
      subscriptions: [on(noteWritten, async (event) => void seen.push(event))],
    });
    await reader.start();
    const writer = lab.bus();
    await writer.start();
    await waitFor(() => reader.readiness().ready, { what: "the reader to subscribe" });

    const id = await writer.transaction(async (tx) => tx.publish(noteWritten, aNote));

    const event = await waitFor(() => seen[0], { what: "the event" });
    expect(event).toMatchObject({ ...aNote, id, name: "notes.note.written.v1", attempt: 1 });
    await waitFor(async () => (await lab.db.collection("outbox").countDocuments({})) === 0, {
      what: "an empty outbox",
    });
  });

  it("commits state and event together, or neither", async () => {
    const seen: string[] = [];
    const bus = lab.bus();
    bus.consume({
      purpose: "p",
      subscriptions: [on(noteWritten, async (event) => void seen.push(event.data.text))],
    });
    await bus.start();
    const state = lab.db.collection<{ _id: string }>("state");

    const aborted = bus.transaction(async (tx) => {
      await state.insertOne({ _id: "aborted" }, { session: tx.session });
      tx.publish(noteWritten, { ...aNote, data: { text: "aborted" } });
      throw new Error("changed my mind");
    });
    await expect(aborted).rejects.toThrow("changed my mind");
    await bus.transaction(async (tx) => {
      await state.insertOne({ _id: "committed" }, { session: tx.session });
      tx.publish(noteWritten, { ...aNote, data: { text: "committed" } });
    });

    // The queue keeps order: when the second is here, the first would have been.
    await waitFor(() => seen.includes("committed"), { what: "the committed event" });
    expect(seen).toEqual(["committed"]);
    expect(await state.find({}).toArray()).toEqual([{ _id: "committed" }]);
  });

  it("hazard and guard: a lost update overwrites what it did not read, and is done again with changedMeanwhile", async () => {
    const bus = lab.bus();
    const counters = lab.db.collection<{ _id: string; count: number }>("counters");
    await counters.insertOne({ _id: "guarded", count: 0 });
    const stale = { count: 0 };
    let tries = 0;
    const raise = (isGuarded: boolean) =>
      bus.transaction(async ({ session }) => {
        // As if the first read had come from before the other writer's commit.
        const read = tries++ === 0 ? stale : await counters.findOne({ _id: "guarded" }, { session });
        const unchanged = isGuarded ? { count: read?.count ?? 0 } : {};
        const { matchedCount } = await counters.updateOne(
          { _id: "guarded", ...unchanged },
          { $set: { count: (read?.count ?? 0) + 1 } },
          { session },
        );
        if (matchedCount === 0) throw changedMeanwhile("counter guarded");
      });

    await counters.updateOne({ _id: "guarded" }, { $set: { count: 5 } });
    await raise(false);
    expect(await counters.findOne({})).toMatchObject({ count: 1 });

    tries = 0;
    await counters.updateOne({ _id: "guarded" }, { $set: { count: 5 } });
    await raise(true);
    expect(await counters.findOne({})).toMatchObject({ count: 6 });
    expect(tries).toBe(2);
  });

  it("refuses to publish data that does not fit", async () => {
    const bus = lab.bus();
    // The point of the test: what TypeScript would have refused.
    const wrong = { words: "hello" } as unknown as Note;
    const work = bus.transaction(async (tx) => tx.publish(noteWritten, { ...aNote, data: wrong }));
    await expect(work).rejects.toThrow("not a note");
  });

  it("sends what a process left behind that died between commit and sending", async () => {
    const seen: string[] = [];
    const leaseMs = 300;
    const reader = lab.bus({ service: "readers" });
    reader.consume({
      purpose: "p",
      subscriptions: [on(noteWritten, async (event) => void seen.push(event.id))],
    });
    await reader.start();
    // Never started: it writes to the outbox and nothing more, like a process that dies there.
    const died = lab.bus({ outbox: { leaseMs } });
    const id = await died.transaction(async (tx) => tx.publish(noteWritten, aNote));

    const successor = lab.bus({ outbox: { leaseMs, pollEveryMs: 50 } });
    await successor.start();

    await waitFor(() => seen.includes(id), { what: "the event of the dead process" });
  });

  it("hazard and guard: a message delivered five times is handled five times without an inbox, and applied once with it", async () => {
    const bus = lab.bus();
    const heard: string[] = [];
    bus.broadcast([on(noteWritten, async (event) => void heard.push(event.id))]);
    const effects = lab.db.collection("effects");
    bus.consume({
      purpose: "effects",
      subscriptions: [
        on(noteWritten, async (event, tx) => {
          await effects.insertOne({ note: event.aggregateId }, { session: tx.session });
        }),
      ],
    });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });

    const channel = await (await lab.broker()).createConfirmChannel();
    for (let copy = 0; copy < 5; copy++) sendNote(channel, { id: "evt_same", sequence: 1 });
    sendNote(channel, { id: "evt_last", sequence: 2 });
    await channel.waitForConfirms();

    await waitFor(async () => (await lab.db.collection("inbox").countDocuments({})) === 2, {
      what: "both in the inbox",
    });
    await waitFor(async () => (await channel.checkQueue(lab.names.queue("effects"))).messageCount === 0, {
      what: "an empty queue",
    });
    expect(await effects.countDocuments({})).toBe(2);
    expect(heard.filter((id) => id === "evt_same")).toHaveLength(5);
  });

  it("ignores what is older than what it knows, where the order is `latest`", async () => {
    const applied: number[] = [];
    const bus = lab.bus();
    bus.consume({
      purpose: "latest",
      order: "latest",
      concurrency: 1,
      subscriptions: [on(noteWritten, async (event) => void applied.push(event.sequence))],
    });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    const channel = await (await lab.broker()).createConfirmChannel();
    for (const sequence of [2, 1, 5, 3, 6]) sendNote(channel, { id: `evt_${sequence}`, sequence });
    await waitFor(() => applied.includes(6), { what: "the last event" });
    expect(applied).toEqual([2, 5, 6]);
  });

  it("puts events in their order, where it is `gapless`", async () => {
    const applied: number[] = [];
    const bus = lab.bus();
    const note = async (event: BusEvent<Note>) => void applied.push(event.sequence);
    bus.consume({
      purpose: "gapless",
      order: "gapless",
      subscriptions: [on(noteWritten, note), on(noteErased, note)],
    });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    const channel = await (await lab.broker()).createConfirmChannel();
    sendNote(channel, { id: "evt_2", sequence: 2 });
    await waitFor(() => lab.log.lines.some((line) => line.message === "message will be retried"), {
      what: "the second to be put off",
    });
    sendNote(channel, { id: "evt_1", sequence: 1 });
    await waitFor(() => applied.length === 2, { what: "both events" });
    expect(applied).toEqual([1, 2]);
  });

  it("keeps an event that no queue is bound for", async () => {
    const bus = lab.bus();
    await bus.start();
    const id = await bus.transaction(async (tx) => tx.publish(noteErased, aNote));
    const channel = await (await lab.broker()).createChannel();
    const kept = await waitFor(
      async () => {
        const message = await channel.get(lab.names.unroutableQueue);
        return message || undefined;
      },
      { what: "the event in the queue for the unroutable" },
    );
    expect(kept.properties.messageId).toBe(id);
    channel.ack(kept);
  });

  it("counts events that reached no queue, and publishes them again with the operator's command", async () => {
    const registry = new Registry();
    const writer = lab.bus({ registry });
    await writer.start();
    const written = await writer.transaction(async (tx) => tx.publish(noteWritten, aNote));
    const erased = await writer.transaction(async (tx) => tx.publish(noteErased, { ...aNote, sequence: 2 }));
    await waitFor(async () => (await registry.metrics()).includes("bus_unroutable_messages 2"), {
      what: "both to be counted",
    });
    const run = async (...args: string[]) => {
      let output = "";
      const options = ["--namespace", `${lab.namespace.prefix}.`];
      const environment = { AMQP_URL: lab.namespace.amqpUrl };
      const code = await runCli(["unroutable", ...args, ...options], environment, (text) => {
        output += text;
      });
      return { code, output };
    };
    expect((await run("list")).output).toContain(`2 unroutable in ${lab.names.unroutableQueue}`);

    const heard: string[] = [];
    const reader = lab.bus({ service: "readers" });
    reader.consume({ purpose: "p", subscriptions: [on(noteWritten, async ({ id }) => void heard.push(id))] });
    await reader.start();
    await waitFor(() => reader.readiness().ready, { what: "the reader to subscribe" });
    expect(await run("replay", "--all")).toEqual({
      code: 0,
      output: `replayed 2: ${written} ${erased}; reached no queue again: ${erased}\n`,
    });
    await waitFor(() => heard.includes(written), { what: "the replayed event" });
    expect(await run("discard", erased)).toMatchObject({ code: 0 });
    expect((await run("list")).output).toContain("0 unroutable");
  });

  it.each([
    ["is lost to a consumer whose queue did not exist", false, [2]],
    ["is kept for a consumer that was declared before it ever ran", true, [1, 2]],
  ])("hazard and guard: an event %s", async (_case, isDeclared, expected) => {
    const heard: number[] = [];
    const late = lab.bus({ service: "late" });
    late.consume({
      purpose: "p",
      concurrency: 1,
      subscriptions: [on(noteWritten, async ({ sequence }) => void heard.push(sequence))],
    });
    if (isDeclared) await late.declare();
    const bus = lab.bus();
    // Another consumer gets it, so that nothing is unroutable.
    bus.consume({ purpose: "p", subscriptions: [on(noteWritten, async () => {})] });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(async () => (await lab.db.collection("inbox").countDocuments({})) === 1, {
      what: "the first event to be heard elsewhere",
    });
    await late.start();
    await waitFor(() => late.readiness().ready, { what: "the late one to subscribe" });
    await bus.transaction(async (tx) => void tx.publish(noteWritten, { ...aNote, sequence: 2 }));
    await waitFor(() => heard.includes(2), { what: "the second event" });
    expect(heard).toEqual(expected);
  });

  it("leaves a namespace whose unread queues expire", async () => {
    const bus = lab.bus({ expireQueuesAfterMs: 500 });
    bus.consume({ purpose: "p", subscriptions: [on(noteWritten, async () => {})] });
    await bus.declare();
    // A channel for each question: the broker closes it when the answer is no.
    const connection = await lab.broker();
    const isThere = async () => {
      const channel = await connection.createChannel();
      channel.on("error", () => {});
      return channel.checkExchange(lab.names.events).then(
        () => channel.close().then(() => true),
        () => false,
      );
    };
    expect(await isThere()).toBe(true);
    await waitFor(async () => !(await isThere()), { what: "everything to be gone" });
    expect(() => lab.bus({ namespace: "", expireQueuesAfterMs: 500 })).toThrow("for a namespace");
  });

  it("carries the publisher's trace to the consumer", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    propagation.setGlobalPropagator({
      inject: (_context, carrier, setter) => setter.set(carrier, "traceparent", traceparent),
      extract: (context) => context,
      fields: () => ["traceparent"],
    });
    const seen: (string | undefined)[] = [];
    const bus = lab.bus();
    bus.consume({
      purpose: "p",
      subscriptions: [on(noteWritten, async (event) => void seen.push(event.traceparent))],
    });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    propagation.disable();
    await waitFor(() => seen.length > 0, { what: "the event" });
    expect(seen).toEqual([traceparent]);
  });

  it("counts what it sends, applies and keeps", async () => {
    const registry = new Registry();
    const figure = async (line: string) => (await registry.metrics()).includes(line);
    const bus = lab.bus({ registry });
    bus.consume({ purpose: "p", subscriptions: [on(noteWritten, async () => {})] });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(() => figure('bus_published_total{event="notes.note.written.v1"} 1'), {
      what: "the sent event",
    });
    const queue = lab.names.queue("p");
    await waitFor(() => figure(`bus_consumed_total{queue="${queue}",result="applied"} 1`), {
      what: "the applied event",
    });
    await waitFor(() => figure("bus_outbox_entries 0"), { what: "an empty outbox" });
    expect(bus.describe()).toEqual({
      consumes: [{ queue, events: ["notes.note.written.v1"] }],
      timers: [],
      broadcasts: [],
    });
  });

  it("gives every instance each broadcast event", async () => {
    const seen: string[] = [];
    const buses = ["a", "b"].map((name) => {
      const bus = lab.bus();
      bus.broadcast([on(noteWritten, async (event) => void seen.push(`${name}:${event.data.text}`))]);
      return bus;
    });
    const [first] = buses;
    for (const bus of buses) await bus.start();
    await waitFor(() => buses.every((bus) => bus.readiness().ready), { what: "both to listen" });
    await first?.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(() => seen.length === 2, { what: "both to hear it" });
    expect(seen.toSorted()).toEqual(["a:hello", "b:hello"]);
  });

  it("drops a broadcast event that no instance receives, instead of keeping it as unroutable", async () => {
    const listener = lab.bus();
    listener.broadcast([on(noteWritten, async () => {})]);
    await listener.start();
    await waitFor(() => listener.readiness().ready, { what: "an instance to listen" });
    await listener.stop();
    const writer = lab.bus();
    await writer.start();
    await writer.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(async () => (await lab.db.collection("outbox").countDocuments({})) === 0, {
      what: "the event to be sent",
    });
    const channel = await (await lab.broker()).createChannel();
    expect((await channel.checkQueue(lab.names.unroutableQueue)).messageCount).toBe(0);
  });
});

/** What a bus would send, from outside: for deliveries that no bus makes on purpose. */
function sendNote(
  channel: { publish(exchange: string, key: string, body: Buffer, options: object): unknown },
  { id, sequence }: { id: string; sequence: number },
): void {
  const time = new Date().toISOString();
  const headers = envelopeHeaders({
    id,
    source: "notes",
    type: noteWritten.name,
    time,
    subject: "note_1",
    sequence,
  });
  const body = Buffer.from(JSON.stringify({ text: `number ${sequence}` }));
  channel.publish(lab.names.events, noteWritten.name, body, { headers, messageId: id, persistent: true });
}
