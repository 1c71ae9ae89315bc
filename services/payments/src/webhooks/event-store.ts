import { isDuplicateKey } from "@vc/bus";
import type { Db } from "mongodb";
import { LEASE_MS } from "../work/lease.ts";
import { retryDelayMs } from "../work/worker.ts";

/** What is kept of an event of Stripe: whose it is about, never what it says of it. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  /** The object to read again. */
  readonly objectId: string | null;
  /** The connected account in which it happened. */
  readonly stripeAccountId: string | null;
  readonly createdAt: Date;
}

interface StripeEventDocument extends Omit<StripeEvent, "id"> {
  _id: string;
  state: "due" | "done";
  source: EventSource;
  receivedAt: Date;
  tries: number;
  nextAt: Date;
  lastError: string | null;
}

export type EventSource = "webhook" | "poller";

interface PollDocument {
  _id: string;
  /** Everything until then has been listed. */
  seenUntil: Date;
  nextAt: Date;
}

const KEPT_SECONDS = 40 * 24 * 60 * 60;

/** Stripe's events, each once, and how far they have been asked for. */
export function createEventStore(db: Db) {
  const events = db.collection<StripeEventDocument>("stripe_events");
  const polls = db.collection<PollDocument>("stripe_polls");

  return {
    async ensureIndexes(): Promise<void> {
      await events.createIndexes([
        { key: { state: 1, nextAt: 1 } },
        // Stripe lists events for 30 days; whatever is older cannot come again.
        { key: { receivedAt: 1 }, expireAfterSeconds: KEPT_SECONDS },
      ]);
    },

    /** Keeps an event to be processed. @returns `already` for one that is known: duplicates and the poller's findings */
    async insert({ id, ...event }: StripeEvent, source: EventSource, now: Date): Promise<"new" | "already"> {
      try {
        await events.insertOne({
          _id: id,
          ...event,
          source,
          state: "due",
          receivedAt: now,
          tries: 0,
          nextAt: now,
          lastError: null,
        });
        return "new";
      } catch (error) {
        if (isDuplicateKey(error)) return "already";
        throw error;
      }
    },

    async isKnown(id: string): Promise<boolean> {
      return (await events.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
    },

    /** Takes the event that has been due the longest, for the time of a lease. */
    async take(now: Date): Promise<(StripeEvent & { tries: number }) | null> {
      const found = await events.findOneAndUpdate(
        { state: "due", nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + LEASE_MS) }, $inc: { tries: 1 } },
        { sort: { nextAt: 1 }, returnDocument: "after" },
      );
      if (found === null) return null;
      const { _id, type, objectId, stripeAccountId, createdAt, tries } = found;
      return { id: _id, type, objectId, stripeAccountId, createdAt, tries };
    },

    /** Keeps a taken event for another lease. */
    async renew(id: string, now: Date): Promise<void> {
      await events.updateOne(
        { _id: id, state: "due" },
        { $set: { nextAt: new Date(now.getTime() + LEASE_MS) } },
      );
    },

    async finish(id: string): Promise<void> {
      await events.updateOne({ _id: id }, { $set: { state: "done", lastError: null } });
    },

    async postpone(id: string, tries: number, reason: string, now: Date): Promise<void> {
      await events.updateOne(
        { _id: id },
        { $set: { nextAt: new Date(now.getTime() + retryDelayMs(tries)), lastError: reason } },
      );
    },

    /** Since when the oldest event waits to be processed; `null` when none does. */
    async oldestDueAt(): Promise<Date | null> {
      const oldest = await events.find({ state: "due" }).sort({ receivedAt: 1 }).limit(1).next();
      return oldest?.receivedAt ?? null;
    },

    /** How long the last event took from Stripe to here. */
    async lastLagMs(): Promise<number | null> {
      const last = await events.find().sort({ receivedAt: -1 }).limit(1).next();
      return last && Math.max(0, last.receivedAt.getTime() - last.createdAt.getTime());
    },

    /** Takes a poll when it is due, so that one of many instances does it. @returns since when to ask; `null`: not now */
    async takePoll(name: string, now: Date, everyMs: number): Promise<Date | null> {
      const first: PollDocument = { _id: name, seenUntil: now, nextAt: now };
      try {
        await polls.insertOne(first);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const taken = await polls.findOneAndUpdate(
        { _id: name, nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + everyMs) } },
      );
      return taken?.seenUntil ?? null;
    },

    async finishPoll(name: string, seenUntil: Date): Promise<void> {
      await polls.updateOne({ _id: name }, { $set: { seenUntil } });
    },
  };
}

export type EventStore = ReturnType<typeof createEventStore>;
