import { already } from "@vc/lifecycle";
import type { OutsideShares } from "../ledger/outside-entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { andThen, type PaymentEffect, type Written, writes } from "./change.ts";
import { escrowOf, heldOfRefund } from "./escrow.ts";
import type { DueRefund, OutsideRefund, Payment } from "./payment.ts";

/**
 * R30, R31: others gave the buyer money of a charge: a refund at Stripe, or a bank that changed its verdict. What they gave of
 * what is blocked or owed is not given again.
 *
 * @param booked what is written with it, of the shares that it takes
 */
export function takeForBuyer(
  payment: Payment,
  taking: Pick<OutsideRefund, "id" | "chargeId" | "amountCents" | "disputeId">,
  booked: (shares: OutsideShares) => Partial<Written>,
): PaymentEffect {
  const { id, chargeId, amountCents } = taking;
  const shares = sharesOf(payment, chargeId, amountCents);
  const refund: OutsideRefund = {
    ...taking,
    shares,
    state: "made",
    // Where nothing is lost, there is nothing to bear.
    bearer: shares.lossCents === 0 ? "platform" : null,
    charged: null,
  };
  const taken = writes({ outsideRefunds: [...payment.outsideRefunds, refund] }, booked(shares));
  return andThen(payment, taken, (after) => dropWhatOthersRefunded(after, chargeId, id, shares));
}

/** Of what is blocked, then of what is owed to the buyer. What is neither the buyer has beside what they are owed. */
function sharesOf(payment: Payment, chargeId: string, amountCents: number): OutsideShares {
  const isMain = payment.charge?.id === chargeId;
  const escrowCents = isMain ? Math.min(amountCents, escrowOf(payment)) : 0;
  const owedCents = payment.dueRefunds
    .filter((due) => due.chargeId === chargeId)
    .reduce((sum, due) => sum + due.amountCents, 0);
  const refundCents = Math.min(amountCents - escrowCents, owedCents);
  return { escrowCents, refundCents, lossCents: amountCents - escrowCents - refundCents };
}

/** What others refunded of what was owed is not refunded again; the rest of it is owed as before. */
function dropWhatOthersRefunded(
  payment: Payment,
  chargeId: string,
  refundId: string,
  { refundCents }: OutsideShares,
): PaymentEffect {
  let leftCents = refundCents;
  const heldCents = heldOfRefund(payment, chargeId);
  const kept: DueRefund[] = [];
  const dropped: DueRefund[] = [];
  const rests: DueRefund[] = [];
  for (const due of payment.dueRefunds) {
    const cents = due.chargeId === chargeId ? Math.min(leftCents, due.amountCents) : 0;
    leftCents -= cents;
    (cents === 0 ? kept : dropped).push(due);
    const movementId = movementIds.restOfRefund(payment.id, refundId);
    if (cents > 0 && cents < due.amountCents + heldCents)
      rests.push({ movementId, chargeId, amountCents: due.amountCents - cents });
  }
  if (dropped.length === 0) return already();
  const droppedIds = dropped.map(({ movementId }) => movementId);
  return writes(
    {
      dueRefunds: [...kept, ...rests],
      openMovementIds: [
        ...payment.openMovementIds.filter((id) => !droppedIds.includes(id)),
        ...rests.map(({ movementId }) => movementId),
      ],
      // Stripe may be making one at this moment.
      cancelledRefundIds: [...payment.cancelledRefundIds, ...droppedIds],
    },
    {
      cancelledMovementIds: droppedIds,
      // What a bank holds of it is owed when it gives that back.
      movements: rests.map(({ amountCents, ...rest }) =>
        asMovement(payment, { ...rest, amountCents: amountCents + heldCents }),
      ),
    },
  );
}

/** The movement of a refund that is owed. */
export function asMovement(
  { id: orderId }: Payment,
  { movementId, chargeId, amountCents }: DueRefund,
): NewMovement {
  return { id: movementId, order: { kind: "refund", orderId, chargeId, amountCents } };
}
