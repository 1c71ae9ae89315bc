import { type BusLog, createBus, type EventType, on } from "@vc/bus";
import { type ClientSession, type Db, MongoClient } from "mongodb";
import { becomesTrue } from "../concurrently.ts";
import type { Place } from "../servers.ts";
import { type Contestant, PREFETCH, type Sample } from "./contestant.ts";
import { memoryDatabase } from "./memory-database.ts";

/** Checks as much as a schema of a marketplace's event would. */
const sampleTaken: EventType<Sample> = {
  name: "bench.sample.taken.v1",
  schema: {
    parse: (input) => {
      if (
        typeof input === "object" &&
        input !== null &&
        "id" in input &&
        "sentAt" in input &&
        "note" in input
      ) {
        const { id, sentAt, note } = input;
        if (typeof id === "string" && typeof sentAt === "number" && typeof note === "string") {
          return { id, sentAt, note };
        }
      }
      throw new Error("not a sample");
    },
  },
};

/** Complaints would be part of the result, so they are shown. */
export const onlyProblems: BusLog = {
  debug: () => {},
  info: () => {},
  warn: (fields, message) => void process.stderr.write(`bus: ${message} ${JSON.stringify(fields)}\n`),
  error: (fields, message) => void process.stderr.write(`bus: ${message} ${JSON.stringify(fields)}\n`),
};

/**
 * The bus as the services use it. Where nothing is stored, its whole path runs (transaction, outbox, relay, inbox) on
 * a stand-in for the database that answers at once: the difference is what the database costs.
 */
export const vcBus: Contestant = {
  name: "@vc/bus",
  open: async ({ place, storing, onEffect }) => {
    const { client, db, remove } = await openDatabase(place, storing);
    const effectsOf = new WeakMap<ClientSession, Sample[]>();
    const bus = createBus({
      service: "bench",
      amqpUrl: place.amqpUrl,
      client: afterSession(client, (session) => {
        for (const sample of effectsOf.get(session) ?? []) onEffect(sample);
      }),
      db,
      log: onlyProblems,
      namespace: `${place.prefix}bus.`,
    });
    const states = db.collection<{ _id: string; note: string }>("states");
    const effects = db.collection<{ _id: string; note: string }>("effects");
    if (storing === "transactions") {
      // A collection must exist before transactions race to write its first document.
      await states.createIndex({ note: 1 });
      await effects.createIndex({ note: 1 });
    }
    bus.consume({
      purpose: "effects",
      prefetch: PREFETCH,
      subscriptions: [
        on(sampleTaken, async ({ data }, { session }) => {
          if (storing === "transactions")
            await effects.insertOne({ _id: data.id, note: data.note }, { session });
          const before = effectsOf.get(session);
          if (before) before.push(data);
          else effectsOf.set(session, [data]);
        }),
      ],
    });
    await bus.start();
    if (!(await becomesTrue(() => bus.readiness().ready, 10_000))) throw new Error(bus.readiness().detail);
    return {
      publish: (sample) =>
        bus.transaction(async (tx) => {
          if (storing === "transactions") {
            await states.insertOne({ _id: sample.id, note: sample.note }, { session: tx.session });
          }
          tx.publish(sampleTaken, { aggregateId: sample.id, sequence: 1, data: sample });
        }),
      close: async () => {
        await bus.stop();
        await bus.deleteTopology();
        await remove();
      },
    };
  },
};

/** The client with a listener for the end of each unit of work: an effect counts when it is committed, not before. */
function afterSession(client: MongoClient, ended: (session: ClientSession) => void): MongoClient {
  const watched = {
    withSession: <T>(work: (session: ClientSession) => Promise<T>) =>
      client.withSession(async (session) => {
        const result = await work(session);
        ended(session);
        return result;
      }),
  };
  // The bus opens sessions with its client and does nothing else with it.
  return watched as unknown as MongoClient;
}

async function openDatabase(
  place: Place,
  storing: "nothing" | "transactions",
): Promise<{ client: MongoClient; db: Db; remove(): Promise<void> }> {
  if (storing === "nothing") return { ...memoryDatabase(), remove: async () => {} };
  const client = await new MongoClient(place.mongoUrl).connect();
  const db = client.db(`${place.prefix}bus`);
  return {
    client,
    db,
    remove: async () => {
      await db.dropDatabase();
      await client.close();
    },
  };
}
