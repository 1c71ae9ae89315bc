import { isDuplicateKey } from "@vc/bus";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, type Taken, trusted } from "@vc/service";
import { lifecycle, type Processing, type StripeEvent } from "./lifecycle.ts";
import { type EVENT_SOURCES, type StripeEventDocument, stripeEventModel, stripePollModel } from "./model.ts";

type EventSource = (typeof EVENT_SOURCES)[number];

/** An event and the right to record what became of it. */
export type TakenEvent = Taken<StripeEventDocument>;

const BACKOFF = { firstMs: 1_000, mostMs: 60 * 60_000 };

/** Stripe's events, each once, and how far they have been asked for. */
export function createEventStore(database: Database, clock: Clock) {
  const events = database.model(stripeEventModel);
  const polls = database.model(stripePollModel);
  const queue = createWorkQueue<StripeEventDocument>({
    entries: events,
    clock,
    nextAt: "nextAt",
    takenBy: "takenBy",
    counts: "tries",
    open: { state: "due" },
    backoff: BACKOFF,
  });

  return {
    queue,

    /** Keeps an event to be processed. @returns `already` for one that is known: duplicates and the poller's findings */
    async insert({ id, ...event }: StripeEvent, source: EventSource, now: Date): Promise<"new" | "already"> {
      try {
        await events.insertOne({
          _id: id,
          ...event,
          source,
          state: lifecycle.initial,
          receivedAt: now,
          tries: 0,
          nextAt: now,
          takenBy: null,
          lastError: null,
        });
        return "new";
      } catch (error) {
        if (isDuplicateKey(error)) return "already";
        throw error;
      }
    },

    async isKnown(id: string): Promise<boolean> {
      return (await events.findOne({ _id: id }, { fields: ["_id"] })) !== null;
    },

    /** Records what became of an event. No effect once another process has taken it. */
    async record(taken: TakenEvent, { state, nextAt, lastError }: Processing): Promise<void> {
      const change = { state, lastError };
      await (state === "done" ? queue.finish(taken, change) : queue.defer(taken, nextAt, change));
    },

    /** Since when the oldest event waits to be processed; `null` when none does. */
    async oldestDueAt(): Promise<Date | null> {
      const oldest = await events.findOne(
        { state: "due" },
        { sort: { receivedAt: 1 }, fields: ["receivedAt"] },
      );
      return oldest?.receivedAt ?? null;
    },

    /** How long the last event took from Stripe to here. */
    async lastLagMs(): Promise<number | null> {
      const last = await events.findOne(
        {},
        { sort: { receivedAt: -1 }, fields: ["receivedAt", "createdAt"] },
      );
      return last && Math.max(0, last.receivedAt.getTime() - last.createdAt.getTime());
    },

    /** Takes a poll when it is due, so that one of many instances does it. @returns since when to ask; `null`: not now */
    async takePoll(name: string, now: Date, everyMs: number): Promise<Date | null> {
      try {
        await polls.insertOne({ _id: name, seenUntil: now, nextAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const taken = await polls.findOneAndUpdate(
        { _id: name, nextAt: trusted({ $lte: now }) },
        { $set: { nextAt: new Date(now.getTime() + everyMs) } },
        { returnDocument: "before" },
      );
      return taken?.seenUntil ?? null;
    },

    async finishPoll(name: string, seenUntil: Date): Promise<void> {
      await polls.updateOne({ _id: name }, { $set: { seenUntil } });
    },
  };
}

export type EventStore = ReturnType<typeof createEventStore>;
