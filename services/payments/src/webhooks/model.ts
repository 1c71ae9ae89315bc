import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  id,
  moment,
  nullable,
  oneOf,
  whole,
} from "@vc/service";
import { EVENT_STATES, LONGEST_ERROR } from "./lifecycle.ts";

export const EVENT_SOURCES = ["webhook", "poller"] as const;

/** Stripe lists events for 30 days; an older one cannot come again. */
const KEPT_SECONDS = 40 * 24 * 60 * 60;

export const stripeEventModel = defineModel({
  collection: "stripe_events",
  holds: "An event of Stripe: which object to read again, never what it says of it.",
  fields: {
    _id: id("Stripe event"),
    type: code(),
    objectId: nullable(id("Stripe object")),
    stripeAccountId: nullable(id("Stripe account")),
    createdAt: moment(),
    state: oneOf(EVENT_STATES),
    source: oneOf(EVENT_SOURCES),
    receivedAt: moment(),
    lastError: nullable(code({ max: LONGEST_ERROR })),
    /** The work queue's: when it may be taken (next), how often it was taken, and who took it last. */
    nextAt: moment(),
    tries: whole({ min: 0 }),
    // Events that were kept before the queue had a fence have no such field.
    takenBy: absentMeans(null, nullable(code())),
  },
  indexes: [
    { key: { state: 1, nextAt: 1 }, for: "the work queue" },
    {
      key: { receivedAt: 1 },
      expireAfterSeconds: KEPT_SECONDS,
      for: "events go; the last one, for the metrics",
    },
  ],
  shardKey: "_id",
  erasure: "Nothing: it holds ids, and goes after 40 days.",
});
export type StripeEventDocument = DocumentOf<typeof stripeEventModel>;

export const stripePollModel = defineModel({
  collection: "stripe_polls",
  holds: "How far Stripe was asked for events that never came.",
  fields: {
    _id: code(),
    /** Everything until then has been listed. */
    seenUntil: moment(),
    nextAt: moment(),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds nothing of people.",
});
