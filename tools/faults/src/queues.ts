import type { StartedPlatform } from "@vc/dev";
import { waitFor } from "@vc/testing/people";
import { connect } from "amqplib";

/** Servers that are away just now are no reason to wait for long. */
const ANSWER_WITHIN_MS = 3_000;
/** A message that waits for its retry may be in a delay queue, which is not checked. */
const EMPTY_WITHIN_MS = 90_000;

/** The queues that services have consumed from, by their own metrics. */
export async function queuesOf(processes: StartedPlatform["processes"]): Promise<string[]> {
  const texts = await Promise.all(
    processes.map(async ({ readyUrl }) => {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const answer = await fetch(new URL("/metrics", readyUrl), { signal }).catch(() => undefined);
      return answer?.ok ? answer.text().catch(() => "") : "";
    }),
  );
  return texts.flatMap((text) =>
    [...text.matchAll(/^bus_consumed_total\{queue="([^"]+)"/gm)].flatMap(([, queue]) => queue ?? []),
  );
}

/** How many messages wait in each queue. */
export async function depthsOf(amqpUrl: string, queues: readonly string[]): Promise<Map<string, number>> {
  const connection = await connect(amqpUrl, { timeout: ANSWER_WITHIN_MS });
  connection.on("error", () => {});
  try {
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    const depths = new Map<string, number>();
    for (const queue of queues) depths.set(queue, (await channel.checkQueue(queue)).messageCount);
    return depths;
  } finally {
    await connection.close().catch(() => {});
  }
}

/** Waits until every event is delivered. */
export async function untilEmpty(amqpUrl: string, queues: readonly string[]): Promise<void> {
  const waiting = async () => [...(await depthsOf(amqpUrl, queues))].filter(([, depth]) => depth > 0);
  await waitFor(async () => (await waiting()).length === 0, {
    what: "the queues of all consumers to be empty",
    timeoutMs: EMPTY_WITHIN_MS,
    intervalMs: 1_000,
  });
}
