import type { Channel } from "amqplib";
import type { Topology } from "./topology.ts";

/**
 * Declares missing exchanges, queues and bindings. The broker closes the channel when one of the same name exists with
 * other arguments; the error names it. Nothing is changed or deleted.
 */
export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  for (const { name, type, alternateExchange, autoDelete } of topology.exchanges) {
    await channel.assertExchange(name, type, {
      durable: true,
      ...(alternateExchange && { alternateExchange }),
      ...(autoDelete && { autoDelete }),
    });
  }
  for (const queue of topology.queues) {
    await channel.assertQueue(queue.name, { durable: true, arguments: queue.arguments });
  }
  for (const { queue, exchange, routingKey } of topology.bindings) {
    await channel.bindQueue(queue, exchange, routingKey);
  }
}

/** Deletes the queues and exchanges with their messages. A missing one is no error. */
export async function deleteTopology(channel: Channel, topology: Topology): Promise<void> {
  for (const { name } of topology.queues) await channel.deleteQueue(name);
  for (const { name } of topology.exchanges) await channel.deleteExchange(name);
}
