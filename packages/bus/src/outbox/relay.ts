import { type DelayTier, nextHop } from "../broker/delay-tiers.ts";
import { jsonContentType } from "../broker/envelope.ts";
import type { OutgoingMessage, Publisher, PublishOutcome } from "../broker/publisher.ts";
import type { Names } from "../broker/topology.ts";
import type { Metrics } from "../operate/metrics.ts";
import { backoffMs } from "../shared/backoff.ts";
import { pause, settledWithin } from "../shared/waiting.ts";
import { createWakeUpSignal } from "../shared/wake-up-signal.ts";
import type { BusLog, Clock } from "../types.ts";
import { createFailedEntryBackoff } from "./failed-entry-backoff.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";
import { createSentEntryCleanup } from "./sent-entry-cleanup.ts";

export interface Relay {
  /** These have been committed and are to be sent. */
  nudge(ids: readonly string[]): void;
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
/** More ids than this are not kept in mind while the broker is away: looking into the outbox finds them again. */
const mostKnown = 10_000;
/** A busy relay looks for what it does not know of as many times less often as an idle one. */
const busyPollFactor = 10;

/**
 * Brings outbox entries to the broker: reads a window and sends it, and reads the next without waiting for the
 * confirms. Each entry goes its own way from there: confirmed, it is deleted together with those confirmed by then;
 * else it is read again later. One loop per process. A commit says which entries are new; they are still read from the
 * database. Polling is the safety net for what a crashed process left behind and for what had to rest.
 */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, publisher, metrics, log, window, pollEveryMs } = options;
  const stopping = new AbortController();
  const wakeUp = createWakeUpSignal();
  const heldBack = createFailedEntryBackoff(() => performance.now());
  /** Known, and to be read. */
  const known = new Set<string>();
  /** Read, and neither deleted nor given back. */
  const underWay = new Set<string>();
  const sentEntryCleanup = createSentEntryCleanup({
    remove: outbox.remove,
    removed: (ids) => {
      for (const id of ids) underWay.delete(id);
      wakeUp.signal();
    },
    log,
  });
  let pollAt = 0;
  let lookAt = 0;
  let confirmedSoFar = 0;
  let failures = 0;
  let resumeAt = 0;

  function nudge(ids: readonly string[]): void {
    if (known.size < mostKnown) for (const id of ids) if (!underWay.has(id)) known.add(id);
    wakeUp.signal();
  }

  function canSend(): boolean {
    return (
      publisher.isReady() && underWay.size <= (windowsUnderWay - 1) * window && performance.now() >= resumeAt
    );
  }

  async function sendWindow(): Promise<void> {
    const ids = [...known.values().take(window)];
    for (const id of ids) {
      known.delete(id);
      underWay.add(id);
    }
    const gone = new Set(ids);
    try {
      for (const entry of await outbox.read(ids)) {
        gone.delete(entry._id);
        const confirmedBefore = confirmedSoFar;
        publisher.publish(toMessage(entry, options), (outcome) => settle(entry, outcome, confirmedBefore));
      }
    } catch (error) {
      for (const id of ids) known.add(id);
      throw error;
    } finally {
      for (const id of gone) underWay.delete(id);
    }
  }

  function settle(entry: OutboxEntry, outcome: PublishOutcome, confirmedBefore: number): void {
    if (outcome === "confirmed") {
      confirmedSoFar += 1;
      failures = 0;
      heldBack.forget(entry._id);
      sentEntryCleanup.add(entry._id);
      metrics.published(entry.dueAt ? "timer" : entry.routingKey, Date.now() - entry.createdAt.getTime());
      return;
    }
    underWay.delete(entry._id);
    // Where nothing else was confirmed the broker is to blame, and only what could not be sent at all is at fault itself.
    const isAtFault = outcome === "unsendable" || (outcome !== "unknown" && confirmedSoFar > confirmedBefore);
    if (isAtFault) rest(entry);
    else {
      known.add(entry._id);
      backOff();
    }
    // Events never come back (the alternate exchange keeps them): somebody deleted exchanges or queues under us.
    if (outcome === "returned") {
      log.error({ messageId: entry.messageId }, "a message reached no queue; it stays in the outbox");
    }
    wakeUp.signal();
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

  async function poll(): Promise<void> {
    const now = performance.now();
    const expired = await outbox.claimExpired(window);
    pollAt = expired < window ? now + pollEveryMs : 0;
    const isIdle = known.size === 0 && underWay.size === 0;
    if (expired > 0 || isIdle || now >= lookAt) await look();
  }

  /** Finds entries of this process that it does not know of. @returns whether there were any */
  async function look(): Promise<boolean> {
    const resting = new Set(heldBack.ids());
    const most = window + known.size + underWay.size + resting.size;
    const found = await outbox.mine(most);
    lookAt = found.length < most ? performance.now() + busyPollFactor * pollEveryMs : 0;
    const unknown = found.filter((id) => !underWay.has(id) && !known.has(id) && !resting.has(id));
    for (const id of unknown) known.add(id);
    return unknown.length > 0;
  }

  async function run(): Promise<void> {
    let databaseFailures = 0;
    while (!stopping.signal.aborted) {
      try {
        if (publisher.isReady() && performance.now() >= pollAt) await poll();
        if (known.size > 0 && canSend()) await sendWindow();
        else await wakeUp.wait(untilTurnMs());
        databaseFailures = 0;
      } catch (error) {
        databaseFailures += 1;
        log.warn({ err: error }, "the outbox could not be read; it will be tried again");
        await pause(backoffMs(databaseFailures), stopping.signal);
      }
    }
  }

  /** Everything else that it can wait for rings: commits, deletions, and a channel that is open again. */
  function untilTurnMs(): number {
    const now = performance.now();
    const isResting = known.size > 0 && resumeAt > now;
    const turnAt = isResting ? resumeAt : pollAt;
    return publisher.isReady() && turnAt > now ? Math.min(turnAt - now, pollEveryMs) : pollEveryMs;
  }

  publisher.onReady(() => wakeUp.signal());
  const running = run();

  async function sendTheRest(): Promise<void> {
    await running;
    const failuresBefore = failures;
    while (publisher.isReady() && failures <= failuresBefore) {
      if (known.size > 0 && canSend()) await sendWindow();
      else if (underWay.size > 0 || known.size > 0) await wakeUp.wait(untilTurnMs());
      else if (!(await look())) return;
    }
  }

  return {
    nudge,
    stop: async (withinMs) => {
      stopping.abort();
      wakeUp.signal();
      await settledWithin(sendTheRest(), withinMs);
      sentEntryCleanup.stop();
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
