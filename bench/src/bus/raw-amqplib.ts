import { connect } from "amqplib";
import { type Contestant, PREFETCH, quorum, type Sample } from "./contestant.ts";
import { openEventStore } from "./event-store.ts";

/** The least code that is as durable: a confirm channel, a quorum queue, an acknowledgement after the effect. */
export const rawAmqplib: Contestant = {
  name: "amqplib",
  open: async ({ place, storing, onEffect }) => {
    const store = await openEventStore(place, storing);
    const exchange = `${place.prefix}raw`;
    const queue = `${place.prefix}raw.effects`;
    const publishing = await connect(place.amqpUrl, { noDelay: true });
    const consuming = await connect(place.amqpUrl, { noDelay: true });
    const out = await publishing.createConfirmChannel();
    const incoming = await consuming.createChannel();
    await out.assertExchange(exchange, "topic", { durable: true });
    await incoming.assertQueue(queue, { durable: true, arguments: quorum });
    await incoming.bindQueue(queue, exchange, "bench.sample.#");
    await incoming.prefetch(PREFETCH);
    await incoming.consume(queue, async (message) => {
      if (!message) return;
      // This benchmark wrote it.
      const sample = JSON.parse(message.content.toString()) as Sample;
      await store.effect(sample);
      onEffect(sample);
      incoming.ack(message);
    });
    return {
      publish: (sample) =>
        store.publish(
          sample,
          () =>
            new Promise<void>((resolve, reject) => {
              out.publish(
                exchange,
                "bench.sample.taken.v1",
                Buffer.from(JSON.stringify(sample)),
                { persistent: true, mandatory: true, messageId: sample.id, contentType: "application/json" },
                (error: unknown) => (error ? reject(error) : resolve()),
              );
            }),
        ),
      close: async () => {
        await incoming.deleteQueue(queue);
        await out.deleteExchange(exchange);
        await Promise.all([publishing.close(), consuming.close()]);
        await store.close();
      },
    };
  },
};
