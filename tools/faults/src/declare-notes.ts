import { type Bus, on } from "@vc/bus";
import type { Db } from "mongodb";
import { type Effect, type Firing, type History, noteWritten } from "./notes.ts";

/** Long enough for a way through a delay queue. */
const FIRE_AFTER_MS = 1_500;

/**
 * The two consumers: one applies each event as it comes and arms a timer for it, one keeps the order of each aggregate.
 * Whatever becomes of an event, its timer fires as often as it was applied.
 */
export function consumeNotes(bus: Bus, db: Db): void {
  bus.consume({
    purpose: "effects",
    subscriptions: [
      on(noteWritten, async ({ id }, tx) => {
        await db.collection<Effect>("effects").insertOne({ eventId: id }, { session: tx.session });
        tx.armTimer({ aggregateId: id, kind: "fire", dueAt: new Date(Date.now() + FIRE_AFTER_MS) });
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
