import { isDuplicateKey } from "@vc/bus";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Taken } from "@vc/service";
import type { Db } from "mongodb";

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
  lastError: string | null;
  /** The work queue's: when it may be taken (next), who took it last, and how often it was taken. */
  nextAt: Date;
  /** Absent in events that were kept before the queue had a fence. */
  takenBy?: string | null;
  tries: number;
}

/** An event and the right to record what became of it. */
export type TakenEvent = Taken<StripeEventDocument>;

export type EventSource = "webhook" | "poller";

interface PollDocument {
  _id: string;
  /** Everything until then has been listed. */
  seenUntil: Date;
  nextAt: Date;
}

const BACKOFF = { firstMs: 1_000, mostMs: 60 * 60_000 };

const KEPT_SECONDS = 40 * 24 * 60 * 60;

/** Stripe's events, each once, and how far they have been asked for. */
export function createEventStore(db: Db, clock: Clock) {
  const events = db.collection<StripeEventDocument>("stripe_events");
  const polls = db.collection<PollDocument>("stripe_polls");
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
      return (await events.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
    },

    async finish(taken: TakenEvent): Promise<void> {
      await queue.finish(taken, { state: "done", lastError: null });
    },

    /** Processing failed: it is taken again, later each time. */
    async defer(taken: TakenEvent, reason: string): Promise<void> {
      await queue.defer(taken, queue.retryAt(taken.entry.tries), { lastError: reason });
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
