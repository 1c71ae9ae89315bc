import { PgBoss } from "pg-boss";
import type { TimerContestant } from "./contestant.ts";

type Data = { readonly id: string; readonly dueAtMs: number };

/**
 * Deferred jobs. It polls; half a second is the shortest interval that it takes. Its notifications tell of new jobs,
 * not of deferred ones that come due, so they would not help here.
 */
export const pgBoss: TimerContestant = {
  name: "pg-boss",
  keeps: "PostgreSQL",
  serverBytesMean: "its schema's tables and indexes on disk",
  server: (place) => place.postgresUrl,
  open: async ({ place, onFire }) => {
    const schema = `${place.prefix}boss`;
    const queue = "deadlines";
    const boss = new PgBoss({
      connectionString: place.postgresUrl,
      schema,
      max: 10,
      supervise: false,
      schedule: false,
    });
    boss.on("error", (error) => process.stderr.write(`pg-boss: ${String(error)}\n`));
    await boss.start();
    await boss.createQueue(queue);
    await boss.work<Data>(
      queue,
      { pollingIntervalSeconds: 0.5, batchSize: 500, burstWhenBatchFull: true },
      async (jobs) => {
        for (const { data } of jobs) onFire(data);
      },
    );
    const job = (id: string, dueAt: Date) => ({ data: { id, dueAtMs: dueAt.getTime() }, startAfter: dueAt });
    return {
      arm: async ({ id, dueAt }) => {
        const { data, startAfter } = job(id, dueAt);
        await boss.send(queue, data, { startAfter });
      },
      armAll: async (timers) => {
        await boss.insert(
          queue,
          timers.map(({ id, dueAt }) => job(id, dueAt)),
        );
      },
      isSettled: async () => true,
      serverBytes: async () => {
        const { rows } = await boss.getDb().executeSql(
          `select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = $1 and c.relkind in ('r', 'm')`,
          [schema],
        );
        return Number(rows[0]?.bytes);
      },
      close: async () => {
        await boss.stop({ graceful: false, close: false });
        await boss.getDb().executeSql(`drop schema if exists "${schema}" cascade`);
        await boss.stop({ graceful: false });
      },
    };
  },
};
