import { type LiveEventName, liveEvents } from "@vc/contracts";
import { code, defineModel, flag, id, json, list, moment, oneOf, optional, whole } from "@vc/service";

/** The keys of the table, which `Object.keys` does not type. */
const eventNames = Object.keys(liveEvents) as LiveEventName[];

/** How long a stream can be resumed. After a longer absence an app reads the lists instead. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

export const streamEntryModel = defineModel({
  collection: "stream_entries",
  holds: "An entry of an account's live stream.",
  fields: {
    _id: code(),
    accountId: id("account"),
    position: whole({ min: 1 }),
    event: oneOf(eventNames),
    key: code(),
    mentions: list(id("account")),
    data: json<object>({ personal: "deleted with the document" }),
    createdAt: moment(),
  },
  indexes: [
    { key: { accountId: 1, position: 1 }, unique: true, for: "the entries after a position" },
    { key: { accountId: 1, key: 1 }, unique: true, for: "one entry per fact" },
    { key: { mentions: 1 }, for: "erasing what mentions a closed account" },
    { key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS, for: "old entries go by themselves" },
  ],
  shardKey: "accountId",
  erasure: "Deleted, and so are entries of others that mention the account.",
});

export const streamTicketModel = defineModel({
  collection: "stream_tickets",
  holds: "The hash of a ticket that opens an account's live stream once, and resumes it after that.",
  fields: {
    _id: code(),
    accountId: id("account"),
    /** The session that it was issued in; tickets of earlier versions have none. */
    sessionId: optional(code()),
    expiresAt: moment(),
    isUsed: flag(),
    endsAt: moment(),
  },
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired tickets go by themselves" }],
  shardKey: "_id",
  erasure: "Deleted.",
});
