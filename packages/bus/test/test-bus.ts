import { createNamespace, EXPIRE_QUEUES_AFTER_MS, type Namespace } from "@vc/testing";
import { type ChannelModel, connect } from "amqplib";
import { type Db, MongoClient } from "mongodb";
import { namesOf } from "../src/broker/topology.ts";
import { type Bus, type BusLog, type BusOptions, createBus, type EventType } from "../src/index.ts";
import type { TimerDocument } from "../src/shared/documents.ts";

/** What the bus's own tests publish: it knows no marketplace. */
export interface Note {
  readonly text: string;
}

export const noteWritten: EventType<Note> = noteEvent("notes.note.written.v1");
export const noteErased: EventType<Note> = noteEvent("notes.note.erased.v1");

function noteEvent(name: string): EventType<Note> {
  return {
    name,
    schema: {
      parse: (input) => {
        if (
          typeof input === "object" &&
          input !== null &&
          "text" in input &&
          typeof input.text === "string"
        ) {
          return { text: input.text };
        }
        throw new Error("not a note: text is missing");
      },
    },
  };
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: object;
}

export interface BusLab {
  readonly namespace: Namespace;
  readonly client: MongoClient;
  readonly db: Db;
  readonly names: ReturnType<typeof namesOf>;
  readonly log: BusLog & { readonly lines: LogLine[] };
  /** A bus of service `notes` in this lab's namespace; stopped and removed at the end. */
  bus(options?: Partial<BusOptions>): Bus;
  /** A connection of the test's own, to do what no bus would. */
  broker(): Promise<ChannelModel>;
  timer(id: string): Promise<TimerDocument | null>;
  close(): Promise<void>;
}

/** One namespace, one database, and as many buses as a test needs in it. */
export async function openLab(): Promise<BusLab> {
  const namespace = createNamespace();
  const prefix = `${namespace.prefix}.`;
  const client = await new MongoClient(namespace.mongoUrl).connect();
  const db = client.db(namespace.dbName);
  const log = recordingLog();
  const buses: Bus[] = [];
  const connections: ChannelModel[] = [];

  return {
    namespace,
    client,
    db,
    names: namesOf(prefix, "notes"),
    log,
    bus: (options) => {
      const bus = createBus({
        service: "notes",
        amqpUrl: namespace.amqpUrl,
        client,
        db,
        log,
        namespace: prefix,
        expireQueuesAfterMs: EXPIRE_QUEUES_AFTER_MS,
        outbox: { pollEveryMs: 100 },
        ...options,
      });
      buses.push(bus);
      return bus;
    },
    broker: async () => {
      const connection = await connect(namespace.amqpUrl);
      // Tests provoke channel errors; what matters of them is asserted elsewhere.
      connection.on("error", () => {});
      connections.push(connection);
      return connection;
    },
    timer: (_id) => db.collection<TimerDocument>("timers").findOne({ _id }),
    close: async () => {
      await Promise.all(buses.map((bus) => bus.stop()));
      for (const bus of buses) await bus.deleteTopology();
      for (const connection of connections) await connection.close().catch(() => {});
      await client.close();
      await namespace.cleanup();
    },
  };
}

function recordingLog(): BusLab["log"] {
  const lines: LogLine[] = [];
  const record = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return {
    lines,
    debug: record("debug"),
    info: record("info"),
    warn: record("warn"),
    error: record("error"),
  };
}
