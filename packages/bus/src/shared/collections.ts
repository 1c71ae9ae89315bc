import type { Collection } from "mongodb";
import type { InboxDocument, OutboxEntry, PositionDocument, TimerDocument } from "./documents.ts";
import type { LeaseDocument } from "./leases.ts";

/** An index of the bus's own, with the query that needs it. */
interface BusIndex {
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly for: string;
  readonly expireAfterSeconds?: number;
}

/** What a collection of the bus holds. The bus does without mongoose; `docs/generated/collections.md` lists this. */
interface BusCollection<Document> {
  readonly holds: string;
  /** Each field, and what it is. */
  readonly fields: { readonly [Field in keyof Required<Document>]: string };
  readonly indexes: readonly BusIndex[];
  readonly shardKey: string;
  /** What account closing (R42) does with it. */
  readonly erasure: string;
}

const DAY_SECONDS = 24 * 60 * 60;

/** Longer than a message can travel: all retry tiers, a broker out of service, a parked message replayed weeks later. */
const REMEMBERED_SECONDS = 30 * DAY_SECONDS;

const outbox: BusCollection<OutboxEntry> = {
  holds: "What a committed transaction wants to send; gone once the broker has confirmed it.",
  fields: {
    _id: "text; sorts by time of writing among its kind: events (`evt_`) and triggers (`trg_`)",
    exchange: "text",
    routingKey: "text",
    messageId: "text",
    body: "text: the event as JSON",
    headers: "named texts and numbers",
    dueAt: "time, of triggers alone",
    createdAt: "time",
    claimedBy: "text: the process that is to send it",
    leaseUntil: "time until when the other processes leave it alone",
  },
  indexes: [
    { key: { claimedBy: 1, leaseUntil: 1 }, for: "a process's own entries, those that waited longest first" },
    { key: { leaseUntil: 1 }, for: "entries of a process that died" },
    { key: { createdAt: 1 }, for: "the age of the oldest, for the metrics" },
  ],
  shardKey: "_id",
  erasure: "Kept until it is sent, which takes seconds.",
};

const inbox: BusCollection<InboxDocument> = {
  holds: "A message that a queue has applied, so that it is applied once.",
  fields: { _id: "text: `<queue>|<message id>`", at: "time" },
  indexes: [
    { key: { at: 1 }, expireAfterSeconds: REMEMBERED_SECONDS, for: "messages are remembered for 30 days" },
  ],
  shardKey: "_id",
  erasure: "Kept: ids of messages.",
};

const positions: BusCollection<PositionDocument> = {
  holds: "How far a queue has applied the events of an aggregate.",
  fields: {
    _id: "text: `<queue>|<context.aggregate>|<aggregate id>`",
    sequence: "whole number: of the last event that was applied",
  },
  // Also makes the collection: transactions must not race to create it with their first document.
  indexes: [{ key: { sequence: 1 }, for: "nothing but that the collection exists" }],
  shardKey: "_id",
  erasure: "Kept: ids and numbers. Without it, an older event would bring an erased account back.",
};

const timers: BusCollection<TimerDocument> = {
  holds: "A timer: the truth about a deadline (ADR 2).",
  fields: {
    _id: "text: `<aggregate id>:<kind>`",
    aggregateId: "text",
    kind: "text",
    generation: "whole number: one more each time it is armed",
    dueAt: "time",
    state: "one of `armed`, `fired`, `cancelled`",
    endedAt: "time when it fired or was cancelled; may be missing",
    sweepNotBefore: "time until when the sweeper leaves it to the retry tiers; may be missing",
  },
  indexes: [
    { key: { state: 1, dueAt: 1 }, for: "timers that are overdue" },
    // A trigger that outlives the document it points to finds nothing, or a later arming that is not due yet: no-ops.
    { key: { endedAt: 1 }, expireAfterSeconds: REMEMBERED_SECONDS, for: "ended timers are kept for 30 days" },
  ],
  shardKey: "_id",
  erasure: "Kept: ids, kinds and times.",
};

const leases: BusCollection<LeaseDocument> = {
  holds: "Work that one process at a time does, and which one.",
  fields: { _id: "text: the work", holder: "text: the process", until: "time" },
  indexes: [],
  shardKey: "_id",
  erasure: "Kept: names of processes.",
};

/** The collections that the bus keeps in the database of every service. */
export const busCollections = { outbox, inbox, inbox_positions: positions, timers, leases };

/** Builds the indexes of one of them. */
export async function ensureIndexesOf(
  collection: Pick<Collection, "createIndex">,
  name: keyof typeof busCollections,
): Promise<void> {
  for (const { key, for: _for, ...options } of busCollections[name].indexes) {
    await collection.createIndex({ ...key }, options);
  }
}
