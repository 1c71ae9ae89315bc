import { already } from "@vc/lifecycle";
import { outsideReassigned } from "../ledger/outside-entries.ts";
import { movementIds } from "../movements/movement.ts";
import { andThen, type PaymentEffect, writes } from "./change.ts";
import { heldOfRefund } from "./escrow.ts";
import { coverFailedRefund, type OwedAgain } from "./paid-by-bank.ts";
import type { DueRefund, OutsideRefund, Payment } from "./payment.ts";

/**
 * R30, R31: a refund that is owed again is not made where a bank, or others, have given the buyer as much meanwhile: what had
 * passed for a second one is the only one.
 */
export function coverOwedAgain(payment: Payment, owed: OwedAgain, now: Date): PaymentEffect {
  const byBank = coverFailedRefund(payment, owed, now);
  return andThen(payment, byBank.kind === "already" ? writes({}) : byBank, (after) =>
    coverByOthers(after, owed, now),
  );
}

function coverByOthers(payment: Payment, { movementId, refundId }: OwedAgain, now: Date): PaymentEffect {
  // Where a bank has paid a part of it, what is left is the rest's.
  const ids = [movementId, movementIds.restOfReturnedRefund(payment.id, refundId)];
  const due = payment.dueRefunds.find((each) => ids.includes(each.movementId));
  if (due === undefined) return already();
  const { outsideRefunds, coveredCents } = shiftToRefund(payment, due);
  if (coveredCents === 0) return already();
  const { id: orderId } = payment;
  const { chargeId } = due;
  const rest: DueRefund = {
    movementId: movementIds.restOfRefund(orderId, `${refundId}:rest`),
    chargeId,
    amountCents: due.amountCents - coveredCents,
  };
  // What a bank holds of it is owed when it gives that back.
  const heldCents = heldOfRefund(payment, chargeId);
  const rests = rest.amountCents + heldCents > 0 ? [rest] : [];
  return writes(
    {
      outsideRefunds,
      dueRefunds: [...payment.dueRefunds.filter((each) => each !== due), ...rests],
      openMovementIds: [
        ...payment.openMovementIds.filter((id) => id !== due.movementId),
        ...rests.map((each) => each.movementId),
      ],
      cancelledRefundIds: [...payment.cancelledRefundIds, due.movementId],
    },
    {
      entries: [outsideReassigned({ orderId, refundId, amountCents: coveredCents, at: now })],
      cancelledMovementIds: [due.movementId],
      movements: rests.map(({ movementId: id, amountCents }) => ({
        id,
        order: { kind: "refund", orderId, chargeId, amountCents: amountCents + heldCents },
      })),
    },
  );
}

/** What others refunded for nothing stands for the refund now; what a seller was charged for does not. */
function shiftToRefund(payment: Payment, { chargeId, amountCents }: DueRefund) {
  let leftCents = amountCents;
  const outsideRefunds = payment.outsideRefunds.map((refund): OutsideRefund => {
    const { refundCents, lossCents } = refund.shares;
    const isFree = refund.chargeId === chargeId && refund.state === "made" && refund.bearer !== "seller";
    const cents = isFree ? Math.min(leftCents, lossCents) : 0;
    leftCents -= cents;
    const shares = { ...refund.shares, refundCents: refundCents + cents, lossCents: lossCents - cents };
    return cents === 0 ? refund : { ...refund, shares };
  });
  return { outsideRefunds, coveredCents: amountCents - leftCents };
}
