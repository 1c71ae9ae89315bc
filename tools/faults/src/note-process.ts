import { setTimeout as pause } from "node:timers/promises";
import { type Bus, createBus } from "@vc/bus";
import { MongoClient } from "mongodb";
import { consumeNotes, handleTimers } from "./declare-notes.ts";
import { type NoteProcess, noteWritten, WINDOW_MS } from "./notes.ts";
import { busSettings } from "./settings.ts";

/**
 * One process of the suite: writes, relays, applies or fires until it gets SIGTERM, or is killed. All it knows is in
 * the database, so that any other process can go on in its place.
 */
// Written by note-processes.ts.
const settings = JSON.parse(process.env.FAULT_PROCESS ?? "") as NoteProcess;
const client = new MongoClient(settings.mongoUrl, {
  serverSelectionTimeoutMS: 2_000,
  // A database that says nothing any more is given up after some seconds instead of most of a minute.
  heartbeatFrequencyMS: 1_000,
  connectTimeoutMS: 2_000,
});
await untilItWorks(async () => void (await client.connect()));
const db = client.db(settings.dbName);
const report = (level: string) => (fields: object, message: string) => {
  if ("FAULT_VERBOSE" in process.env)
    process.stderr.write(
      `${Math.round(performance.timeOrigin + performance.now()) % 1e6} ${settings.name} ${level} ${message} ${JSON.stringify(fields)}\n`,
    );
};
const bus: Bus = createBus({
  ...busSettings(settings),
  client,
  db,
  exactWindowsMs: [WINDOW_MS],
  log: { debug: () => {}, info: report("info"), warn: report("warn"), error: report("error") },
});

if (settings.role === "consumer") consumeNotes(bus, db);
if (settings.role === "consumer" || settings.role === "timers") handleTimers(bus, db);
await untilItWorks(() => bus.start());
/** Many, so that one is rarely written again before its last event has been applied everywhere. */
const AGGREGATES = 50;
/** An aggregate that a killed process has left locked must not hold up the others. */
const AT_A_TIME = 10;
/** As a service does with the requests in hand on SIGTERM. */
const LAST_WRITES_MS = 2_000;
const underWay = new Map<string, Promise<void>>();
const stopping = new AbortController();
process.on("SIGTERM", () => void stop());
// The test that started it has ended.
process.on("disconnect", () => process.exit(1));
process.send?.("started");
if (settings.role === "writer") await write();

/** Publishes for one aggregate after the other, at a modest load, and never twice at a time for the same. */
async function write(): Promise<void> {
  for (let turn = 0; !stopping.signal.aborted; turn++) {
    const aggregateId = `${settings.name}_${turn % AGGREGATES}`;
    if (underWay.size < AT_A_TIME && !underWay.has(aggregateId)) {
      const writing = writeOnce(aggregateId)
        .catch(() => pause(200))
        .finally(() => underWay.delete(aggregateId));
      underWay.set(aggregateId, writing);
    }
    await pause(settings.writeEveryMs);
  }
}

async function writeOnce(aggregateId: string): Promise<void> {
  await bus.transaction(async (tx) => {
    const { session } = tx;
    const aggregate = await db
      .collection<{ _id: string; sequence: number }>("aggregates")
      .findOneAndUpdate(
        { _id: aggregateId },
        { $inc: { sequence: 1 } },
        { session, upsert: true, returnDocument: "after" },
      );
    if (!aggregate) throw new Error("the aggregate was not returned");
    const { sequence } = aggregate;
    const _id = tx.publish(noteWritten, { aggregateId, sequence, data: { text: `number ${sequence}` } });
    await db
      .collection<{ _id: string; aggregateId: string; sequence: number }>("published")
      .insertOne({ _id, aggregateId, sequence }, { session });
  });
}

async function untilItWorks(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(200);
    }
  }
}

async function stop(): Promise<void> {
  stopping.abort();
  await Promise.race([Promise.allSettled(underWay.values()), pause(LAST_WRITES_MS)]);
  await bus.stop();
  await client.close();
  process.exit(0);
}
