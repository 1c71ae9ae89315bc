import { type Bus, on } from "@vc/bus";
import type { Db } from "mongodb";
import { type Effect, type Firing, type History, noteWritten } from "./notes.ts";

/** The two consumers: one applies each event as it comes, one in the order of each aggregate. */
export function consumeNotes(bus: Bus, db: Db): void {
  bus.consume({
    purpose: "effects",
    subscriptions: [
      on(noteWritten, async ({ id }, tx) => {
        await db.collection<Effect>("effects").insertOne({ eventId: id }, { session: tx.session });
      }),
    ],
  });
  bus.consume({
    purpose: "history",
    order: "gapless",
    subscriptions: [
      on(noteWritten, async ({ aggregateId, sequence }, tx) => {
        await db
          .collection<History>("history")
          .updateOne(
            { _id: aggregateId },
            { $push: { sequences: sequence } },
            { session: tx.session, upsert: true },
          );
      }),
    ],
  });
}

/** Timers that write down that they fired. */
export function handleTimers(bus: Bus, db: Db): void {
  bus.onTimer("fire", async ({ aggregateId, generation }, tx) => {
    await db.collection<Firing>("firings").insertOne({ aggregateId, generation }, { session: tx.session });
  });
}
