import { type Bus, createBus } from "@vc/bus";
import { allEvents } from "@vc/contracts";
import { createLogger } from "@vc/http";
import { type BuiltService, openConnection, openDatabase, type Platform } from "@vc/service";
import { Registry } from "prom-client";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { createNamespace, EXPIRE_QUEUES_AFTER_MS, type Namespace } from "./namespace.ts";
import { createNeighbours, type Neighbours } from "./neighbours.ts";
import { type TestKeys, testKeys } from "./test-keys.ts";
import { waitFor } from "./wait-for.ts";

/** Retries come quickly in tests; how many there are is what production has. */
const RETRY_DELAYS_MS = [100, 200, 400, 800];

export interface TestPlatform {
  /** What the service under test is composed from: real database, real broker, a clock that the test holds. */
  readonly platform: Platform;
  readonly clock: FakeClock;
  readonly keys: TestKeys;
  /** A header with a valid access token of an account. */
  authorization(
    accountId: string,
    roles?: readonly string[],
    sessionId?: string,
  ): Promise<{ authorization: string }>;
  readonly namespace: Namespace;
  /** What another instance of the service is composed from, beside the first, on the same database and queues. */
  another(): Platform;
  /** The other services, as far as the one under test can tell. */
  readonly neighbours: Neighbours;
  /**
   * Another process of the service: connections of its own to the same database, and a bus that is not started, so that
   * what it publishes is sent by the first. `mongoUrl`: where it finds the database, when that is behind a proxy.
   */
  anotherProcess(mongoUrl?: string): Promise<{ platform: Platform; close(): Promise<void> }>;
  /** Starts the service's bus and the neighbours', after everything that consumes was declared. */
  start(): Promise<void>;
  /** Stops both and removes every database, exchange and queue of the test. */
  stop(): Promise<void>;
}

/**
 * Everything that a service's integration test needs around the service. The neighbours hear every event of the contracts
 * whose name begins with the service.
 */
export async function testPlatform(options: {
  service: string;
  clock?: FakeClock;
  exactWindowsMs?: readonly number[];
}): Promise<TestPlatform> {
  const { service } = options;
  const namespace = createNamespace();
  const clock = options.clock ?? fakeClock();
  const keys = testKeys();
  const log = createLogger({ service, level: process.env.TEST_LOG_LEVEL ?? "silent" });
  const common = {
    amqpUrl: namespace.amqpUrl,
    namespace: `${namespace.prefix}.`,
    log,
    clock,
    retryDelaysMs: RETRY_DELAYS_MS,
    expireQueuesAfterMs: EXPIRE_QUEUES_AFTER_MS,
  };

  /** What one instance of the service is composed from, over a connection. */
  function instanceOn(
    connection: Awaited<ReturnType<typeof openConnection>>,
    database: Platform["database"],
  ): Platform {
    const client = connection.getClient();
    const db = client.db(namespace.dbName);
    const registry = new Registry();
    const exactWindowsMs = options.exactWindowsMs ?? [];
    const bus = createBus({ ...common, service, client, db, registry, exactWindowsMs });
    return {
      database,
      db,
      client,
      bus,
      clock,
      log,
      registry,
      tokenKeys: keys.tokenKeys,
      readiness: async () => ({ bus: bus.readiness() }),
      undeclaredAnswers: "fail",
    };
  }

  const connection = await openConnection({ url: namespace.mongoUrl, database: namespace.dbName });
  const database = openDatabase(connection);
  const platform = instanceOn(connection, database);
  const others: Bus[] = [];
  const outside = createBus({
    ...common,
    service: "neighbours",
    // They stand for every other service, each with its own events.
    sourceOf: (event) => event.slice(0, event.indexOf(".")),
    client: platform.client,
    db: platform.client.db(`${namespace.dbName}_neighbours`),
    registry: new Registry(),
  });

  async function stopAndDelete(each: Bus): Promise<void> {
    await each.stop();
    await each.deleteTopology();
  }

  return {
    platform,
    another: () => {
      const other = instanceOn(connection, database);
      others.push(other.bus);
      return other;
    },
    clock,
    keys,
    authorization: async (accountId, roles = ["user"], sessionId) => ({
      authorization: `Bearer ${keys.tokenFor({ accountId, roles, issuedAt: clock.now(), ...(sessionId !== undefined && { sessionId }) })}`,
    }),
    namespace,
    neighbours: createNeighbours(
      outside,
      allEvents.filter(({ name }) => name.startsWith(`${service}.`)),
    ),
    anotherProcess: async (url = namespace.mongoUrl) => {
      // It may be cut off in the middle of anything, and then has nothing to wait for.
      const impatient = { serverSelectionTimeoutMS: 500 };
      const own = await openConnection({ url, database: namespace.dbName }, impatient);
      return { platform: instanceOn(own, openDatabase(own)), close: () => own.close() };
    },
    start: async () => {
      await database.ensureIndexes();
      for (const each of [platform.bus, outside]) {
        await each.start();
        // An event that is published before its queue is bound is lost.
        await waitFor(() => each.readiness().ready, { what: "the bus to be connected" });
      }
    },
    stop: async () => {
      namespace.onCleanup(() => connection.close());
      namespace.onCleanup(() => stopAndDelete(outside));
      namespace.onCleanup(() => stopAndDelete(platform.bus));
      for (const other of others) namespace.onCleanup(() => other.stop());
      await namespace.cleanup();
    },
  };
}

/** Makes the function that does what a process of a service does beside answering, once, as at its start. */
export function runsOnce(work: BuiltService["work"]): () => Promise<void> {
  return async () => {
    const stop = await work?.();
    await stop?.();
  };
}
