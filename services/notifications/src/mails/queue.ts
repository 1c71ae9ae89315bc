import { createHash } from "node:crypto";
import { type Clock, currentTraceparent } from "@vc/http";
import {
  createWorkQueue,
  type Database,
  deleteBatch,
  type ErasureStep,
  type Taken,
  type WorkQueue,
} from "@vc/service";
import type { ClientSession } from "mongodb";
import { lifecycle } from "./lifecycle.ts";
import type { Mail, NewMail } from "./mail.ts";
import { type MailDocument, mailModel } from "./model.ts";

/** A mail and the right to record what came of it. */
export type TakenMail = Taken<MailDocument>;

/** After a try that failed. */
const backoff = { firstMs: 1_000, mostMs: 10 * 60_000 };

/** Longer than a mail server may take by the timeouts of `createSmtpSender`, so that no two workers send one mail. */
const LEASE_MS = 60_000;

/** As long as mail servers commonly try. */
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60 * 1_000;

/** Mails on their way to the mail server; all of it is in the database, so no crash or outage loses one. */
export interface MailQueue {
  /** R39: nothing happens when the person was sent, or is about to be sent, this kind and fact. */
  addOnce(mail: NewMail, session: ClientSession): Promise<void>;
  /** R42: deletes mails to an account and mails that mention it, sent and waiting ones. */
  readonly erase: ErasureStep;
  readonly queue: WorkQueue<MailDocument>;
  /** Records what became of a taken mail, and gives up its lease. No effect when another worker has taken it since. */
  record(taken: TakenMail, after: Mail): Promise<void>;
}

/** The same for the same person, kind and fact: what makes a repeat recognisable, here and to mail programs. */
function mailId({ kind, accountId, fact }: NewMail): string {
  return createHash("sha256").update(`${accountId}|${kind}|${fact}`).digest("hex").slice(0, 40);
}

export function createMailQueue(database: Database, clock: Clock): MailQueue {
  const mails = database.model(mailModel);
  const queue = createWorkQueue<MailDocument>({
    entries: mails,
    clock,
    nextAt: "nextAttemptAt",
    takenBy: "lease",
    counts: "attempts",
    open: { state: lifecycle.initial },
    backoff: backoff,
    leaseMs: LEASE_MS,
  });

  return {
    async addOnce(mail, session) {
      const { _id, ...document } = newDocument(mail, clock.now());
      await mails.updateOne({ _id }, { $setOnInsert: document }, { upsert: true, session });
    },

    async erase(batch) {
      const { accountId } = batch;
      const own = await deleteBatch(mails, { accountId }, batch);
      return own === "some" ? own : deleteBatch(mails, { mentions: accountId }, batch);
    },

    queue,

    async record(taken, { state, nextAttemptAt, finishedAt, message }) {
      if (state === lifecycle.initial) await queue.defer(taken, nextAttemptAt);
      else await queue.finish(taken, { state, finishedAt, message });
    },
  };
}

function newDocument(mail: NewMail, now: Date): MailDocument {
  const { kind, accountId, mentions, message, usefulUntil } = mail;
  const triedUntil = new Date(now.getTime() + GIVE_UP_AFTER_MS);
  return {
    _id: mailId(mail),
    kind,
    accountId,
    mentions,
    state: lifecycle.initial,
    attempts: 0,
    lease: null,
    nextAttemptAt: now,
    giveUpAt: usefulUntil !== null && usefulUntil < triedUntil ? usefulUntil : triedUntil,
    createdAt: now,
    finishedAt: null,
    message,
    traceparent: currentTraceparent(),
  };
}

export function toMail({ _id, ...facts }: MailDocument): Mail {
  return { id: _id, ...facts };
}
