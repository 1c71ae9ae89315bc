import { already } from "@vc/lifecycle";
import { chargebackReassigned } from "../ledger/chargeback-entries.ts";
import { movementIds } from "../movements/movement.ts";
import { andThen, type PaymentEffect, writes } from "./change.ts";
import { bankHasTwice, withRefund } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import type { Chargeback, Payment } from "./payment.ts";

/** The chargebacks of a payment, one of them as it is now. */
export function replaced(payment: Payment, chargeback: Chargeback): Payment["chargebacks"] {
  return payment.chargebacks.map((other) => (other.id === chargeback.id ? chargeback : other));
}

/** The bank has paid the refund of a charge for good. What it did not pay of it is owed as before, as a movement of its own. */
export function dropRefundPaidByBank(
  payment: Payment,
  chargeId: string,
  movementId: string,
  ofMovement?: string,
): PaymentEffect {
  const overtaken = payment.dueRefunds.find(
    (due) => due.chargeId === chargeId && (ofMovement === undefined || due.movementId === ofMovement),
  );
  if (overtaken === undefined) return already();
  const { id: orderId } = payment;
  const { amountCents } = overtaken;
  const rests = amountCents > 0 ? [{ movementId, chargeId, amountCents }] : [];
  const others = payment.dueRefunds.filter((refund) => refund !== overtaken);
  const otherIds = payment.openMovementIds.filter((id) => id !== overtaken.movementId);
  return writes(
    {
      dueRefunds: [...others, ...rests],
      openMovementIds: [...otherIds, ...rests.map((rest) => rest.movementId)],
      // Stripe may be making it at this moment.
      cancelledRefundIds: [...payment.cancelledRefundIds, overtaken.movementId],
    },
    {
      cancelledMovementIds: [overtaken.movementId],
      movements: rests.map((rest) => ({
        id: rest.movementId,
        order: { kind: "refund", orderId, chargeId, amountCents },
      })),
    },
  );
}

/** A chargeback of which a part is not the buyer's second money any more, but of what is blocked, or owed to them. */
function reassigned(chargeback: Chargeback, to: "escrowCents" | "refundCents", cents: number): Chargeback {
  const { shares } = chargeback;
  return {
    ...chargeback,
    shares: { ...shares, [to]: shares[to] + cents, lossCents: shares.lossCents - cents },
  };
}

/** A refund that is owed again, since it failed. */
export type OwedAgain = Pick<FactOf<"refund_failed">, "chargeId" | "refundId" | "amountCents" | "movementId">;

/**
 * A refund that failed since the bank has taken its payment, as one that is under way does: what had passed for a second
 * refund is the only one. The caller has made the refund owed again.
 */
export function coverFailedRefund(
  payment: Payment,
  { chargeId, refundId, amountCents, movementId }: OwedAgain,
  now: Date,
): PaymentEffect {
  const chargeback = bankHasTwice(payment, chargeId);
  if (chargeback === undefined) return already();
  const { id: disputeId, shares } = chargeback;
  const coveredCents = Math.min(amountCents, shares.lossCents);
  const about = { orderId: payment.id, disputeId, refundId, at: now };
  const covered = writes(
    {
      chargebacks: replaced(payment, reassigned(chargeback, "refundCents", coveredCents)),
      dueRefunds: withRefund(payment, chargeId, -coveredCents, movementId),
    },
    { entries: [chargebackReassigned({ ...about, escrowCents: 0, refundCents: coveredCents })] },
  );
  return chargeback.state === "lost"
    ? andThen(payment, covered, (after) => {
        const restId = movementIds.restOfReturnedRefund(payment.id, refundId);
        return dropRefundPaidByBank(after, chargeId, restId, movementId);
      })
    : covered;
}

/**
 * A refund by others failed while the order goes on, and a bank has taken as much beside what was blocked: what passed for the
 * buyer's second is of what is blocked again, and the only one. The caller has blocked it again.
 */
export function coverBlockedAgain(
  payment: Payment,
  { chargeId, refundId, amountCents }: Omit<OwedAgain, "movementId">,
  now: Date,
): PaymentEffect {
  const chargeback = bankHasTwice(payment, chargeId);
  if (chargeback === undefined || amountCents === 0) return already();
  const { id: disputeId, shares } = chargeback;
  const escrowCents = Math.min(amountCents, shares.lossCents);
  const about = { orderId: payment.id, disputeId, refundId, at: now };
  return writes(
    { chargebacks: replaced(payment, reassigned(chargeback, "escrowCents", escrowCents)) },
    { entries: [chargebackReassigned({ ...about, escrowCents, refundCents: 0 })] },
  );
}
