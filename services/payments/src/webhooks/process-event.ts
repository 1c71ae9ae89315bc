import type { Clock, Logger } from "@vc/http";
import { createQueueWorker } from "@vc/service";
import type Stripe from "stripe";
import { readFraudWarning } from "../payments/read-fraud-warning.ts";
import { type PaymentReadDeps, readFee, readSession } from "../payments/read-payment.ts";
import { readDispute, readRefund, readRefundsOf, readTransfer } from "../payments/read-returns.ts";
import { type PayoutAccountReadDeps, readStripeAccount } from "../payout-accounts/read-account.ts";
import { type PayoutReadDeps, readPayout } from "../withdrawals/read-payout.ts";
import { applyToEvent } from "./apply-to-event.ts";
import type { EventStore, TakenEvent } from "./event-store.ts";

type ReadDeps = PaymentReadDeps & PayoutReadDeps & PayoutAccountReadDeps;

/** Reads the object that an event names. */
type Read = (deps: ReadDeps, objectId: string, stripeAccountId: string | null) => Promise<void>;

const readPayoutOf: Read = async (deps, payoutId, stripeAccountId) => {
  if (stripeAccountId !== null) await readPayout(deps, payoutId, stripeAccountId);
};

/** Which events of the platform's own account matter, and what is read again because of them. */
export const platformEvents = {
  "checkout.session.completed": readSession,
  "checkout.session.async_payment_succeeded": readSession,
  "charge.updated": readFee,
  "charge.refunded": readRefundsOf,
  "charge.dispute.created": readDispute,
  "charge.dispute.funds_withdrawn": readDispute,
  "charge.dispute.updated": readDispute,
  "charge.dispute.closed": readDispute,
  "charge.dispute.funds_reinstated": readDispute,
  "refund.created": readRefund,
  "refund.updated": readRefund,
  "refund.failed": readRefund,
  "charge.refund.updated": readRefund,
  "transfer.reversed": readTransfer,
  "radar.early_fraud_warning.created": readFraudWarning,
} as const satisfies Partial<Record<Stripe.Event.Type, Read>>;

/** The same for sellers' accounts. */
export const connectedEvents = {
  "payout.created": readPayoutOf,
  "payout.paid": readPayoutOf,
  "payout.failed": readPayoutOf,
  "payout.canceled": readPayoutOf,
} as const satisfies Partial<Record<Stripe.Event.Type, Read>>;

/** Thin events of Accounts v2. */
export const accountEvents = {
  "v2.core.account.updated": readStripeAccount,
  "v2.core.account.closed": readStripeAccount,
  "v2.core.account[requirements].updated": readStripeAccount,
  "v2.core.account[configuration.recipient].updated": readStripeAccount,
  "v2.core.account[configuration.recipient].capability_status_updated": readStripeAccount,
} as const satisfies Record<string, Read>;

const readers: Readonly<Record<string, Read>> = {
  ...platformEvents,
  ...connectedEvents,
  ...accountEvents,
};

/** Whether an event says anything that this service reads again. */
export function isOfInterest(type: string): boolean {
  return Object.hasOwn(readers, type);
}

/**
 * Processes stored events: each only says what to read again at Stripe, so that duplicates, reordering, delay and
 * loss of events do no harm. One that fails is tried again, later each time, and never forgotten.
 */
export function createEventWorker(
  deps: ReadDeps & { clock: Clock; events: EventStore; log: Logger; pollMs: number },
) {
  const { clock, events, log } = deps;

  async function work(taken: TakenEvent): Promise<void> {
    const { _id, type, objectId, stripeAccountId, tries } = taken.entry;
    try {
      const read = readers[type];
      if (read !== undefined && objectId !== null) await read(deps, objectId, stripeAccountId);
      await applyToEvent(events, taken, { kind: "processed" }, clock.now());
    } catch (error) {
      log.warn({ err: error, event: _id, type, tries }, "event could not be processed");
      const reason = error instanceof Error ? error.message : String(error);
      await applyToEvent(events, taken, { kind: "failed", reason }, clock.now());
    }
  }

  return createQueueWorker({
    name: "stripe events",
    queue: events.queue,
    log,
    pollMs: deps.pollMs,
    concurrency: 4,
    work,
  });
}
