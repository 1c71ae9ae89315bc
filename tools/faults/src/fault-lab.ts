import { type Bus, type BusOptions, createBus, listParked, type ParkedMessage, parkedQueueOf } from "@vc/bus";
import { createNamespace, waitFor } from "@vc/testing";
import { type ChannelModel, connect } from "amqplib";
import { type Db, MongoClient } from "mongodb";
import { countEvents, type EventCounts, unfinished } from "./count-events.ts";
import { consumeNotes, handleTimers } from "./declare-notes.ts";
import { type NoteProcesses, openNoteProcesses } from "./note-processes.ts";
import { noteWritten, WINDOW_MS } from "./notes.ts";
import { busSettings, times } from "./settings.ts";
import { untilRetriesAreDelivered } from "./until-retries-are-delivered.ts";

/** One case: names of its own, processes, and the counts at the end. */
export interface FaultLab {
  readonly db: Db;
  readonly namespace: string;
  readonly processes: NoteProcesses;
  /** A connection straight to the broker, past every proxy. */
  readonly broker: ChannelModel;
  /** Counts from this call on how often each event passes the exchange, by its id. */
  tap(): Promise<ReadonlyMap<string, number>>;
  /** A bus in this process, with the topology of all roles; not started. */
  bus(options?: Partial<BusOptions>): Bus;
  /** Resolves when so many more events have been published. */
  untilPublished(more: number): Promise<void>;
  parked(): Promise<readonly ParkedMessage[]>;
  /** Ends the writing, waits until all is applied, ends the consumers, and counts. */
  settle(): Promise<EventCounts>;
  close(): Promise<void>;
}

export interface Servers {
  readonly amqpUrl: string;
  readonly mongoUrl: string;
}

/** A modest load: what is broken is applied in the end, and a laptop has to keep up. */
const WRITE_EVERY_MS = times(40, 80);

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * @param seenBy where the processes find broker and database, when that is not where the counts are made (a proxy)
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
  const common = { ...seen, dbName: own.dbName, namespace, writeEveryMs: WRITE_EVERY_MS };
  const processes = openNoteProcesses(common);
  const client = await new MongoClient(mongoUrl).connect();
  const db = client.db(own.dbName);
  const broker = await connect(amqpUrl);
  broker.on("error", () => {});

  function bus(options?: Partial<BusOptions>): Bus {
    const settings = busSettings({ amqpUrl, namespace });
    const made = createBus({ ...settings, client, db, exactWindowsMs: [WINDOW_MS], log: silent, ...options });
    consumeNotes(made, db);
    handleTimers(made, db);
    return made;
  }
  // What is written before a queue exists would be lost to its consumer, and no fault of the faults.
  await bus().declare();
  // A collection must exist before transactions race to write its first document.
  for (const name of ["published", "effects", "history", "aggregates", "firings"])
    await db.createCollection(name);

  return {
    db,
    namespace,
    processes,
    broker,
    bus,
    parked: () => listParked({ amqpUrl, queue: parkedQueueOf("notes", namespace) }),
    tap: () => tap(broker, namespace),
    untilPublished: (more) => untilPublished(db, more),
    settle: async () => {
      await processes.stop("writer");
      await waitFor(async () => (await unfinished(db)) === 0, {
        what: "every event to be applied",
        timeoutMs: 240_000,
        intervalMs: 500,
      });
      await untilRetriesAreDelivered({ amqpUrl, namespace });
      // They finish what they have in hand, so nothing can be doubled after the count.
      await processes.stop("consumer");
      return countEvents(db);
    },
    close: async () => {
      await processes.close();
      await bus().deleteTopology();
      await broker.close().catch(() => {});
      await db.dropDatabase();
      await client.close();
      await own.cleanup();
    },
  };
}

async function tap(broker: ChannelModel, namespace: string): Promise<ReadonlyMap<string, number>> {
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
}

async function untilPublished(db: Db, more: number): Promise<void> {
  const published = () => db.collection("published").countDocuments({});
  const before = await waitFor(async () => ({ count: await published() }), { what: "the database" });
  await waitFor(async () => (await published()) >= before.count + more, {
    what: `${more} more events`,
    timeoutMs: 120_000,
    intervalMs: 100,
  });
}

/** Nothing lost, doubled, invented or out of order, and each timer fired once. */
export function flawless(published: number): EventCounts {
  return { published, lost: [], doubled: [], invented: [], unfired: [], firedTwice: [], misordered: [] };
}
