import { type Bus, type BusOptions, createBus, listParked, type ParkedMessage, parkedQueueOf } from "@vc/bus";
import { createNamespace, waitFor } from "@vc/testing";
import { type ChannelModel, connect } from "amqplib";
import { type Db, MongoClient } from "mongodb";
import { type Crew, openCrew } from "./crew.ts";
import { consumeNotes, handleTimers } from "./declare-notes.ts";
import { noteWritten, WINDOW_MS } from "./notes.ts";
import { type Reckoning, reckon, unfinished } from "./reckoning.ts";
import { busSettings, times } from "./settings.ts";

/** One case: names of its own, processes, and the account at the end. */
export interface FaultLab {
  readonly db: Db;
  readonly namespace: string;
  readonly crew: Crew;
  /** A connection straight to the broker, past every proxy. */
  readonly broker: ChannelModel;
  /** Counts from now on how often each event passes the exchange, by its id. */
  tap(): Promise<ReadonlyMap<string, number>>;
  /** A bus in this process, with the topology of all roles; not started. */
  bus(options?: Partial<BusOptions>): Bus;
  /** Resolves when so many more events have been published. */
  someMore(events: number): Promise<void>;
  parked(): Promise<readonly ParkedMessage[]>;
  /** Ends the writing, waits until all is applied, ends the consumers, and counts. */
  settle(): Promise<Reckoning>;
  close(): Promise<void>;
}

export interface Servers {
  readonly amqpUrl: string;
  readonly mongoUrl: string;
}

/**
 * @param seenBy where the processes find broker and database, when that is not where the account finds them (a proxy)
 * @param servers other ones than the run's
 */
export async function openFaultLab(
  seenBy: (servers: Servers) => Servers | Promise<Servers> = (servers) => servers,
  servers?: Servers,
): Promise<FaultLab> {
  const own = createNamespace();
  const { amqpUrl, mongoUrl } = servers ?? own;
  const namespace = `${own.prefix}.`;
  const seen = await seenBy({ amqpUrl, mongoUrl });
  const crew = openCrew({ ...seen, dbName: own.dbName, namespace, writeEveryMs: WRITE_EVERY_MS });
  const client = await new MongoClient(mongoUrl).connect();
  const db = client.db(own.dbName);
  const broker = await connect(amqpUrl);
  broker.on("error", () => {});
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

  function bus(options?: Partial<BusOptions>): Bus {
    const made = createBus({
      ...busSettings({ amqpUrl, namespace }),
      client,
      db,
      exactWindowsMs: [WINDOW_MS],
      log: silent,
      ...options,
    });
    consumeNotes(made, db);
    handleTimers(made, db);
    return made;
  }
  // What is written before a queue exists would be lost to its consumer, and no fault of the faults.
  await bus().declare();
  // A collection must exist before transactions race to write its first document.
  for (const name of ["published", "effects", "history", "aggregates", "firings"])
    await db.createCollection(name);

  /** A duplicate may still wait in a consumer's queue, or for its next try in a delay queue. */
  async function untilQueuesAreEmpty(): Promise<void> {
    // The case may have stopped the broker, and every connection with it.
    const connection = await connect(amqpUrl);
    try {
      const channel = await connection.createChannel();
      const delays = new Set([...busSettings({ amqpUrl, namespace }).retryDelaysMs, GAP_DELAY_MS]);
      const queues = [
        ...["effects", "history", "timers"].map((purpose) => `${namespace}notes.${purpose}`),
        ...[...delays].map((delayMs) => `${namespace}delay.${delayName(delayMs)}`),
      ];
      const waiting = async () => {
        const counts = await Promise.all(
          queues.map(async (queue) => (await channel.checkQueue(queue)).messageCount),
        );
        return counts.reduce((sum, count) => sum + count, 0);
      };
      await waitFor(async () => (await waiting()) === 0, {
        what: "duplicates to be taken from the queues",
        timeoutMs: 60_000,
        intervalMs: 250,
      });
    } finally {
      await connection.close();
    }
  }

  const parked = () => listParked({ amqpUrl, queue: parkedQueueOf("notes", namespace) });
  return {
    db,
    namespace,
    crew,
    broker,
    bus,
    parked,
    tap: async () => {
      const passed = new Map<string, number>();
      const channel = await broker.createChannel();
      const { queue } = await channel.assertQueue("", { exclusive: true });
      await channel.bindQueue(queue, `${namespace}events`, noteWritten.name);
      await channel.consume(
        queue,
        (message) => {
          const id = String(message?.properties.messageId);
          passed.set(id, (passed.get(id) ?? 0) + 1);
        },
        { noAck: true },
      );
      return passed;
    },
    someMore: async (events) => {
      const published = () => db.collection("published").countDocuments({});
      const before = await waitFor(async () => ({ count: await published() }), { what: "the database" });
      await waitFor(async () => (await published()) >= before.count + events, {
        what: `${events} more events`,
        timeoutMs: 120_000,
        intervalMs: 100,
      });
    },
    settle: async () => {
      await crew.dismiss("writer");
      await waitFor(async () => (await unfinished(db)) === 0, {
        what: "every event to be applied",
        timeoutMs: 240_000,
        intervalMs: 500,
      });
      await untilQueuesAreEmpty();
      // They finish what they have in hand, so nothing can be doubled after the count.
      await crew.dismiss("consumer");
      return reckon(db);
    },
    close: async () => {
      await crew.close();
      await bus().deleteTopology();
      await broker.close().catch(() => {});
      await db.dropDatabase();
      await client.close();
      await own.cleanup();
    },
  };
}

/** A modest load: what is broken is applied in the end, and a laptop has to keep up. */
const WRITE_EVERY_MS = times(40, 80);

/** How long the bus lets an event wait for an earlier one of its aggregate. */
const GAP_DELAY_MS = 1_000;

/** As the bus names the queue of a delay that is given in whole seconds, or less than one. */
function delayName(delayMs: number): string {
  return delayMs % 1_000 === 0 ? `${delayMs / 1_000}s` : `${delayMs}ms`;
}

/** Nothing lost, doubled, invented or out of order, and each timer fired once. */
export function flawless(published: number): Reckoning {
  return { published, lost: [], doubled: [], invented: [], unfired: [], firedTwice: [], misordered: [] };
}
