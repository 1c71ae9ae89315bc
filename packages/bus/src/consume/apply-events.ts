import type { ConsumeMessage } from "amqplib";
import type { ConsumeResult } from "../shared/metrics.ts";
import type { RunTransaction } from "../shared/open-transaction.ts";
import { inConsumerSpan } from "../shared/tracing.ts";
import type { BusEvent, EventOrder, Subscription, Transaction } from "../types.ts";
import { BATCHED_HANDLER_TIMEOUT_MS, runOnce, within } from "./attempt.ts";
import type { Inbox } from "./inbox.ts";

/** An earlier event of the aggregate has not been applied yet. Aborts the transaction. */
export class Gap extends Error {
  override readonly name = "Gap";
}

/** Aborts the transaction: the event is older than what was applied. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** A delivery with a parsed event. */
export interface Delivery {
  readonly message: ConsumeMessage;
  readonly event: BusEvent;
  readonly subscription: Subscription;
}

export interface ApplyEventsOptions {
  readonly queue: string;
  readonly order: EventOrder;
  readonly timeoutMs: number;
  readonly transaction: RunTransaction;
  readonly inbox: Inbox;
}

export interface ApplyEvents {
  /** @throws AlreadyApplied, Outdated, Gap, or what the handler throws; nothing is committed then */
  applyOne(delivery: Delivery): Promise<void>;
  /** As `Batches` needs it. */
  applyBatch(
    candidates: readonly Delivery[],
    next: () => Delivery | undefined,
  ): Promise<ReadonlyMap<Delivery, ConsumeResult>>;
}

/** Runs handlers in transactions that also record the event in the inbox: an effect happens once. */
export function createApplyEvents(options: ApplyEventsOptions): ApplyEvents {
  const { queue, order, timeoutMs, transaction, inbox } = options;

  async function applyOne({ event, subscription }: Delivery): Promise<void> {
    await transaction(async (tx) => {
      const admission = await inbox.admit(queue, event, order, tx.session);
      if (admission === "outdated") throw new Outdated(event.id);
      if (admission === "gap") throw new Gap(`${event.name} ${event.sequence}: an earlier event is missing`);
      await within(timeoutMs, subscription.handle(event, tx));
    });
  }

  async function applyBatch(
    candidates: readonly Delivery[],
    next: () => Delivery | undefined,
  ): Promise<ReadonlyMap<Delivery, ConsumeResult>> {
    const results = new Map<Delivery, ConsumeResult>();
    const events = candidates.map(({ event }) => event);
    await runOnce(transaction, async (tx) => {
      const admissions = await inbox.admitSeveral(queue, events, order, tx.session);
      for (let delivery = next(); delivery; delivery = next()) {
        const admission = admissions.admit(delivery.event);
        // The missing event may have arrived when this one is applied alone.
        if (admission === "gap") continue;
        if (admission === "apply") await handleInBatch(delivery, tx, results.size === 0);
        results.set(delivery, admission === "apply" ? "applied" : admission);
      }
      await admissions.write();
    });
    return results;
  }

  function handleInBatch(delivery: Delivery, tx: Transaction, isFirst: boolean): Promise<void> {
    const limitMs = isFirst ? timeoutMs : Math.min(timeoutMs, BATCHED_HANDLER_TIMEOUT_MS);
    return inDeliverySpan(queue, delivery, () =>
      within(limitMs, delivery.subscription.handle(delivery.event, tx)),
    );
  }

  return { applyOne, applyBatch };
}

export function inDeliverySpan<T>(
  queue: string,
  { message, event }: Delivery,
  work: () => Promise<T>,
): Promise<T> {
  return inConsumerSpan(queue, message.properties.headers, { "messaging.message.id": event.id }, work);
}
