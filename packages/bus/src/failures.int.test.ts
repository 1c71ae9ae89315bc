import { waitFor } from "@vc/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BusLab, noteWritten, openLab } from "../test/test-bus.ts";
import { plainTier } from "./broker/delay-tiers.ts";
import { discardParked, GiveUp, listParked, on, type ParkedQueue, replayParked } from "./index.ts";
import { runCli } from "./operate/cli.ts";
import { replayUnroutable } from "./operate/replay-unroutable.ts";

let lab: BusLab;
let parked: ParkedQueue;
beforeEach(async () => {
  lab = await openLab();
  parked = { amqpUrl: lab.namespace.amqpUrl, queue: lab.names.parked };
});
afterEach(() => lab.close());

const aNote = { aggregateId: "note_1", sequence: 1, data: { text: "hello" } };
const oneParked = async () => {
  const messages = await listParked(parked);
  return messages.length === 1 ? messages[0] : undefined;
};

describe("a message that cannot be handled", () => {
  it("goes through every retry tier and is parked with the error, and replaying it applies it", async () => {
    const attempts: number[] = [];
    let isBroken = true;
    const bus = lab.bus({ retryDelaysMs: [20, 40] });
    bus.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async (event) => {
          attempts.push(event.attempt);
          if (isBroken) throw new Error("the oven is cold");
        }),
      ],
    });
    await bus.start();
    const id = await bus.transaction(async (tx) => tx.publish(noteWritten, aNote));

    const message = await waitFor(oneParked, { what: "the message to be parked" });
    expect(attempts).toEqual([1, 2, 3]);
    expect(message).toMatchObject({
      messageId: id,
      event: "notes.note.written.v1",
      aggregateId: "note_1",
      consumer: lab.names.queue("p"),
      error: "Error: the oven is cold",
      attempts: 3,
      body: '{"text":"hello"}',
    });
    expect(message.headers).toMatchObject({ cloudEvents_id: id, cloudEvents_sequence: 1 });

    isBroken = false;
    expect(await replayParked(parked, [message.id])).toEqual([message.id]);
    await waitFor(() => attempts.length === 4, { what: "the replayed message" });
    expect(attempts[3]).toBe(1);
    expect(await listParked(parked)).toEqual([]);
  });

  it("is shown and replayed by the operator's command", async () => {
    let isBroken = true;
    const bus = lab.bus({ retryDelaysMs: [] });
    bus.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async () => {
          if (isBroken) throw new Error("the oven is cold");
        }),
      ],
    });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    const { id } = await waitFor(oneParked, { what: "the message to be parked" });
    const run = async (...args: string[]) => {
      let output = "";
      const options = ["--namespace", `${lab.namespace.prefix}.`];
      const code = await runCli(["parked", ...args, ...options], { AMQP_URL: parked.amqpUrl }, (text) => {
        output += text;
      });
      return { code, output };
    };
    expect((await run("list", "notes")).output).toContain("the oven is cold");
    expect(await run("show", "notes", id)).toMatchObject({
      code: 0,
      output: expect.stringContaining('"attempts": 1'),
    });
    expect(await run("replay", "notes", "no-such-id")).toMatchObject({ code: 1 });
    isBroken = false;
    expect(await run("replay", "notes", "--all")).toEqual({ code: 0, output: `replayed 1: ${id}\n` });
    await waitFor(async () => (await lab.db.collection("inbox").countDocuments({})) === 1, {
      what: "it to be applied",
    });
    expect(await run("list")).toMatchObject({ code: 2 });
  });

  it("does not delay the messages behind it", async () => {
    const applied: string[] = [];
    const bus = lab.bus({ retryDelaysMs: [60_000] });
    bus.consume({
      purpose: "p",
      concurrency: 1,
      subscriptions: [
        on(noteWritten, async (event) => {
          if (event.data.text === "bad") throw new Error("bad");
          applied.push(event.data.text);
        }),
      ],
    });
    await bus.start();
    await bus.transaction(async (tx) => {
      tx.publish(noteWritten, { ...aNote, data: { text: "bad" } });
      tx.publish(noteWritten, { ...aNote, sequence: 2, data: { text: "good" } });
    });
    await waitFor(() => applied.includes("good"), { what: "the good one" });
  });

  it("delivers retries though 40 messages of their delay tier have a queue that is gone, and these can be replayed", async () => {
    let failures = 0;
    const bus = lab.bus({ retryDelaysMs: [500] });
    bus.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async () => {
          if (failures++ === 0) throw new Error("not yet");
        }),
      ],
    });
    await bus.start();
    const channel = await (await lab.broker()).createConfirmChannel();
    const gone = lab.names.queue("renamed");
    const tier = lab.names.delay(plainTier(500));
    await waitFor(async () => bus.readiness().ready, { what: "the tier to be declared" });
    for (let n = 0; n < 40; n++) channel.publish(tier, gone, Buffer.from("{}"), { messageId: `old-${n}` });
    await channel.waitForConfirms();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(() => failures === 2, { what: "the retry", timeoutMs: 5_000 });

    const { amqpUrl } = lab.namespace;
    const namespace = `${lab.namespace.prefix}.`;
    await channel.assertQueue(gone, { durable: true, arguments: { "x-expires": 60_000 } });
    await channel.bindQueue(gone, lab.names.returns, gone);
    const { published, cameBack } = await replayUnroutable({ amqpUrl, namespace }, "all");
    expect([published.length, cameBack]).toEqual([40, []]);
    expect((await channel.checkQueue(gone)).messageCount).toBe(40);
    await channel.deleteQueue(gone);
  });

  it("leaves nothing behind of a handler that failed", async () => {
    const effects = lab.db.collection("effects");
    let calls = 0;
    const bus = lab.bus({ retryDelaysMs: [20] });
    bus.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async (_event, tx) => {
          await effects.insertOne({ call: ++calls }, { session: tx.session });
          if (calls === 1) throw new Error("after the effect");
        }),
      ],
    });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    await waitFor(async () => (await effects.countDocuments({})) > 0, { what: "the effect" });
    expect(await effects.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ call: 2 }]);
  });

  it("is parked at once when the handler gives up", async () => {
    let calls = 0;
    const bus = lab.bus();
    bus.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async () => {
          calls += 1;
          throw new GiveUp("there is no such account");
        }),
      ],
    });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    const message = await waitFor(oneParked, { what: "the message to be parked" });
    expect(message).toMatchObject({ error: "GiveUp: there is no such account", attempts: 1 });
    expect(calls).toBe(1);
    expect(await discardParked(parked, [message.id])).toEqual([message.id]);
    expect(await listParked(parked)).toEqual([]);
  });

  it("counts as failed when the handler hangs, and the hanging transaction does not commit", async () => {
    const effects = lab.db.collection("effects");
    const bus = lab.bus({ retryDelaysMs: [] });
    const never = new Promise<void>(() => {});
    bus.consume({
      purpose: "p",
      timeoutMs: 100,
      subscriptions: [
        on(noteWritten, async (_event, tx) => {
          await effects.insertOne({ left: "behind" }, { session: tx.session });
          await never;
        }),
      ],
    });
    await bus.start();
    await bus.transaction(async (tx) => void tx.publish(noteWritten, aNote));
    const message = await waitFor(oneParked, { what: "the message to be parked" });
    expect(message.error).toContain("longer than 100 ms");
    expect(await effects.countDocuments({})).toBe(0);
  });

  it.each([
    ["is not JSON", "{", {}, "not JSON"],
    ["does not fit the schema", '{"words":1}', {}, "not a note"],
    ["comes from a service that does not own it", "{}", { cloudEvents_source: "shop" }, "does not own it"],
    ["has no envelope", "{}", { cloudEvents_specversion: "0.3" }, "no CloudEvents 1.0 headers"],
  ])("is parked at once when it %s", async (_case, body, headers, reason) => {
    const bus = lab.bus();
    bus.consume({ purpose: "p", subscriptions: [on(noteWritten, async () => {})] });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    const channel = await (await lab.broker()).createConfirmChannel();
    channel.publish(lab.names.events, noteWritten.name, Buffer.from(body), {
      messageId: "evt_strange",
      headers: {
        cloudEvents_specversion: "1.0",
        cloudEvents_id: "evt_strange",
        cloudEvents_source: "notes",
        cloudEvents_type: noteWritten.name,
        cloudEvents_subject: "note_1",
        cloudEvents_sequence: 1,
        cloudEvents_time: "2026-01-05T09:00:00.000Z",
        ...headers,
      },
    });
    await channel.waitForConfirms();
    const message = await waitFor(oneParked, { what: "the message to be parked" });
    expect(message).toMatchObject({ messageId: "evt_strange", attempts: 1, body });
    expect(message.error).toContain(reason);
  });

  it("waits for a newer process when it is of a kind that this one does not know yet", async () => {
    const noteMoved = { ...noteWritten, name: "notes.note.moved.v1" };
    // Each try finds either process, so that there must be many.
    const patient = Array.from({ length: 30 }, () => 20);
    const old = lab.bus({ retryDelaysMs: patient });
    old.consume({ purpose: "p", subscriptions: [on(noteWritten, async () => {})] });
    await old.start();
    await waitFor(() => old.readiness().ready, { what: "the old process to be ready" });
    const moved: string[] = [];
    const updated = lab.bus({ retryDelaysMs: patient });
    updated.consume({
      purpose: "p",
      subscriptions: [
        on(noteWritten, async () => {}),
        on(noteMoved, async ({ aggregateId }) => void moved.push(aggregateId)),
      ],
    });
    await updated.start();
    await waitFor(() => updated.readiness().ready, { what: "the new process to be ready" });
    await updated.transaction(async (tx) => {
      for (const aggregateId of ["n1", "n2", "n3", "n4"]) {
        tx.publish(noteMoved, { aggregateId, sequence: 1, data: { text: "there" } });
      }
    });
    await waitFor(() => new Set(moved).size === 4, { what: "the new process to get all of them" });
  });
});

