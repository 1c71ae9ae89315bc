import { waitFor } from "@vc/testing";
import { connect } from "amqplib";
import { busSettings } from "./settings.ts";

/** How long the bus lets an event wait for an earlier one of its aggregate. */
const GAP_DELAY_MS = 1_000;

/** Waits until no duplicate is left in a consumer's queue, or in a delay queue before its retry. */
export async function untilRetriesAreDelivered(where: { amqpUrl: string; namespace: string }): Promise<void> {
  const { amqpUrl, namespace } = where;
  // The case may have stopped the broker, and every connection with it.
  const connection = await connect(amqpUrl);
  try {
    const channel = await connection.createChannel();
    const delays = new Set([...busSettings(where).retryDelaysMs, GAP_DELAY_MS]);
    const queues = [
      ...["effects", "history", "timers"].map((purpose) => `${namespace}notes.${purpose}`),
      ...[...delays].map((delayMs) => `${namespace}delayed.${delayName(delayMs)}`),
    ];
    const waiting = async () => {
      const counts = await Promise.all(
        queues.map(async (queue) => (await channel.checkQueue(queue)).messageCount),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    await waitFor(async () => (await waiting()) === 0, {
      what: "duplicates to be taken from the queues",
      timeoutMs: 60_000,
      intervalMs: 250,
    });
  } finally {
    await connection.close();
  }
}

/** As the bus names the queue of a delay that is given in whole seconds, or less than one. */
function delayName(delayMs: number): string {
  return delayMs % 1_000 === 0 ? `${delayMs / 1_000}s` : `${delayMs}ms`;
}
