import { type Clock, continueTrace, type Logger } from "@vc/http";
import { createQueueWorker, type Worker } from "@vc/service";
import { Counter, type Registry } from "prom-client";
import { decideMail, type MailFact } from "./lifecycle.ts";
import { type MailQueue, type TakenMail, toMail } from "./queue.ts";
import type { SendMail } from "./smtp.ts";

/** Mails that one process sends at a time. */
const CONCURRENCY = 4;

/** How often an idle worker looks for mails that another process left, or whose next try is due. */
const POLL_MS = 1_000;

/** An alert compares them, so each is counted from the start. */
const OUTCOMES = ["sent", "failed", "rejected", "given_up"];

interface MailWorkerDeps {
  readonly mails: MailQueue;
  readonly send: SendMail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly registry: Registry;
}

/**
 * Sends what is in the queue, at least once each: a crash between the server's confirmation and the record of it sends
 * a mail again, with the same Message-ID.
 */
export function createMailWorker(deps: MailWorkerDeps): Worker {
  const { mails, send, log } = deps;
  const outcomes = new Counter({
    name: "mails_total",
    help: "tries to send a mail, by outcome",
    labelNames: ["outcome"],
    registers: [deps.registry],
  });
  for (const outcome of OUTCOMES) outcomes.inc({ outcome }, 0);

  async function deliver(taken: TakenMail): Promise<void> {
    const { id, kind, attempts: attempt, createdAt, message } = toMail(taken.entry);
    const about = { mailId: id, kind, attempt };
    if (message === null) throw new Error(`mail ${id} is due and has no words`);
    if (await applyToMail(deps, taken, { kind: "give_up" })) {
      outcomes.inc({ outcome: "given_up" });
      log.error(about, "mail given up: its time is over");
      return;
    }
    const outcome = await send({ id, createdAt, message });
    outcomes.inc({ outcome: outcome.kind });
    switch (outcome.kind) {
      case "sent":
        await applyToMail(deps, taken, { kind: "sent" });
        return;
      case "rejected":
        await applyToMail(deps, taken, { kind: "rejected" });
        log.warn({ ...about, code: outcome.code }, "mail given up: the mail server refused it for good");
        return;
      case "failed": {
        const retryAt = mails.queue.retryAt(attempt);
        await applyToMail(deps, taken, { kind: "failed", retryAt });
        log.warn({ ...about, code: outcome.code, nextAttemptAt: retryAt }, "mail could not be sent yet");
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

/** Decides what a fact makes of a taken mail and records it. @returns whether it changes the mail */
async function applyToMail(
  { mails, clock }: MailWorkerDeps,
  taken: TakenMail,
  fact: MailFact,
): Promise<boolean> {
  const decision = decideMail(toMail(taken.entry), fact, clock.now());
  if (decision.kind === "contradiction") throw new Error(decision.reason);
  if (decision.kind !== "moved") return false;
  await mails.record(taken, decision.change.after);
  return true;
}
