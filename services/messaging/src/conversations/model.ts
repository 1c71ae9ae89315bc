import { CONVERSATION_KINDS, MASKED_KINDS, SUPPORT_STATES } from "@vc/contracts";
import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  flag,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
} from "@vc/service";
import type { OtherSubject } from "./conversation.ts";

/** What a message holds, in its own collection and as the last one of its conversation. */
const messageFields = {
  number: whole({ min: 1 }),
  senderId: id("account"),
  text: text({ max: 20_000, personal: "emptied" }),
  masked: list(object({ kind: oneOf(MASKED_KINDS) })),
  files: list(
    object({
      id: id("file"),
      name: text({ max: 1_000, personal: "removed" }),
      size: whole({ min: 0 }),
      mediaType: code(),
      sha256: code(),
    }),
  ),
  at: moment(),
};

const OTHER_SUBJECTS = [
  "listing",
  "seller",
  "conversation",
] as const satisfies readonly OtherSubject["kind"][];

export const messageModel = defineModel({
  collection: "messages",
  holds: "A message of a conversation, as delivered: contact details are masked.",
  fields: { _id: id("message"), conversationId: id("conversation"), ...messageFields },
  indexes: [
    {
      key: { conversationId: 1, number: -1 },
      unique: true,
      for: "the messages of a conversation, newest first",
    },
    { key: { senderId: 1, at: -1 }, for: "what an account sent: export and erasure" },
  ],
  shardKey: "conversationId",
  erasure: "The words and files of the sender are emptied; that a message was sent, and when, stays.",
});
export type MessageDocument = DocumentOf<typeof messageModel>;

export const conversationModel = defineModel({
  collection: "conversations",
  holds: "A conversation with its read marks and its last message.",
  fields: {
    _id: id("conversation"),
    kind: oneOf(CONVERSATION_KINDS),
    topic: code(),
    participants: list(
      object({
        accountId: id("account"),
        unread: whole({ min: 0 }),
        readUpTo: whole({ min: 0 }),
        // Marks from before they had events have none.
        moves: optional(whole({ min: 0 })),
        // Absent: a party, or staff who joined before it was kept.
        isStaff: optional(flag()),
      }),
    ),
    listingId: nullable(id("listing")),
    orderId: nullable(id("order")),
    about: absentMeans(
      null,
      nullable(object({ kind: oneOf(OTHER_SUBJECTS), id: id("listing, account or conversation") })),
    ),
    messageCount: whole({ min: 0 }),
    lastMessage: nullable(object({ id: id("message"), ...messageFields })),
    disputedAt: nullable(moment()),
    closesAt: nullable(moment()),
    // Conversations from before there was a queue of requests have no such field.
    support: absentMeans(
      null,
      nullable(
        object({
          requesterId: id("account"),
          state: oneOf(SUPPORT_STATES),
          takenBy: nullable(id("account")),
          since: moment(),
          // Requests from before they had events have none.
          sequence: optional(whole({ min: 0 })),
        }),
      ),
    ),
    createdAt: moment(),
    activityAt: moment(),
  },
  indexes: [
    { key: { topic: 1 }, unique: true, for: "one conversation about one thing between the same people" },
    {
      key: { "participants.accountId": 1, activityAt: -1, _id: -1 },
      for: "an account's list of conversations",
    },
    {
      key: { "participants.accountId": 1, "participants.unread": 1 },
      for: "in how many conversations an account has messages to read",
    },
    { key: { "support.state": 1, "support.since": 1, _id: 1 }, for: "the queue of requests for support" },
    { key: { "support.requesterId": 1 }, for: "closing the requests of a closed account" },
    { key: { "support.takenBy": 1 }, for: "releasing the requests of a closed account" },
    { key: { kind: 1, activityAt: -1, _id: -1 }, for: "the staff's list of conversations of one kind" },
    { key: { "lastMessage.senderId": 1 }, for: "erasing the copies of an account's messages" },
  ],
  shardKey: "_id",
  erasure: "The copy of the account's last message is emptied; its inquiries and requests are closed.",
});
export type ConversationDocument = DocumentOf<typeof conversationModel>;
