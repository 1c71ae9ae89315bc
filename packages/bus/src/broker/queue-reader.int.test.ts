import { waitFor } from "@vc/testing";
import type { Channel, ConsumeMessage } from "amqplib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type BusLab, noteWritten, openLab } from "../../test/test-bus.ts";
import { listParked, on } from "../index.ts";
import { openConnection } from "./connection.ts";
import { readQueue } from "./queue-reader.ts";

let lab: BusLab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

it("reads on when the broker closes its channel, and gets again what it had in hand", async () => {
  const queue = lab.names.queue("read");
  const own = await (await lab.broker()).createConfirmChannel();
  await own.assertQueue(queue, { durable: true, arguments: { "x-queue-type": "quorum" } });
  const connection = openConnection({ amqpUrl: lab.namespace.amqpUrl, name: "reading", log: lab.log });
  const channels: Channel[] = [];
  const inHand: ConsumeMessage[] = [];
  const mayEnd = Promise.withResolvers<void>();
  const reader = readQueue({
    connection,
    queue,
    declared: async () => {},
    prepare: async (channel) => void channels.push(channel),
    prefetch: 1,
    acknowledge: true,
    handle: async (message) => {
      inHand.push(message);
      if (inHand.length === 1) await mayEnd.promise;
    },
    log: lab.log,
  });
  try {
    own.sendToQueue(queue, Buffer.from("first"));
    const first = await waitFor(() => inHand[0], { what: "the first message" });
    // This delivery does not exist: the broker closes the channel with 406.
    channels[0]?.ack({ ...first, fields: { ...first.fields, deliveryTag: 999 } });
    await waitFor(() => inHand.length === 2, { what: "the message to come again" });
    mayEnd.resolve();
    own.sendToQueue(queue, Buffer.from("second"));
    await waitFor(() => inHand.length === 3, { what: "the second message" });
    expect(inHand.map(({ content }) => content.toString())).toEqual(["first", "first", "second"]);
    expect(channels).toHaveLength(2);
    expect(reader.isReading()).toBe(true);
  } finally {
    await reader.stop(1_000);
    await connection.supervised.stop();
    await own.deleteQueue(queue);
  }
});

it("takes no channel before the topology is declared: a consumer of a queue that is being declared ends its connection", async () => {
  const queue = lab.names.queue("read");
  const own = await (await lab.broker()).createConfirmChannel();
  const connection = openConnection({ amqpUrl: lab.namespace.amqpUrl, name: "reading", log: lab.log });
  const topology = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const channels: Channel[] = [];
  const reader = readQueue({
    connection,
    queue,
    declared: () => {
      asked.resolve();
      return topology.promise;
    },
    prepare: async (channel) => void channels.push(channel),
    prefetch: 1,
    acknowledge: true,
    handle: async () => {},
    log: lab.log,
  });
  try {
    await asked.promise;
    await own.assertQueue(queue, { durable: true, arguments: { "x-queue-type": "quorum" } });
    expect(channels).toEqual([]);
    topology.resolve();
    await waitFor(() => reader.isReading(), { what: "the reader" });
    expect(channels).toHaveLength(1);
  } finally {
    await reader.stop(1_000);
    await connection.supervised.stop();
    await own.deleteQueue(queue);
  }
});

it("parks what kills its process each time, and nothing of what was in hand with it", async () => {
  const bus = lab.bus();
  bus.consume({ purpose: "read", subscriptions: [on(noteWritten, async () => {})] });
  await bus.declare();
  const queue = lab.names.queue("read");
  const own = await (await lab.broker()).createConfirmChannel();
  const good = Array.from({ length: 30 }, (_, n) => `good ${n}`);
  for (const text of ["poison", ...good]) own.sendToQueue(queue, Buffer.from(text), { messageId: text });
  await own.waitForConfirms();
  const done: string[] = [];
  const parked = async () => {
    const messages = await listParked({ amqpUrl: lab.namespace.amqpUrl, queue: lab.names.parked });
    return messages.map(({ messageId }) => messageId);
  };

  /** From the start of a process to its sudden end, or to the last good message. */
  async function live(): Promise<void> {
    const connection = openConnection({ amqpUrl: lab.namespace.amqpUrl, name: "reading", log: lab.log });
    const end = Promise.withResolvers<void>();
    let isDead = false;
    const reader = readQueue({
      connection,
      queue,
      declared: async () => {},
      prepare: async () => {},
      prefetch: 10,
      acknowledge: true,
      handle: async ({ content }) => {
        const text = content.toString();
        isDead ||= text === "poison";
        if (isDead) end.resolve();
        // A dead process answers for nothing.
        if (isDead) await new Promise<never>(() => {});
        done.push(text);
        if (done.length === good.length) end.resolve();
      },
      log: lab.log,
    });
    await end.promise;
    await reader.stop(isDead ? 0 : 1_000);
    await connection.supervised.stop();
  }

  while (done.length < good.length) await live();
  expect(await parked()).toEqual(["poison"]);
  expect(done).toEqual(good);
});
