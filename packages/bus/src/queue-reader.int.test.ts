import { waitFor } from "@vc/testing";
import type { Channel, ConsumeMessage } from "amqplib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type BusLab, openLab } from "../test/test-bus.ts";
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
    // Nobody was given this delivery: the broker closes the channel with 406.
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
