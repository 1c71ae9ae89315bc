import { MongoBackend } from "@agendajs/mongo-backend";
import { PostgresBackend } from "@agendajs/postgres-backend";
import { Agenda, type AgendaBackend } from "agenda";
import { MongoClient } from "mongodb";
import { Client } from "pg";
import { becomesTrue, concurrently } from "../concurrently.ts";
import type { OpenTimers, TimerContestant } from "./contestant.ts";
import { residentBytes } from "./resident-bytes.ts";

type Data = { readonly id: string; readonly dueAtMs: number };

/**
 * Scheduled jobs on the same database as the bus. Its search for the next job is a sorted `findOneAndUpdate` with an
 * `$or`: MongoDB takes an index for it, SecantusDB reads and sorts all that is there. So on SecantusDB this says
 * nothing about Agenda on MongoDB, and the contestant below shows Agenda on a database that has what it needs.
 */
export const agendaOnMongo: TimerContestant = {
  name: "Agenda (MongoDB)",
  keeps: "MongoDB (majority writes)",
  serverBytesMean: "resident memory of the database",
  server: (place) => place.mongoUrl,
  leavesWorkBehind: true,
  open: async ({ place, onFire }) => {
    const client = await new MongoClient(place.mongoUrl).connect();
    // Left to the end of the run, as the bus's.
    const db = client.db(`${place.prefix}agenda_${process.pid}`, { writeConcern: { w: "majority" } });
    const { port } = new URL(place.mongoUrl);
    const timers = await schedule(new MongoBackend({ mongo: db }), onFire);
    return {
      ...timers,
      serverBytes: () => residentBytes((command) => command.includes(port) && !command.includes("/bin/sh")),
      close: async () => {
        await timers.close();
        await client.close();
      },
    };
  },
};

export const agendaOnPostgres: TimerContestant = {
  name: "Agenda (PostgreSQL)",
  keeps: "PostgreSQL",
  serverBytesMean: "its table and indexes on disk",
  server: (place) => place.postgresUrl,
  open: async ({ place, onFire }) => {
    const tableName = `${place.prefix}agenda`;
    const client = new Client({ connectionString: place.postgresUrl });
    await client.connect();
    const backend = new PostgresBackend({
      connectionString: place.postgresUrl,
      tableName,
      channelName: tableName,
    });
    const timers = await schedule(backend, onFire);
    return {
      ...timers,
      serverBytes: async () => {
        const { rows } = await client.query("select pg_total_relation_size($1::regclass)::bigint as bytes", [
          tableName,
        ]);
        return Number(rows[0]?.bytes);
      },
      close: async () => {
        await timers.close();
        await backend.disconnect();
        await client.query(`drop table if exists "${tableName}" cascade`);
        await client.end();
      },
    };
  },
};

/**
 * It looks ahead by `processEvery`, locks what comes due before its next look, and waits for the moment in the
 * process; half a second is 10 times as often as its default.
 */
async function schedule(
  backend: AgendaBackend,
  onFire: (timer: Data) => void,
): Promise<Omit<OpenTimers, "serverBytes">> {
  const scheduler = new Agenda({
    backend,
    processEvery: 500,
    maxConcurrency: 1_000,
    defaultConcurrency: 1_000,
    removeOnComplete: true,
  });
  let isClosing = false;
  // A search that is under way when the database goes is reported too, and means nothing then.
  scheduler.on("error", (error) => isClosing || process.stderr.write(`agenda: ${String(error)}\n`));
  await scheduler.ready;
  let running = 0;
  scheduler.define<Data>("deadline", async (job) => {
    if (job.attrs.data) onFire(job.attrs.data);
  });
  scheduler.on("start", () => running++);
  scheduler.on("complete", () => running--);
  await scheduler.start();
  const arm = async (id: string, dueAt: Date) => {
    await scheduler.schedule<Data>(dueAt, "deadline", { id, dueAtMs: dueAt.getTime() });
  };
  return {
    arm: ({ id, dueAt }) => arm(id, dueAt),
    // It has no call that takes many.
    armAll: (timers) =>
      concurrently(timers.length, 8, async (index) => {
        const timer = timers[index];
        if (timer) await arm(timer.id, timer.dueAt);
      }),
    isSettled: async () => true,
    close: async () => {
      isClosing = true;
      await scheduler.stop(false);
      await becomesTrue(() => running <= 0, 2_000);
    },
  };
}
