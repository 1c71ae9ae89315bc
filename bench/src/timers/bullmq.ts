import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { TimerContestant } from "./contestant.ts";

type Data = { readonly id: string; readonly dueAtMs: number };

/** Delayed jobs. The server is taken as it is: what a crash of it costs depends on its `appendonly` and `save`. */
export const bullmq: TimerContestant = {
  name: "BullMQ",
  keeps: "Redis",
  serverBytesMean: "Redis' used_memory",
  server: (place) => place.redisUrl,
  open: async ({ place, onFire }) => {
    const queueName = "deadlines";
    const redis = new Redis(place.redisUrl, { maxRetriesPerRequest: null });
    const options = { connection: redis, prefix: `${place.prefix}bullmq` };
    const queue = new Queue<Data>(queueName, options);
    const worker = new Worker<Data>(queueName, async ({ data }) => onFire(data), {
      ...options,
      concurrency: 100,
      removeOnComplete: { count: 0 },
    });
    worker.on("error", (error) => process.stderr.write(`bullmq: ${String(error)}\n`));
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
    const job = (id: string, dueAt: Date) => ({
      name: "deadline",
      data: { id, dueAtMs: dueAt.getTime() },
      opts: { delay: Math.max(0, dueAt.getTime() - Date.now()), jobId: id },
    });
    return {
      arm: async ({ id, dueAt }) => {
        const { name, data, opts } = job(id, dueAt);
        await queue.add(name, data, opts);
      },
      armAll: async (timers) => {
        await queue.addBulk(timers.map(({ id, dueAt }) => job(id, dueAt)));
      },
      isSettled: async () => true,
      serverBytes: async () => {
        const used = /used_memory:(\d+)/.exec(await redis.info("memory"))?.[1];
        return used === undefined ? undefined : Number(used);
      },
      close: async () => {
        await worker.close();
        await queue.obliterate({ force: true });
        await queue.close();
        redis.disconnect();
      },
    };
  },
};
