import type { ConsumeMessage } from "amqplib";
import type { ConsumeResult, Metrics } from "../shared/metrics.ts";
import type { RunTransaction } from "../shared/open-transaction.ts";
import type { BusLog, EventOrder, Subscription } from "../types.ts";
import { createApplyEvents, type Delivery, Gap, inDeliverySpan, Outdated } from "./apply-events.ts";
import { failureKind, retryWhileDatabaseUnavailable } from "./attempt.ts";
import { createBatches } from "./batches.ts";
import { AlreadyApplied, type Inbox } from "./inbox.ts";
import { byName, readEvent } from "./read-event.ts";
import type { FailureKind } from "./retry.ts";
import type { RetryOrPark } from "./retry-or-park.ts";

export interface EventConsumer {
  readonly queue: string;
  readonly subscriptions: readonly Subscription[];
  readonly order: EventOrder;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly batch: { readonly maxSize: number; readonly maxMs: number };
}

export interface EventConsumerParts {
  readonly transaction: RunTransaction;
  readonly inbox: Inbox;
  readonly retryOrPark: RetryOrPark;
  readonly metrics: Metrics;
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

export interface EventHandler {
  /**
   * Handles one delivery. When it resolves, the effect is committed, or was before, or the message is safe in a retry
   * tier or the parking queue: it can be acknowledged.
   *
   * @throws NotStarted when `stop` came before the message's turn
   */
  handle(message: ConsumeMessage): Promise<void>;
  /** Starts no further message. */
  stop(): void;
}

export function eventHandler(consumer: EventConsumer, parts: EventConsumerParts): EventHandler {
  const { queue, order, timeoutMs, concurrency, batch } = consumer;
  const { transaction, inbox, retryOrPark, metrics, stopped, log } = parts;
  const subscriptions = byName(consumer.subscriptions);
  const { applyOne, applyBatch } = createApplyEvents({ queue, order, timeoutMs, transaction, inbox });
  const batches = createBatches<Delivery, ConsumeResult>({
    concurrency,
    ...batch,
    keysOf: ({ event, subscription }) => [event.aggregateId, ...subscription.contended(event)],
    applyOne: applyOrReject,
    applyBatch,
  });

  async function applyOrReject(delivery: Delivery): Promise<ConsumeResult> {
    try {
      await inDeliverySpan(queue, delivery, () =>
        retryWhileDatabaseUnavailable(() => applyOne(delivery), { stopped, log }),
      );
      return "applied";
    } catch (error) {
      if (error instanceof AlreadyApplied) return "duplicate";
      if (error instanceof Outdated) return "outdated";
      return reject(delivery.message, error instanceof Gap ? "gap" : failureKind(error), error);
    }
  }

  async function reject(message: ConsumeMessage, kind: FailureKind, error: unknown): Promise<ConsumeResult> {
    return (await retryOrPark.reject(message, queue, kind, error)).kind;
  }

  async function handle(message: ConsumeMessage): Promise<ConsumeResult> {
    const read = readEvent(message, subscriptions);
    if (read.kind === "unreadable") return reject(message, failureKind(read.error), read.error);
    const { event, subscription } = read;
    // A redelivered message may be what killed the process that had it: it runs alone.
    return batches.take({ message, event, subscription }, message.fields.redelivered);
  }

  return {
    handle: async (message) => {
      const startedAt = performance.now();
      const result = await handle(message);
      metrics.consumed(queue, result, performance.now() - startedAt);
    },
    stop: () => batches.stop(),
  };
}
