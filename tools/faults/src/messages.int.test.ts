import { randomUUID } from "node:crypto";
import { on } from "@vc/bus";
import { randomFrom, waitFor } from "@vc/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { countEvents } from "./count-events.ts";
import { type FaultLab, flawless, openFaultLab } from "./fault-lab.ts";
import { noteWritten, type Published } from "./notes.ts";
import { say, seed, times } from "./settings.ts";

let lab: FaultLab;
beforeEach(async () => {
  lab = await openFaultLab();
});
afterEach(() => lab.close());

const sentBy = (type: string, id: string, subject: string, sequence: number) => ({
  messageId: id,
  persistent: true,
  contentType: "application/json",
  headers: {
    cloudEvents_specversion: "1.0",
    cloudEvents_id: id,
    cloudEvents_source: "notes",
    cloudEvents_type: type,
    cloudEvents_subject: subject,
    cloudEvents_sequence: sequence,
    cloudEvents_time: new Date().toISOString(),
  },
});

it("applies once and in order what is delivered three times, shuffled", async () => {
  const aggregates = times(100, 8);
  const events: Published[] = Array.from({ length: aggregates * 10 }, (_, index) => ({
    _id: randomUUID(),
    aggregateId: `note_${index % aggregates}`,
    sequence: Math.floor(index / aggregates) + 1,
  }));
  await lab.db.collection<Published>("published").insertMany(events);
  await lab.processes.start([
    { role: "consumer", name: "consumer_a" },
    { role: "consumer", name: "consumer_b" },
  ]);
  const random = randomFrom(seed);
  const copies = [...events, ...events, ...events]
    .map((event) => ({ event, place: random() }))
    .sort((a, b) => a.place - b.place);
  const channel = await lab.broker.createConfirmChannel();
  for (const { event } of copies) {
    const options = sentBy(noteWritten.name, event._id, event.aggregateId, event.sequence);
    channel.publish(`${lab.namespace}events`, noteWritten.name, Buffer.from('{"text":"again"}'), options);
  }
  await channel.waitForConfirms();
  expect(await lab.settle(), `seed ${seed}`).toEqual(flawless(events.length));
  expect(await lab.parked()).toEqual([]);
  say(`three times, shuffled: ${copies.length} deliveries of ${events.length} events`);
}, 300_000);

it("parks what can never be applied, applies what can after some tries, and delays no other message", async () => {
  const noteV2 = "notes.note.written.v2";
  const bus = lab.bus({ retryDelaysMs: [200, 200, 500, 1_000] });
  bus.consume({
    purpose: "trouble",
    timeoutMs: 300,
    subscriptions: [
      on(noteWritten, async ({ data, id, attempt }, tx) => {
        if (data.text === "always fails") throw new Error("no");
        if (data.text === "hangs") await new Promise<never>(() => {});
        if (data.text === "fails 3 times" && attempt <= 3) throw new Error("not yet");
        await lab.db.collection("trouble").insertOne({ id, attempt }, { session: tx.session });
      }),
    ],
  });
  await bus.start();
  try {
    await waitFor(() => bus.readiness().ready, { what: "the bus to be ready" });
    const channel = await lab.broker.createConfirmChannel();
    const send = (name: string, body: string, type = noteWritten.name) => {
      const queue = `${lab.namespace}notes.trouble`;
      channel.sendToQueue(queue, Buffer.from(body), sentBy(type, name, name, 1));
    };
    const note = (text: string) => JSON.stringify({ text });
    send("hangs", note("hangs"));
    send("always fails", note("always fails"));
    send("fails 3 times", note("fails 3 times"));
    send("not JSON", '{"text":');
    send("unknown version", note("of tomorrow"), noteV2);
    send("1 MB", note("x".repeat(1_000_000)));
    const good = Array.from({ length: times(500, 50) }, (_, n) => `good ${n}`);
    for (const name of good) send(name, note(name));
    await channel.waitForConfirms();
    const can = [...good, "fails 3 times", "1 MB"];
    const cannot = ["always fails", "hangs", "not JSON", "unknown version"];
    await waitFor(async () => (await lab.parked()).length >= cannot.length, {
      what: "what can never be applied to be parked",
      timeoutMs: 60_000,
      intervalMs: 500,
    });
    const effects = await lab.db.collection("trouble").find({}).toArray();
    expect(effects.map(({ id }) => String(id)).toSorted()).toEqual(can.toSorted());
    expect((await lab.parked()).map(({ messageId }) => messageId).toSorted()).toEqual(cannot);
    expect(effects.find(({ id }) => id === "fails 3 times")?.attempt).toBe(4);
    expect((await countEvents(lab.db)).published).toBe(0);
  } finally {
    await bus.stop();
    const channel = await lab.broker.createChannel();
    await channel.deleteQueue(`${lab.namespace}notes.trouble`);
  }
}, 300_000);
