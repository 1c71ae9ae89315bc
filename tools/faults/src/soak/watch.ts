import { setTimeout as pause } from "node:timers/promises";
import { residentBytesOf, STORED_SERVICES, type StartedPlatform } from "@vc/dev";
import { MongoClient } from "mongodb";
import { depthsOf, queuesOf } from "../queues.ts";
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

/** Watches memory, queues and outboxes until the signal. */
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
