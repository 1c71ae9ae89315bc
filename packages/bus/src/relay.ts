import { backoffMs } from "./backoff.ts";
import { createBell } from "./bell.ts";
import { type DelayTier, nextHop } from "./delay-tiers.ts";
import { jsonContentType } from "./envelope.ts";
import { createHoldBack } from "./hold-back.ts";
import type { Metrics } from "./metrics.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";
import type { OutgoingMessage, Publisher, PublishOutcome } from "./publisher.ts";
import { createRemover } from "./remover.ts";
import type { Names } from "./topology.ts";
import type { BusLog, Clock } from "./types.ts";
import { pause, settledWithin } from "./waiting.ts";

export interface Relay {
  /** There is something to send. */
  nudge(): void;
  /** Sends what is there, for as long as the broker takes it, and ends. */
  stop(withinMs: number): Promise<void>;
}

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly names: Names;
  readonly ladder: readonly DelayTier[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: BusLog;
  readonly window: number;
  readonly pollEveryMs: number;
}

/** While the broker confirms one window and the database forgets another, the next ones are read and sent. */
const windowsUnderWay = 4;

/**
 * Brings outbox entries to the broker: reads a window and sends it, and reads the next without waiting for the
 * confirms. Each entry goes its own way from there: confirmed, it is deleted together with those confirmed by then;
 * else it is read again later. One loop per process, woken after each commit. Polling is the safety net for what a
 * crashed process left behind and for what could not be sent.
 */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, publisher, metrics, log, window, pollEveryMs } = options;
  const stopping = new AbortController();
  const bell = createBell();
  const heldBack = createHoldBack(() => performance.now());
  /** Read, and neither deleted nor given back: the next read must not find them. */
  const underWay = new Set<string>();
  const remover = createRemover({
    remove: outbox.remove,
    removed: (ids) => {
      for (const id of ids) underWay.delete(id);
      bell.ring();
    },
    log,
  });
  let mayHaveMore = true;
  let pollAt = 0;
  let confirmedSoFar = 0;
  let failures = 0;
  let resumeAt = 0;

  function nudge(): void {
    mayHaveMore = true;
    bell.ring();
  }

  function canSend(): boolean {
    return (
      publisher.isReady() && underWay.size <= (windowsUnderWay - 1) * window && performance.now() >= resumeAt
    );
  }

  /** @returns how many there were */
  async function sendWindow(): Promise<number> {
    mayHaveMore = false;
    const entries = await outbox.mine(window, [...underWay, ...heldBack.ids()]);
    for (const entry of entries) {
      underWay.add(entry._id);
      const confirmedBefore = confirmedSoFar;
      publisher.publish(toMessage(entry, options), (outcome) => settle(entry, outcome, confirmedBefore));
    }
    if (entries.length === window) mayHaveMore = true;
    return entries.length;
  }

  function settle(entry: OutboxEntry, outcome: PublishOutcome, confirmedBefore: number): void {
    if (outcome === "confirmed") {
      confirmedSoFar += 1;
      failures = 0;
      heldBack.forget(entry._id);
      remover.add(entry._id);
      metrics.published(entry.dueAt ? "timer" : entry.routingKey, Date.now() - entry.createdAt.getTime());
      return;
    }
    underWay.delete(entry._id);
    // Where nothing else was confirmed the broker is to blame, and only what could not be sent at all is at fault itself.
    const isAtFault = outcome === "unsendable" || (outcome !== "unknown" && confirmedSoFar > confirmedBefore);
    if (isAtFault) rest(entry);
    else backOff();
    // Events never come back (the alternate exchange keeps them): somebody deleted exchanges or queues under us.
    if (outcome === "returned") {
      log.error({ messageId: entry.messageId }, "a message reached no queue; it stays in the outbox");
    }
    nudge();
  }

  function rest(entry: OutboxEntry): void {
    const { failures: times, restMs } = heldBack.failed(entry._id);
    log.warn(
      { messageId: entry.messageId, routingKey: entry.routingKey, failures: times, restMs },
      "a message could not be sent and rests in the outbox; the others pass it",
    );
  }

  /** Once for all that failed together. */
  function backOff(): void {
    if (performance.now() < resumeAt) return;
    failures += 1;
    resumeAt = performance.now() + backoffMs(failures);
  }

  async function takeOver(): Promise<void> {
    const expired = await outbox.claimExpired(window);
    if (expired < window) pollAt = performance.now() + pollEveryMs;
    mayHaveMore = true;
  }

  async function run(): Promise<void> {
    let databaseFailures = 0;
    while (!stopping.signal.aborted) {
      try {
        if (publisher.isReady() && performance.now() >= pollAt) await takeOver();
        if (mayHaveMore && canSend()) await sendWindow();
        else await bell.rung(untilTurnMs());
        databaseFailures = 0;
      } catch (error) {
        databaseFailures += 1;
        mayHaveMore = true;
        log.warn({ err: error }, "the outbox could not be read; it will be tried again");
        await pause(backoffMs(databaseFailures), stopping.signal);
      }
    }
  }

  /** Everything else that it can wait for rings: commits, deletions, and a channel that is open again. */
  function untilTurnMs(): number {
    const now = performance.now();
    const isResting = mayHaveMore && resumeAt > now;
    const turnAt = isResting ? resumeAt : pollAt;
    return publisher.isReady() && turnAt > now ? Math.min(turnAt - now, pollEveryMs) : pollEveryMs;
  }

  publisher.onReady(nudge);
  const running = run();

  async function sendTheRest(): Promise<void> {
    await running;
    const failuresBefore = failures;
    while (publisher.isReady() && failures <= failuresBefore) {
      if (canSend() && (await sendWindow()) === 0 && underWay.size === 0) return;
      await bell.rung(untilTurnMs());
    }
  }

  return {
    nudge,
    stop: async (withinMs) => {
      stopping.abort();
      bell.ring();
      await settledWithin(sendTheRest(), withinMs);
      remover.stop();
    },
  };
}

function toMessage(entry: OutboxEntry, { clock, names, ladder }: RelayOptions): OutgoingMessage {
  const message = {
    body: Buffer.from(entry.body, "utf8"),
    headers: entry.headers,
    messageId: entry.messageId,
    contentType: jsonContentType,
    routingKey: entry.routingKey,
  };
  if (!entry.dueAt) return { ...message, exchange: entry.exchange };
  const tier = nextHop(ladder, entry.dueAt.getTime() - clock.now().getTime());
  return { ...message, exchange: tier ? names.delay(tier) : entry.exchange };
}
