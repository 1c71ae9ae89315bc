import { already, contradiction } from "@vc/lifecycle";
import type { NewException } from "../exceptions/exception.ts";
import type { InvoiceFact } from "../invoices/invoice.ts";
import { partOfRelease, type Release } from "../ledger/commission.ts";
import {
  type OutsideShares,
  outsideLossCharged,
  outsideRefundReturned,
  refundedOutside,
} from "../ledger/outside-entries.ts";
import { movementIds } from "../movements/movement.ts";
import { andThen, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import { isBlocked, releasedLeft } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import { coverOwedAgain } from "./owed-again.ts";
import { coverBlockedAgain } from "./paid-by-bank.ts";
import type { DueRefund, OutsideRefund, Payment } from "./payment.ts";
import { asMovement, takeForBuyer } from "./taken-for-buyer.ts";

/** R31: refunds that this platform did not ask for: support in Stripe's dashboard, or Stripe to prevent a dispute. */
export const outsideRefundEffects = {
  take_outside_refund: takeOutsideRefund,
  put_back_outside_refund: putBackOutsideRefund,
  decide_outside_loss: decideOutsideLoss,
};

function takeOutsideRefund(
  payment: Payment,
  fact: FactOf<"refunded_outside">,
  { now }: PaymentContext,
): PaymentEffect {
  if (payment.outsideRefunds.some(({ id }) => id === fact.refundId)) return already();
  const { refundId: id, chargeId, amountCents, isElsewhere = false } = fact;
  return takeForBuyer(payment, { id, chargeId, amountCents, disputeId: null }, (shares) => ({
    entries: [refundedOutside({ orderId: payment.id, refundId: id, shares, isElsewhere, at: now })],
    // A person has just decided it.
    exceptions: isElsewhere ? [] : [exceptionOf(payment, fact, shares)],
  }));
}

function exceptionOf(
  { id: orderId, sellerId, state }: Payment,
  { refundId, chargeId, amountCents, prevented }: FactOf<"refunded_outside">,
  { escrowCents, refundCents, lossCents }: OutsideShares,
): NewException {
  const how = prevented
    ? `Stripe refunded ${amountCents} cents of ${chargeId} to prevent a dispute`
    : `${amountCents} cents of ${chargeId} were refunded at Stripe, and not by this platform`;
  return {
    kind: prevented ? "dispute_prevented" : "refund_outside",
    stripeId: refundId,
    orderId,
    sellerId,
    amountCents,
    lossCents,
    known:
      `${how}, while the payment was ${state}. ${escrowCents} cents of it were blocked for the order, ${refundCents} ` +
      `were owed to the buyer, and ${lossCents} are the platform's loss.`,
  };
}

const replaced = (payment: Payment, refund: OutsideRefund): Payment["outsideRefunds"] =>
  payment.outsideRefunds.map((other) => (other.id === refund.id ? refund : other));

/** It failed: what was blocked is blocked again, or owed to the buyer once the order has ended, as what was owed is. */
export function putBackOutsideRefund(
  payment: Payment,
  { refundId }: Pick<FactOf<"outside_refund_failed">, "refundId">,
  { now }: Pick<PaymentContext, "now">,
): PaymentEffect {
  const refund = payment.outsideRefunds.find(({ id }) => id === refundId);
  if (refund === undefined || refund.state === "returned") return already();
  const { chargeId, shares } = refund;
  const isRunning = isBlocked(payment);
  const owedCents = shares.refundCents + (isRunning ? 0 : shares.escrowCents);
  const back = {
    escrowCents: isRunning ? shares.escrowCents : 0,
    refundCents: owedCents,
    lossCents: shares.lossCents,
  };
  const due: DueRefund = {
    movementId: movementIds.refundAfter(payment.id, refundId),
    chargeId,
    amountCents: owedCents,
  };
  const owed = owedCents > 0 ? [due] : [];
  const returned = writes(
    {
      outsideRefunds: replaced(payment, {
        ...refund,
        state: "returned",
        bearer: refund.bearer ?? "platform",
      }),
      dueRefunds: [...payment.dueRefunds, ...owed],
      openMovementIds: [...payment.openMovementIds, ...owed.map(({ movementId }) => movementId)],
    },
    {
      entries: [outsideRefundReturned({ orderId: payment.id, refundId, shares: back, at: now })],
      movements: owed.map((each) => asMovement(payment, each)),
    },
  );
  return andThen(payment, returned, (after) =>
    isRunning && owedCents === 0
      ? coverBlockedAgain(after, { chargeId, refundId, amountCents: shares.escrowCents }, now)
      : coverOwedAgain(after, { ...due, refundId }, now),
  );
}

/** R31: a person decided who bears what others refunded beside what the buyer was owed. */
function decideOutsideLoss(
  payment: Payment,
  { refundId, bearer }: FactOf<"outside_loss_decided">,
  { now }: PaymentContext,
): PaymentEffect {
  const refund = payment.outsideRefunds.find(({ id }) => id === refundId);
  if (refund === undefined) return contradiction(`others made no refund ${refundId}`);
  if (refund.state === "returned" || refund.bearer !== null) return already();
  const chargedCents = bearer === "seller" ? Math.min(refund.shares.lossCents, releasedLeft(payment)) : 0;
  const charged = chargedCents > 0 ? partOfRelease(chargedCents, payment) : null;
  const decided = { outsideRefunds: replaced(payment, { ...refund, bearer, charged }) };
  return charged === null ? writes(decided) : writes(decided, charge(payment, refundId, charged, now));
}

/** As of a lost chargeback: the seller owes their net, and gets the commission back. */
function charge({ id: orderId, sellerId }: Payment, refundId: string, release: Release, at: Date) {
  const invoices: InvoiceFact[] = [{ kind: "credit_note", orderId, sellerId, release }];
  const claim = { id: refundId, orderId, sellerId, owedCents: release.netCents };
  return {
    entries: [outsideLossCharged({ orderId, sellerId, refundId, release, at })],
    receivables: [{ kind: "claimed", ...claim, isDue: true, comesBack: true } as const],
    invoices,
  };
}
