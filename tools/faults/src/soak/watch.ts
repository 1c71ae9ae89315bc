import { setTimeout as pause } from "node:timers/promises";
import { residentBytesOf, STORED_SERVICES, type StartedPlatform } from "@vc/dev";
import { connect } from "amqplib";
import { MongoClient } from "mongodb";
import type { MemorySample } from "./memory.ts";

/** What was seen of the platform from outside, every few seconds. */
export interface Seen {
  readonly memory: readonly MemorySample[];
  /** The most messages that waited in each queue of a consumer. */
  readonly deepest: ReadonlyMap<string, number>;
  /** The most entries that waited to be sent, of all services together. */
  readonly fullestOutboxes: number;
}

const EVERY_MS = 5_000;
/** Servers that are away just now are no reason to see nothing of the processes. */
const ANSWER_WITHIN_MS = 3_000;

/** Watches memory, queues and outboxes until told to stop. */
export function watch(
  { platform, processes }: Pick<StartedPlatform, "platform" | "processes">,
  stop: AbortSignal,
): { seen: () => Seen; done: Promise<void> } {
  const memory: MemorySample[] = [];
  const queues = new Set<string>();
  const deepest = new Map<string, number>();
  let fullestOutboxes = 0;

  async function look(): Promise<void> {
    const atMs = performance.now();
    for (const { name, pid } of processes) {
      const id = pid();
      const bytes = id === undefined ? undefined : await residentBytesOf(id);
      if (id !== undefined && bytes !== undefined) memory.push({ name, pid: id, atMs, bytes });
    }
    await Promise.allSettled([
      queuesOf(processes).then((names) => names.forEach((name) => void queues.add(name))),
      depthsOf(platform.amqpUrl, [...queues]).then((depths) => {
        for (const [queue, depth] of depths) deepest.set(queue, Math.max(depth, deepest.get(queue) ?? 0));
      }),
      outboxEntries(platform).then((entries) => {
        fullestOutboxes = Math.max(fullestOutboxes, entries);
      }),
    ]);
  }

  async function lookAgainAndAgain(): Promise<void> {
    while (!stop.aborted) {
      await look();
      await pause(EVERY_MS, undefined, { signal: stop }).catch(() => {});
    }
  }
  return { seen: () => ({ memory, deepest, fullestOutboxes }), done: lookAgainAndAgain() };
}

/** The queues that services have consumed from, by their own metrics. */
async function queuesOf(processes: StartedPlatform["processes"]): Promise<string[]> {
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

async function outboxEntries({ mongoUrl, databasePrefix }: StartedPlatform["platform"]): Promise<number> {
  const client = new MongoClient(mongoUrl, { serverSelectionTimeoutMS: ANSWER_WITHIN_MS });
  try {
    const counts = await Promise.all(
      STORED_SERVICES.map((name) =>
        client.db(`${databasePrefix}${name}`).collection("outbox").countDocuments({}),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    await client.close();
  }
}
