import type { Clock, Logger } from "@vc/http";
import { createQueueWorker } from "@vc/service";
import type Stripe from "stripe";
import type { PaymentLearner } from "../payments/learn-payment.ts";
import type { ReturnLearner } from "../payments/learn-returns.ts";
import type { PayoutAccounts } from "../payout-accounts/payout-accounts.ts";
import type { PayoutLearner } from "../withdrawals/learn-payout.ts";
import { applyToEvent } from "./apply-to-event.ts";
import type { EventStore, TakenEvent } from "./event-store.ts";

interface Learners {
  readonly payments: PaymentLearner;
  readonly returns: ReturnLearner;
  readonly payouts: PayoutLearner;
  readonly payoutAccounts: PayoutAccounts;
}

type Learn = (learners: Learners, objectId: string, stripeAccountId: string | null) => Promise<void>;

const learnSession: Learn = ({ payments }, sessionId) => payments.learnSession(sessionId);
const learnFee: Learn = ({ payments }, chargeId) => payments.learnFee(chargeId);
const learnDispute: Learn = ({ returns }, disputeId) => returns.learnDispute(disputeId);
const learnRefund: Learn = ({ returns }, refundId) => returns.learnRefund(refundId);
const learnTransfer: Learn = ({ returns }, transferId) => returns.learnTransfer(transferId);
const learnPayout: Learn = async ({ payouts }, payoutId, stripeAccountId) => {
  if (stripeAccountId !== null) await payouts.learnPayout(payoutId, stripeAccountId);
};
const learnAccount: Learn = ({ payoutAccounts }, accountId) => payoutAccounts.syncStripeAccount(accountId);

/** Which events of the platform's own account matter, and what is read again because of them. */
export const PLATFORM_EVENTS = {
  "checkout.session.completed": learnSession,
  "checkout.session.async_payment_succeeded": learnSession,
  "charge.updated": learnFee,
  "charge.dispute.created": learnDispute,
  "charge.dispute.funds_withdrawn": learnDispute,
  "charge.dispute.updated": learnDispute,
  "charge.dispute.closed": learnDispute,
  "charge.dispute.funds_reinstated": learnDispute,
  "refund.updated": learnRefund,
  "refund.failed": learnRefund,
  "charge.refund.updated": learnRefund,
  "transfer.reversed": learnTransfer,
} as const satisfies Partial<Record<Stripe.Event.Type, Learn>>;

/** The same for sellers' accounts. */
export const CONNECTED_EVENTS = {
  "payout.paid": learnPayout,
  "payout.failed": learnPayout,
  "payout.canceled": learnPayout,
} as const satisfies Partial<Record<Stripe.Event.Type, Learn>>;

/** Thin events of Accounts v2. */
export const ACCOUNT_EVENTS = {
  "v2.core.account.updated": learnAccount,
  "v2.core.account.closed": learnAccount,
  "v2.core.account[requirements].updated": learnAccount,
  "v2.core.account[configuration.recipient].updated": learnAccount,
  "v2.core.account[configuration.recipient].capability_status_updated": learnAccount,
} as const satisfies Record<string, Learn>;

const learnBy: Readonly<Record<string, Learn>> = {
  ...PLATFORM_EVENTS,
  ...CONNECTED_EVENTS,
  ...ACCOUNT_EVENTS,
};

/** Whether an event says anything that this service reads again. */
export function isOfInterest(type: string): boolean {
  return Object.hasOwn(learnBy, type);
}

/**
 * Processes stored events: each only says what to read again at Stripe, so that duplicates, reordering, delay and
 * loss of events do no harm. One that fails is tried again, later each time, and never forgotten.
 */
export function createEventWorker(
  deps: Learners & { clock: Clock; events: EventStore; log: Logger; pollMs: number },
) {
  const { clock, events, log } = deps;

  async function work(taken: TakenEvent): Promise<void> {
    const { _id, type, objectId, stripeAccountId, tries } = taken.entry;
    try {
      const learn = learnBy[type];
      if (learn !== undefined && objectId !== null) await learn(deps, objectId, stripeAccountId);
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
