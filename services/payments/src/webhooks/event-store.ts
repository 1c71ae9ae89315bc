import { isDuplicateKey } from "@vc/bus";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, type Taken, trusted } from "@vc/service";
import { lifecycle, type Processing, type StripeEvent } from "./lifecycle.ts";
import { type EVENT_SOURCES, type StripeEventDocument, stripeEventModel } from "./model.ts";

type EventSource = (typeof EVENT_SOURCES)[number];

/** An event and the right to record what became of it. */
export type TakenEvent = Taken<StripeEventDocument>;

const backoff = { firstMs: 1_000, mostMs: 60 * 60_000 };

/** Stripe's events, each once. */
export function createEventStore(database: Database, clock: Clock) {
  const events = database.model(stripeEventModel);
  const queue = createWorkQueue<StripeEventDocument>({
    entries: events,
    clock,
    nextAt: "nextAt",
    takenBy: "takenBy",
    counts: "tries",
    open: { state: "due" },
    backoff: backoff,
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

    /** The ids among these of events that are kept: one query instead of an insertion for each that is. */
    async knownAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const known = await events.find({ _id: trusted({ $in: ids }) }, { fields: ["_id"] });
      return new Set(known.map(({ _id }) => _id));
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
  };
}

export type EventStore = ReturnType<typeof createEventStore>;
