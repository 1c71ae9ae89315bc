import { APP_NOTIFICATION_KINDS } from "@vc/contracts";
import {
  code,
  type DocumentOf,
  defineModel,
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

export const notificationModel = defineModel({
  collection: "notifications",
  holds: "A notification in the app, in the words that its recipient reads.",
  fields: {
    _id: id("notification"),
    accountId: id("account"),
    kind: oneOf(APP_NOTIFICATION_KINDS),
    fact: code(),
    title: text({ max: 1_000, personal: "deleted with the document" }),
    text: text({ max: 50_000, personal: "deleted with the document" }),
    link: code({ max: 2_000 }),
    orderId: nullable(id("order")),
    mentions: list(id("account")),
    /** Of a message: its place, up to which a read mark settles it. */
    message: optional(object({ conversationId: id("conversation"), number: whole({ min: 1 }) })),
    readAt: nullable(moment()),
    createdAt: moment(),
  },
  indexes: [
    {
      key: { accountId: 1, kind: 1, fact: 1 },
      unique: true,
      for: "one notification per account and fact (R39)",
    },
    { key: { accountId: 1, createdAt: -1, _id: -1 }, for: "an account's notifications, newest first" },
    { key: { accountId: 1, readAt: 1 }, for: "how many an account has not read" },
    {
      key: { accountId: 1, "message.conversationId": 1, "message.number": 1 },
      sparse: true,
      for: "the notifications that a read mark settles",
    },
    { key: { mentions: 1 }, for: "erasing what mentions a closed account" },
  ],
  shardKey: "accountId",
  erasure: "Deleted, and so are notifications of others that mention the account.",
});
export type NotificationDocument = DocumentOf<typeof notificationModel>;
