import { contradiction } from "@vc/lifecycle";
import { refundDoubled } from "../ledger/chargeback-entries.ts";
import { type PaymentEffect, writes } from "./change.ts";
import type { FactOf } from "./facts.ts";
import type { Chargeback, DueRefund, Payment } from "./payment.ts";

/**
 * R30, R31: a refund that Stripe made though a bank had paid it, as one does whose answer was lost until then: it is made
 * owed again, so that it can be recorded, and what the bank has paid of it is the platform's loss. The mirror of
 * `coverFailedRefund`.
 */
export function oweDoubledRefund(payment: Payment, fact: FactOf<"refunded">, now: Date): PaymentEffect {
  const { movementId, chargeId, refundId, amountCents } = fact;
  const owed = payment.dueRefunds.find((refund) => refund.movementId === movementId);
  const missingCents = amountCents - (owed?.amountCents ?? 0);
  if (missingCents === 0) return writes({});
  // What is still owed of the charge comes first: only what the buyer has beyond it is their second money.
  const rest = payment.dueRefunds.find(
    (due) => due.chargeId === chargeId && due.movementId !== movementId && due.amountCents <= missingCents,
  );
  const beyondCents = missingCents - (rest?.amountCents ?? 0);
  const { chargebacks, doubledCents } = shiftToLoss(payment, chargeId, beyondCents);
  if (doubledCents < beyondCents) {
    return contradiction(
      `refund ${refundId} was made, and ${beyondCents - doubledCents} of it were not owed`,
    );
  }
  const about = { orderId: payment.id, refundId, amountCents: doubledCents, at: now };
  return writes(
    { chargebacks, ...(rest ? withoutRest(payment, rest) : {}) },
    {
      entries: doubledCents > 0 ? [refundDoubled(about)] : [],
      cancelledMovementIds: rest ? [rest.movementId] : [],
    },
  );
}

/** The parts of chargebacks that stood for the refund are the buyer's second ones now. */
function shiftToLoss(payment: Payment, chargeId: string, mostCents: number) {
  let leftCents = mostCents;
  const chargebacks = payment.chargebacks.map((chargeback): Chargeback => {
    const { shares } = chargeback;
    const isMeant = chargeback.chargeId === chargeId && chargeback.state !== "won";
    const cents = isMeant ? Math.min(leftCents, shares.refundCents) : 0;
    leftCents -= cents;
    const { refundCents, lossCents } = shares;
    return cents === 0
      ? chargeback
      : {
          ...chargeback,
          shares: { ...shares, refundCents: refundCents - cents, lossCents: lossCents + cents },
        };
  });
  return { chargebacks, doubledCents: mostCents - leftCents };
}

/** What a bank had left to refund is part of the refund that was made all the same. */
function withoutRest({ dueRefunds, openMovementIds, cancelledRefundIds }: Payment, rest: DueRefund) {
  return {
    dueRefunds: dueRefunds.filter((due) => due !== rest),
    openMovementIds: openMovementIds.filter((id) => id !== rest.movementId),
    cancelledRefundIds: [...cancelledRefundIds, rest.movementId],
  };
}