describe("an outbox entry that cannot be sent", () => {
  it("is deferred, is named in the log, and delays no other", async () => {
    const heard: string[] = [];
    const bus = lab.bus();
    bus.consume({
      purpose: "p",
      subscriptions: [on(noteWritten, async ({ aggregateId }) => void heard.push(aggregateId))],
    });
    await bus.start();
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    // Its headers fit into no frame.
    const endless = { ...aNote, aggregateId: "n".repeat(200_000) };
    const poison = await bus.transaction(async (tx) => tx.publish(noteWritten, endless));
    const rests = () =>
      lab.log.lines.filter(({ level, fields }) => {
        return level === "warn" && "messageId" in fields && fields.messageId === poison;
      });
    await waitFor(() => rests().length === 1, { what: "the log to name it" });
    for (let n = 1; n <= 20; n++) {
      await bus.transaction(async (tx) => {
        tx.publish(noteWritten, { ...aNote, aggregateId: `note_${n}` });
      });
      await waitFor(() => heard.includes(`note_${n}`), { what: `note ${n}`, timeoutMs: 2_000 });
    }
    expect(rests().length).toBeLessThanOrEqual(3);
    expect(bus.readiness().ready).toBe(true);
    // An entry is removed after its event has been delivered.
    const left = () => lab.db.collection<{ _id: string }>("outbox").find({}).toArray();
    await waitFor(async () => (await left()).length === 1, { what: "the others to be removed" });
    expect((await left()).map(({ _id }) => _id)).toEqual([poison]);
  });
});
