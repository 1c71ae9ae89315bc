import { eventsExchangeOf, returnsExchangeOf, unroutableQueueOf } from "../broker/topology.ts";
import { describe, isMeant, originalHeaders, takeAll, withAll } from "./parked-messages.ts";

/**
 * Publishes events again that no queue was bound for, to the queues that are bound by now, and sends delayed messages whose
 * queue was gone to that queue. To list or delete them, give
 * `unroutableQueueOf(namespace)` to `listParked` and `discardParked`.
 *
 * @returns the ids of those that were published, and of those that still reached no queue and are kept again
 */
export function replayUnroutable(
  { amqpUrl, namespace = "" }: { readonly amqpUrl: string; readonly namespace?: string | undefined },
  which: "all" | readonly string[],
): Promise<{ readonly published: readonly string[]; readonly cameBack: readonly string[] }> {
  const queue = unroutableQueueOf(namespace);
  return withAll({ amqpUrl, queue }, async (channel, messages) => {
    const published: string[] = [];
    for (const message of messages.filter((candidate) => isMeant(candidate, which))) {
      const { contentType, messageId } = message.properties;
      const options = { persistent: true, contentType, messageId, headers: originalHeaders(message) };
      // The alternate exchange keeps the exchange and the key that the message was first published with.
      const { exchange, routingKey } = message.fields;
      const isReturning = exchange === returnsExchangeOf(namespace);
      const target = isReturning ? exchange : eventsExchangeOf(namespace);
      channel.publish(target, routingKey, message.content, options);
      await channel.waitForConfirms();
      channel.ack(message);
      published.push(describe(message).id);
    }
    const kept = (await takeAll(channel, queue)).map((message) => describe(message).id);
    return { published, cameBack: published.filter((id) => kept.includes(id)) };
  });
}
