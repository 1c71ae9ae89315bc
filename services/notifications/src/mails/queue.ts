import { createHash } from "node:crypto";
import { type Clock, currentTraceparent } from "@vc/http";
import { createWorkQueue, deleteBatch, type ErasureStep, type Taken, type WorkQueue } from "@vc/service";
import type { ClientSession, Collection, Db } from "mongodb";
import type { Kind } from "../notifications/kinds.ts";

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where one click stops mails of this kind; null where that is not possible. */
  readonly unsubscribeUrl: string | null;
}

export interface NewMail {
  readonly kind: Kind;
  readonly accountId: string;
  readonly fact: string;
  /** Accounts whose names or words it may hold. */
  readonly mentions: readonly string[];
  /** After that it is not sent any more; null: for as long as mail is tried at all. */
  readonly usefulUntil: Date | null;
  readonly message: MailMessage;
}

interface MailDocument {
  _id: string;
  kind: Kind;
  accountId: string;
  mentions: readonly string[];
  state: "due" | "sent" | "given_up";
  /** The work queue's: how often it was taken, who took it last, and when it may be taken (next). */
  attempts: number;
  lease: string | null;
  nextAttemptAt: Date;
  giveUpAt: Date;
  createdAt: Date;
  finishedAt: Date | null;
  /** Null once it is sent or given up: it may hold a token, and the words are needed only once. */
  message: MailMessage | null;
  /** The trace that asked for it. */
  traceparent: string | null;
}

/** A mail and the right to record what came of it. */
export type TakenMail = Taken<MailDocument>;

/** After a try that failed. */
const BACKOFF = { firstMs: 1_000, mostMs: 10 * 60_000 };

/** Longer than a mail server may take by the timeouts of `createSmtpSender`, so that no two workers send one mail. */
const LEASE_MS = 60_000;

/** As long as mail servers commonly try. */
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60 * 1_000;

/** How long it is remembered that a mail was sent, so that the same fact does not send it again. */
const REMEMBERED_SECONDS = 90 * 24 * 60 * 60;

/** Mails on their way to the mail server; all of it is in the database, so no crash or outage loses one. */
export interface MailQueue {
  ensureIndexes(): Promise<void>;
  /** R39: nothing happens when the person was sent, or is about to be sent, this kind and fact. */
  addOnce(mail: NewMail, session: ClientSession): Promise<void>;
  /** R42: deletes mails to an account and mails that mention it, sent and waiting ones. */
  readonly erase: ErasureStep;
  readonly queue: WorkQueue<MailDocument>;
  finish(taken: TakenMail, outcome: "sent" | "given_up"): Promise<void>;
  /** @returns when it is tried again: 1 s after the first try that failed, twice as long each time, up to 10 min */
  defer(taken: TakenMail): Promise<Date>;
}

/** The same for the same person, kind and fact: what makes a repeat recognisable, here and to mail programs. */
function mailId({ kind, accountId, fact }: NewMail): string {
  return createHash("sha256").update(`${accountId}|${kind}|${fact}`).digest("hex").slice(0, 40);
}

export function createMailQueue(db: Db, clock: Clock): MailQueue {
  const mails: Collection<MailDocument> = db.collection("mails");
  const queue = createWorkQueue<MailDocument>({
    entries: mails,
    clock,
    nextAt: "nextAttemptAt",
    takenBy: "lease",
    counts: "attempts",
    open: { state: "due" },
    backoff: BACKOFF,
    leaseMs: LEASE_MS,
  });

  return {
    async ensureIndexes() {
      await mails.createIndex({ state: 1, nextAttemptAt: 1 });
      await mails.createIndex({ accountId: 1 });
      await mails.createIndex({ mentions: 1 });
      await mails.createIndex({ finishedAt: 1 }, { expireAfterSeconds: REMEMBERED_SECONDS });
    },

    async addOnce(mail, session) {
      const now = clock.now();
      const { kind, accountId, mentions, message, usefulUntil } = mail;
      const triedUntil = new Date(now.getTime() + GIVE_UP_AFTER_MS);
      const giveUpAt = usefulUntil !== null && usefulUntil < triedUntil ? usefulUntil : triedUntil;
      await mails.updateOne(
        { _id: mailId(mail) },
        {
          $setOnInsert: {
            kind,
            accountId,
            mentions,
            state: "due",
            attempts: 0,
            lease: null,
            nextAttemptAt: now,
            giveUpAt,
            createdAt: now,
            finishedAt: null,
            message,
            traceparent: currentTraceparent(),
          },
        },
        { upsert: true, session },
      );
    },

    async erase(batch) {
      const { accountId } = batch;
      const own = await deleteBatch(mails, { accountId }, batch);
      return own === "some" ? own : deleteBatch(mails, { mentions: accountId }, batch);
    },

    queue,

    async finish(taken, outcome) {
      await queue.finish(taken, { state: outcome, finishedAt: clock.now(), message: null });
    },

    async defer(taken) {
      const at = queue.retryAt(taken.entry.attempts);
      await queue.defer(taken, at);
      return at;
    },
  };
}
