import { startDeliveries } from "./events/deliveries.ts";
import { handleJob, startRecurringJobs } from "./scheduler/job-handlers.ts";
import { startScheduler } from "./scheduler/jobs.ts";
import { buildServer } from "./server.ts";
import { openDatabase } from "./store/database.ts";
import { type WorldOptions, worldOf } from "./world-of.ts";

export type SimulatorOptions = WorldOptions & {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  /** A file keeps the state from one start to the next; `:memory:`, the default, does not. */
  databasePath?: string;
  logLevel?: string;
};

export type Simulator = {
  url: string;
  host: string;
  port: number;
  /** Ends it within moments: what was not delivered waits in the database for the next start. */
  close(): Promise<void>;
};

/** Starts a simulator that listens, delivers webhooks and does its later work until it is closed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1";
  const database = openDatabase(options.databasePath ?? ":memory:");
  const wakers: (() => void)[] = [];
  let isWakePlanned = false;
  const world = worldOf(database, options, () => {
    if (isWakePlanned) return;
    isWakePlanned = true;
    // After the transaction that asked for it has committed.
    setImmediate(() => {
      isWakePlanned = false;
      for (const waker of wakers) waker();
    });
  });
  const app = buildServer(world, options.logLevel ?? "silent");
  await app.listen({ host, port: options.port ?? 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : (options.port ?? 0);
  const url = `http://${host}:${port}`;
  if (options.publicUrl === undefined) world.settings.publicUrl = url;

  const scheduler = startScheduler(world, (job) => handleJob(world, job));
  const deliveries = startDeliveries(world);
  wakers.push(scheduler.wake, deliveries.wake);
  startRecurringJobs(world);

  return {
    url,
    host,
    port,
    async close() {
      wakers.length = 0;
      scheduler.stop();
      await deliveries.stop();
      await app.close();
      database.close();
    },
  };
}
