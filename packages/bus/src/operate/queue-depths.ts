import type { BrokerConnection } from "../broker/connection.ts";
import type { Names } from "../broker/topology.ts";
import type { KeptMessages } from "../shared/metrics.ts";

/**
 * How many messages wait for an operator. Read by declaring the queues passively, which needs no management API.
 *
 * @throws Error when there is no connection or one of the queues is missing
 */
export async function readDepths(connection: BrokerConnection, names: Names): Promise<KeptMessages> {
  const model = connection.supervised.current();
  if (!model) throw new Error("not connected");
  // On a channel of its own: the broker closes it when a queue is missing.
  const channel = await model.createChannel();
  channel.on("error", () => {});
  try {
    const unroutable = await channel.checkQueue(names.unroutableQueue);
    const parked = await channel.checkQueue(names.parked);
    return { unroutable: unroutable.messageCount, parked: parked.messageCount };
  } finally {
    await channel.close().catch(() => {});
  }
}
