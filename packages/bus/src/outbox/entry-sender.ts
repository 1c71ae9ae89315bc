import { backoffMs } from "@vc/backoff";
import { type DelayTier, nextHop } from "../broker/delay-tiers.ts";
import { JSON_CONTENT_TYPE } from "../broker/envelope.ts";
import type { OutgoingMessage, Publisher, PublishOutcome } from "../broker/publisher.ts";
import type { Names } from "../broker/topology.ts";
import { failureBackoff } from "../shared/backoff.ts";
import type { OutboxEntry } from "../shared/documents.ts";
import type { Metrics } from "../shared/metrics.ts";
import type { BusLog, Clock } from "../types.ts";
import { createEntryQueue, type EntryQueue } from "./entry-queue.ts";
import { createFailedEntryBackoff } from "./failed-entry-backoff.ts";
import type { Outbox } from "./outbox.ts";
import { createSentEntryCleanup } from "./sent-entry-cleanup.ts";

export interface EntrySenderOptions {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly names: Names;
  readonly ladder: readonly DelayTier[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: BusLog;
  /** How many entries are read and sent at a time. */
  readonly window: number;
  /** Something has changed that the loop may wait for. */
  changed(): void;
}

export interface EntrySender {
  readonly queue: Pick<EntryQueue, "add" | "isWaiting" | "isIdle">;
  /** Looks for entries of this process that the queue does not have. @returns as `EntryQueue.find` */
  find(): ReturnType<EntryQueue["find"]>;
  canSend(): boolean;
  /** Sends a window of entries, without waiting for the confirms. Those that another commit left are read. */
  sendWindow(): Promise<void>;
  /** When sending resumes after a failure of the broker, by `performance.now()`; may be past. */
  resumesAt(): number;
  /** Failures of the broker in a row. */
  failures(): number;
  /** Stops removing sent entries. */
  stop(): void;
}

/** While the broker confirms one window and the database deletes another, the next ones are read and sent. */
const MAX_WINDOWS_IN_FLIGHT = 4;

/**
 * Sends entries of the outbox. Each goes its own way: confirmed, it is deleted together with those that were confirmed by
 * then; otherwise it is read again later, or deferred when the failure is its own.
 */
export function createEntrySender(options: EntrySenderOptions): EntrySender {
  const { outbox, publisher, metrics, log, window, changed } = options;
  const queue = createEntryQueue(outbox, window);
  const deferred = createFailedEntryBackoff(() => performance.now());
  const broker = createBrokerBackoff();
  const sentEntryCleanup = createSentEntryCleanup({
    remove: outbox.remove,
    removed: (ids) => {
      queue.drop(ids);
      changed();
    },
    log,
  });
  let confirmedSoFar = 0;

  async function sendWindow(): Promise<void> {
    const { ids, known } = queue.takeWindow();
    const unsent = new Set(ids);
    const send = (entry: OutboxEntry) => {
      unsent.delete(entry._id);
      const confirmedBefore = confirmedSoFar;
      publisher.publish(toMessage(entry, options), (outcome) => settle(entry, outcome, confirmedBefore));
    };
    try {
      for (const entry of known) send(entry);
      if (unsent.size > 0) for (const entry of await outbox.read([...unsent])) send(entry);
    } catch (error) {
      queue.giveBack(unsent);
      throw error;
    }
    queue.drop(unsent);
  }

  function settle(entry: OutboxEntry, outcome: PublishOutcome, confirmedBefore: number): void {
    const { _id, messageId, routingKey } = entry;
    if (outcome === "confirmed") {
      confirmedSoFar += 1;
      broker.succeeded();
      deferred.sent(_id);
      sentEntryCleanup.add(_id);
      metrics.published(entry.dueAt ? "timer" : routingKey, Date.now() - entry.createdAt.getTime());
      return;
    }
    // Without another confirm meanwhile the broker is at fault; an entry that cannot be sent at all is always at fault.
    const isAtFault = outcome === "unsendable" || (outcome !== "unknown" && confirmedSoFar > confirmedBefore);
    if (isAtFault) {
      queue.drop([_id]);
      const { failures, delayMs } = deferred.failed(_id);
      log.warn(
        { messageId, routingKey, failures, delayMs },
        "an outbox entry could not be sent; it is deferred",
      );
    } else {
      queue.giveBack([_id]);
      broker.failed();
    }
    // Events are never returned, because the alternate exchange keeps them: exchanges or queues were deleted.
    if (outcome === "returned")
      log.error({ messageId }, "a message reached no queue; it stays in the outbox");
    changed();
  }

  return {
    queue,
    find: () => queue.find(deferred.ids()),
    canSend: () =>
      publisher.isReady() &&
      queue.inFlight() <= (MAX_WINDOWS_IN_FLIGHT - 1) * window &&
      performance.now() >= broker.resumesAt(),
    sendWindow,
    resumesAt: broker.resumesAt,
    failures: broker.failures,
    stop: () => sentEntryCleanup.stop(),
  };
}

/** The back-off of a broker that does not accept messages. */
function createBrokerBackoff() {
  let failures = 0;
  let resumesAt = 0;
  return {
    succeeded: () => {
      failures = 0;
    },
    /** Counts once for all messages that failed together. */
    failed: () => {
      if (performance.now() < resumesAt) return;
      failures += 1;
      resumesAt = performance.now() + backoffMs(failures, failureBackoff);
    },
    failures: () => failures,
    resumesAt: () => resumesAt,
  };
}

function toMessage(entry: OutboxEntry, { clock, names, ladder }: EntrySenderOptions): OutgoingMessage {
  const message = {
    body: Buffer.from(entry.body, "utf8"),
    headers: entry.headers,
    messageId: entry.messageId,
    contentType: JSON_CONTENT_TYPE,
    routingKey: entry.routingKey,
  };
  if (!entry.dueAt) return { ...message, exchange: entry.exchange };
  const tier = nextHop(ladder, entry.dueAt.getTime() - clock.now().getTime());
  return { ...message, exchange: tier ? names.delay(tier) : entry.exchange };
}
