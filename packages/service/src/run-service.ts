import { type Bus, createBus } from "@vc/bus";
import type { App, Readiness, UndeclaredAnswers } from "@vc/http";
import {
  type Clock,
  createLogger,
  type Logger,
  loadConfig,
  remoteTokenKeys,
  startTracing,
  stopOnSignals,
  systemClock,
  type TokenKeys,
} from "@vc/http";
import type { Db, MongoClient } from "mongodb";
import { Registry } from "prom-client";
import type { z } from "zod";
import type { storedConfig } from "./config.ts";
import { connectDatabase } from "./database/connect.ts";
import { measureDatabase } from "./database/measure-database.ts";
import { type Migration, runMigrations } from "./database/migrations.ts";
import { type OpenDatabase, openDatabase } from "./database/open-database.ts";

/** What a service with a database and a place on the bus is built from. Tests make the same things themselves. */
export interface Platform {
  /** What stores get their models from. */
  readonly database: OpenDatabase;
  /** The same database as the driver has it: for the bus and for GridFS. */
  readonly db: Db;
  readonly client: MongoClient;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly registry: Registry;
  readonly tokenKeys: TokenKeys;
  readonly readiness: () => Promise<Record<string, Readiness>>;
  /** Whether an answer that its endpoint does not declare fails the request. Tests do; default: `log`. */
  readonly undeclaredAnswers?: UndeclaredAnswers;
}

/** A built service: its app, and what runs beside it. */
export interface BuiltService {
  readonly app: App;
  /** What has to be changed in stored documents before this version of the service can work with them. */
  readonly migrations?: readonly Migration[];
  /** What else there is to do before the bus and the app start; the indexes of the models are there by then. */
  readonly prepare?: () => Promise<void>;
  /** Starts work of its own (pollers, executors) after the bus has started; returns how to stop it. */
  readonly work?: () => Promise<() => Promise<void>>;
}

type Stored = typeof storedConfig;

export interface ServiceDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly config: Schema;
  readonly environment: Record<string, string | undefined>;
  /** Timer windows that get a delay tier of their own (ADR 10). */
  readonly exactWindowsMs?: (config: z.output<Schema>) => readonly number[];
  readonly build: (platform: Platform, config: z.output<Schema>) => Promise<BuiltService>;
}

/** What a request in hand may still take once its process is to stop; the bus needs the rest of the time. */
const LAST_REQUESTS_MS = 2_000;

/** Takes no more requests, lets those in hand finish, and cuts off what trickles in for ever. */
async function closeApp(app: App): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), LAST_REQUESTS_MS);
  await app.close();
  clearTimeout(cutOff);
}

async function isMongoReady(db: Db): Promise<Readiness> {
  try {
    await db.command({ ping: 1 }, { timeoutMS: 1_000 });
    return { ready: true, detail: "reachable" };
  } catch {
    return { ready: false, detail: "not reachable" };
  }
}

/**
 * The life of a service process: settings, database, bus, app, listening, and the way down in reverse order.
 * With `--declare` it only makes its queues and ends: before a rollout, so that no consumer misses a first event.
 *
 * @throws Error when the environment lacks something; the process then ends with status 1 and says what
 */
export async function runService<Schema extends Stored>(
  definition: ServiceDefinition<Schema>,
): Promise<void> {
  const config = loadConfig(definition.config, definition.environment);
  // A generic's output loses the fields of the schema that it extends, so they are named once here.
  const base = config as z.output<Stored>;
  const log = createLogger({ service: definition.name, level: base.LOG_LEVEL });
  const stopTracing = startTracing({ service: definition.name, endpoint: base.OTEL_EXPORTER_OTLP_ENDPOINT });
  const registry = new Registry();
  const clock = systemClock;
  const address = { url: base.MONGO_URL, database: base.MONGO_DATABASE };
  const { connection, client } = await connectDatabase({ ...address, log });
  const database = openDatabase(connection);
  const db = client.db(base.MONGO_DATABASE);
  measureDatabase(registry, db);
  const bus = createBus({
    service: definition.name,
    amqpUrl: base.AMQP_URL,
    namespace: base.BUS_NAMESPACE,
    ...(base.BUS_EXPIRE_QUEUES_AFTER_MS !== undefined && {
      expireQueuesAfterMs: base.BUS_EXPIRE_QUEUES_AFTER_MS,
    }),
    client,
    db,
    log,
    clock,
    registry,
    exactWindowsMs: definition.exactWindowsMs?.(config) ?? [],
  });
  const built = await definition.build(
    {
      database,
      db,
      client,
      bus,
      clock,
      log,
      registry,
      tokenKeys: remoteTokenKeys(base.JWKS_URL),
      readiness: async () => ({ database: await isMongoReady(db), bus: bus.readiness() }),
    },
    config,
  );
  if (process.argv.includes("--declare")) {
    await bus.declare();
    await connection.close();
    log.info("declared exchanges and queues");
    process.exit(0);
  }
  await database.ensureIndexes();
  await runMigrations({ database, migrations: built.migrations ?? [], log });
  await built.prepare?.();
  await bus.start();
  const stopWork = await built.work?.();
  stopOnSignals(log, async () => {
    await closeApp(built.app);
    await stopWork?.();
    await bus.stop();
    await connection.close();
    await stopTracing();
  });
  await built.app.listen({ host: base.HOST, port: base.PORT });
  log.info({ port: base.PORT }, "listening");
}
