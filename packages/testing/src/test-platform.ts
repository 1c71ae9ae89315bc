import { type Bus, type BusEvent, createBus, type EventType, on } from "@vc/bus";
import { allEvents } from "@vc/contracts";
import { createLogger } from "@vc/http";
import { openConnection, openDatabase, type Platform } from "@vc/service";
import { Registry } from "prom-client";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { createNamespace, EXPIRE_QUEUES_AFTER_MS, type Namespace } from "./namespace.ts";
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
  authorization(accountId: string, roles?: readonly string[]): Promise<{ authorization: string }>;
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

export interface Neighbours {
  /** Publishes an event as the service that owns it would; sequences count up per aggregate. */
  tell<Data>(type: EventType<Data>, aggregateId: string, data: Data): Promise<void>;
  /** Waits for an event that the service under test published. */
  heard<Data>(type: EventType<Data>, matches?: (data: Data) => boolean): Promise<BusEvent<Data>>;
  /** How often an event that matches has been heard so far. */
  timesHeard<Data>(type: EventType<Data>, matches?: (data: Data) => boolean): number;
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
  const namespace = createNamespace();
  const clock = options.clock ?? fakeClock();
  const keys = testKeys();
  const connection = await openConnection({ url: namespace.mongoUrl, database: namespace.dbName });
  const client = connection.getClient();
  const database = openDatabase(connection);
  const log = createLogger({ service: options.service, level: process.env.TEST_LOG_LEVEL ?? "silent" });
  const registry = new Registry();
  const common = {
    amqpUrl: namespace.amqpUrl,
    namespace: `${namespace.prefix}.`,
    client,
    log,
    clock,
    retryDelaysMs: RETRY_DELAYS_MS,
    expireQueuesAfterMs: EXPIRE_QUEUES_AFTER_MS,
  };
  const db = client.db(namespace.dbName);
  const instances: Bus[] = [];
  function anInstance(counted: Registry): Bus {
    const bus = createBus({
      ...common,
      service: options.service,
      db,
      registry: counted,
      exactWindowsMs: options.exactWindowsMs ?? [],
    });
    instances.push(bus);
    return bus;
  }
  const bus = anInstance(registry);
  const outside = createBus({
    ...common,
    service: "neighbours",
    db: client.db(`${namespace.dbName}_neighbours`),
    registry: new Registry(),
  });

  async function stopAndDelete(each: Bus): Promise<void> {
    await each.stop();
    await each.deleteTopology();
  }

  const platformOn = (own: Bus, counted: Registry): Platform => ({
    database,
    db,
    client,
    bus: own,
    clock,
    log,
    registry: counted,
    tokenKeys: keys.tokenKeys,
    readiness: async () => ({ bus: own.readiness() }),
    undeclaredAnswers: "fail",
  });

  return {
    platform: platformOn(bus, registry),
    another: () => {
      const counted = new Registry();
      return platformOn(anInstance(counted), counted);
    },
    clock,
    keys,
    authorization: async (accountId, roles = ["user"]) => ({
      authorization: `Bearer ${keys.tokenFor({ accountId, roles, issuedAt: clock.now() })}`,
    }),
    namespace,
    neighbours: followNeighbours(
      outside,
      allEvents.filter(({ name }) => name.startsWith(`${options.service}.`)),
    ),
    anotherProcess: async (mongoUrl = namespace.mongoUrl) => {
      // It may be cut off in the middle of anything, and then has nothing to wait for.
      const ownConnection = await openConnection(
        { url: mongoUrl, database: namespace.dbName },
        { serverSelectionTimeoutMS: 500 },
      );
      const own = ownConnection.getClient();
      const ownDb = own.db(namespace.dbName);
      const ownRegistry = new Registry();
      const ownBus = createBus({
        ...common,
        service: options.service,
        client: own,
        db: ownDb,
        registry: ownRegistry,
        exactWindowsMs: options.exactWindowsMs ?? [],
      });
      return {
        platform: {
          database: openDatabase(ownConnection),
          db: ownDb,
          client: own,
          bus: ownBus,
          clock,
          log,
          registry: ownRegistry,
          tokenKeys: keys.tokenKeys,
          readiness: async () => ({ bus: ownBus.readiness() }),
          undeclaredAnswers: "fail",
        },
        close: () => ownConnection.close(),
      };
    },
    start: async () => {
      await database.ensureIndexes();
      for (const each of [bus, outside]) {
        await each.start();
        // An event that is published before its queue is bound is lost.
        await waitFor(() => each.readiness().ready, { what: "the bus to be connected" });
      }
    },
    stop: async () => {
      namespace.onCleanup(() => connection.close());
      namespace.onCleanup(() => stopAndDelete(outside));
      namespace.onCleanup(() => stopAndDelete(bus));
      for (const other of instances.slice(1)) namespace.onCleanup(() => other.stop());
      await namespace.cleanup();
    },
  };
}

function followNeighbours(outside: Bus, hears: readonly EventType[]): Neighbours {
  const heard: BusEvent[] = [];
  const sequences = new Map<string, number>();
  if (hears.length > 0) {
    outside.consume({
      purpose: "hears",
      subscriptions: hears.map((type) =>
        on(type, async (event) => {
          // The handler may run again for the same event after a conflict; it still was heard once.
          if (!heard.some((known) => known.id === event.id)) heard.push(event);
        }),
      ),
    });
  }
  // The bus validated each event by its type's schema, so data of that name is Data.
  function matching<Data>(type: EventType<Data>, matches: (data: Data) => boolean): BusEvent<Data>[] {
    return heard
      .filter((event): event is BusEvent<Data> => event.name === type.name)
      .filter(({ data }) => matches(data));
  }

  return {
    async tell(type, aggregateId, data) {
      const sequence = (sequences.get(aggregateId) ?? 0) + 1;
      sequences.set(aggregateId, sequence);
      await outside.transaction(async (tx) => {
        tx.publish(type, { aggregateId, sequence, data });
      });
    },
    heard: (type, matches = () => true) =>
      waitFor(() => matching(type, matches)[0], { what: `the event ${type.name}` }),
    timesHeard: (type, matches = () => true) => matching(type, matches).length,
  };
}
