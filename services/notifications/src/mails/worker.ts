import { type Clock, continueTrace, type Logger } from "@vc/http";
import { Counter, type Registry } from "prom-client";
import type { HeldMail, MailQueue } from "./queue.ts";
import type { SendMail } from "./smtp.ts";

/** Mails that one process sends at a time. */
const CONCURRENCY = 4;

/** How often an idle worker looks for mails that another process left, or whose next try is due. */
const POLL_MS = 1_000;

/** After a nudge it looks this often, for as long as EAGER_FOR_MS: the mail is there once its transaction commits. */
const EAGER_POLL_MS = 25;
const EAGER_FOR_MS = 1_000;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10 * 60_000;

/** How long to rest before the next try: 1 s, 2 s, 4 s … up to 10 min. */
export function retryDelayMs(attempt: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 20));
}

export interface MailWorker {
  /** Says that a mail may be there in a moment. */
  nudge(): void;
  start(): void;
  /** Takes no further mail, and resolves when those in hand are done. */
  stop(): Promise<void>;
}

/**
 * Sends what is in the queue, at least once each: a crash between the server's yes and our note of it sends a mail
 * again, with the same Message-ID.
 */
export function createMailWorker(deps: {
  queue: MailQueue;
  send: SendMail;
  clock: Clock;
  log: Logger;
  registry: Registry;
}): MailWorker {
  const { queue, send, clock, log } = deps;
  const outcomes = new Counter({
    name: "mails_total",
    help: "tries to send a mail, by outcome",
    labelNames: ["outcome"],
    registers: [deps.registry],
  });
  const inHand = new Set<Promise<void>>();
  let isStopping = false;
  let eagerUntilMs = 0;
  let wake = () => {};
  let running: Promise<void> | undefined;

  async function deliver(mail: HeldMail): Promise<void> {
    const about = { mailId: mail.id, kind: mail.kind, attempt: mail.attempt };
    if (clock.now() >= mail.giveUpAt) {
      outcomes.inc({ outcome: "given_up" });
      log.error(about, "mail given up: its time is over");
      return queue.finish(mail, "given_up");
    }
    const outcome = await send(mail);
    outcomes.inc({ outcome: outcome.kind });
    switch (outcome.kind) {
      case "sent":
        return queue.finish(mail, "sent");
      case "rejected":
        log.warn({ ...about, code: outcome.code }, "mail given up: the mail server refused it for good");
        return queue.finish(mail, "given_up");
      case "failed": {
        const at = new Date(clock.now().getTime() + retryDelayMs(mail.attempt));
        log.warn({ ...about, code: outcome.code, nextAttemptAt: at }, "mail could not be sent yet");
        return queue.retryLater(mail, at);
      }
    }
  }

  function handle(mail: HeldMail): void {
    const work: Promise<void> = continueTrace(mail.traceparent, "send mail", () => deliver(mail))
      // The lease runs out, and then another process takes the mail.
      .catch((error: unknown) =>
        log.error({ err: error, mailId: mail.id }, "mail is stuck until its lease ends"),
      )
      .finally(() => inHand.delete(work));
    inHand.add(work);
  }

  function rest(): Promise<void> {
    const ms = performance.now() < eagerUntilMs ? EAGER_POLL_MS : POLL_MS;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      if (inHand.size >= CONCURRENCY) {
        await Promise.race(inHand);
        continue;
      }
      try {
        const mail = await queue.take();
        if (mail === null) await rest();
        else handle(mail);
      } catch (error) {
        log.error({ err: error }, "the mail queue cannot be read");
        await rest();
      }
    }
    await Promise.all(inHand);
  }

  return {
    nudge() {
      eagerUntilMs = performance.now() + EAGER_FOR_MS;
      wake();
    },
    start() {
      running ??= run();
    },
    async stop() {
      isStopping = true;
      wake();
      await running;
    },
  };
}
