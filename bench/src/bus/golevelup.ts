import "reflect-metadata";
import { AmqpConnection } from "@golevelup/nestjs-rabbitmq";
import { type Contestant, PREFETCH, quorum, type Sample } from "./contestant.ts";
import { openEventStore } from "./event-store.ts";

/**
 * Its connection and subscriber alone, without a Nest application around them: what that adds (interceptors, guards,
 * discovery) is left out in its favour. Its publisher waits for confirms, its subscriber acknowledges at the end.
 */
export const golevelup: Contestant = {
  name: "@golevelup/nestjs-rabbitmq",
  open: async ({ place, storing, onEffect }) => {
    const store = await openEventStore(place, storing);
    const exchange = `${place.prefix}golevelup`;
    const queue = `${place.prefix}golevelup.effects`;
    const silent = { log: () => {}, error: () => {}, warn: () => {}, debug: () => {} };
    const connection = new AmqpConnection({
      uri: place.amqpUrl,
      exchanges: [{ name: exchange, type: "topic", options: { durable: true } }],
      prefetchCount: PREFETCH,
      enableDirectReplyTo: false,
      connectionInitOptions: { wait: true, timeout: 10_000 },
      connectionManagerOptions: { connectionOptions: { noDelay: true } },
      defaultPublishOptions: { persistent: true, mandatory: true },
      logger: silent,
    });
    await connection.init();
    await connection.createSubscriber<Sample>(
      async (sample) => {
        if (!sample) throw new Error("an empty message");
        await store.effect(sample);
        onEffect(sample);
      },
      {
        exchange,
        routingKey: "bench.sample.#",
        queue,
        queueOptions: { durable: true, arguments: quorum },
      },
      "effect",
    );
    return {
      publish: async (sample) => {
        const properties = { messageId: sample.id };
        await store.publish(sample, () =>
          connection.publish(exchange, "bench.sample.taken.v1", sample, properties),
        );
      },
      close: async () => {
        await connection.channel.deleteQueue(queue);
        await connection.channel.deleteExchange(exchange);
        await connection.close();
        await store.close();
      },
    };
  },
};
