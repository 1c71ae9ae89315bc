import { type Clock, continueTrace, type Logger } from "@vc/http";
import { createQueueWorker, type Worker } from "@vc/service";
import { Counter, type Registry } from "prom-client";
import type { MailQueue, TakenMail } from "./queue.ts";
import type { SendMail } from "./smtp.ts";

/** Mails that one process sends at a time. */
const CONCURRENCY = 4;

/** How often an idle worker looks for mails that another process left, or whose next try is due. */
const POLL_MS = 1_000;

/**
 * Sends what is in the queue, at least once each: a crash between the server's confirmation and the record of it sends
 * a mail again, with the same Message-ID.
 */
export function createMailWorker(deps: {
  mails: MailQueue;
  send: SendMail;
  clock: Clock;
  log: Logger;
  registry: Registry;
}): Worker {
  const { mails, send, clock, log } = deps;
  const outcomes = new Counter({
    name: "mails_total",
    help: "tries to send a mail, by outcome",
    labelNames: ["outcome"],
    registers: [deps.registry],
  });

  async function deliver(taken: TakenMail): Promise<void> {
    const { _id: id, kind, attempts: attempt, createdAt, giveUpAt, message } = taken.entry;
    const about = { mailId: id, kind, attempt };
    if (message === null) throw new Error(`mail ${id} is due and has no words`);
    if (clock.now() >= giveUpAt) {
      outcomes.inc({ outcome: "given_up" });
      log.error(about, "mail given up: its time is over");
      return mails.finish(taken, "given_up");
    }
    const outcome = await send({ id, createdAt, message });
    outcomes.inc({ outcome: outcome.kind });
    switch (outcome.kind) {
      case "sent":
        return mails.finish(taken, "sent");
      case "rejected":
        log.warn({ ...about, code: outcome.code }, "mail given up: the mail server refused it for good");
        return mails.finish(taken, "given_up");
      case "failed": {
        const nextAttemptAt = await mails.defer(taken);
        log.warn({ ...about, code: outcome.code, nextAttemptAt }, "mail could not be sent yet");
        return;
      }
    }
  }

  return createQueueWorker({
    name: "mails",
    queue: mails.queue,
    log,
    pollMs: POLL_MS,
    concurrency: CONCURRENCY,
    work: (taken) => continueTrace(taken.entry.traceparent, "send mail", () => deliver(taken)),
  });
}
