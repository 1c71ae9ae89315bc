import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";
import { KINDS } from "../kinds.ts";
import { MAIL_STATES } from "./mail.ts";

/** How long it is remembered that a mail was sent, so that the same fact does not send it again. */
const REMEMBERED_SECONDS = 90 * 24 * 60 * 60;

const words = (max: number) => text({ max, personal: "deleted with the document" });

export const mailModel = defineModel({
  collection: "mails",
  holds: "An e-mail to be sent, and for 90 days after it that it was sent or given up.",
  fields: {
    /** A hash of recipient, kind and fact. */
    _id: code(),
    kind: oneOf(KINDS),
    accountId: id("account"),
    // Mails from before erasure looked for mentions have no such field.
    mentions: absentMeans([], list(id("account"))),
    state: oneOf(MAIL_STATES),
    attempts: whole({ min: 0 }),
    lease: nullable(code()),
    nextAttemptAt: moment(),
    giveUpAt: moment(),
    createdAt: moment(),
    finishedAt: nullable(moment()),
    message: nullable(
      object({
        to: words(320),
        subject: words(1_000),
        // Up to 50 messages of a conversation, escaped.
        html: words(5_000_000),
        text: words(2_000_000),
        unsubscribeUrl: nullable(code({ max: 2_000 })),
      }),
    ),
    /** The trace that asked for it. */
    traceparent: absentMeans(null, nullable(code())),
  },
  indexes: [
    { key: { state: 1, nextAttemptAt: 1 }, for: "the mail that has been due the longest" },
    { key: { accountId: 1 }, for: "erasing the mails to a closed account" },
    { key: { mentions: 1 }, for: "erasing what mentions a closed account" },
    {
      key: { finishedAt: 1 },
      expireAfterSeconds: REMEMBERED_SECONDS,
      for: "mails that were sent or given up go by themselves",
    },
  ],
  shardKey: "_id",
  erasure: "Deleted, and so are mails to others that mention the account.",
});
export type MailDocument = DocumentOf<typeof mailModel>;
