import type { NewException } from "../exceptions/exception.ts";
import { refundDoubled } from "../ledger/chargeback-entries.ts";
import { refundedOutside } from "../ledger/outside-entries.ts";
import { movementIds } from "../movements/movement.ts";
import { andThen, type PaymentEffect, writes } from "./change.ts";
import { heldOfRefund } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import type { Chargeback, DueRefund, OutsideRefund, Payment } from "./payment.ts";
import { takeForBuyer } from "./taken-for-buyer.ts";

/**
 * R30, R31: a refund that Stripe made though a bank, or others, had paid it, as one does whose answer was lost until then: it is made
 * owed again, so that it can be recorded, and what they have paid of it is the platform's loss. The mirror of
 * `coverFailedRefund`.
 *
 * @returns `more_than_owed` when they have not paid as much: two refunds of one debt were being made
 */
export function oweDoubledRefund(
  payment: Payment,
  fact: FactOf<"refunded">,
  now: Date,
): PaymentEffect | "more_than_owed" {
  const { movementId, chargeId, refundId, amountCents } = fact;
  const owed = payment.dueRefunds.find((refund) => refund.movementId === movementId);
  const missingCents = amountCents - (owed?.amountCents ?? 0);
  if (missingCents === 0) return writes({});
  // What is still owed of the charge comes first: only what is more than that the buyer has twice.
  const others = takeFromOthers(payment, fact, missingCents);
  const byBank = shiftToLoss(payment.chargebacks, (one) => one.state !== "won", chargeId, others.leftCents);
  const unpaidCents = others.leftCents - byBank.cents;
  const byOthers = shiftToLoss(payment.outsideRefunds, (one) => one.state === "made", chargeId, unpaidCents);
  if (unpaidCents > byOthers.cents) return "more_than_owed";
  const paid = { bankCents: byBank.cents, othersCents: byOthers.cents };
  if (paid.bankCents + paid.othersCents === 0) return others.effect;
  const doubled = andThen(payment, others.effect, () =>
    writes(
      { chargebacks: byBank.takings, outsideRefunds: byOthers.takings },
      {
        entries: [refundDoubled({ orderId: payment.id, refundId, ...paid, at: now })],
        exceptions: isDecided(payment, chargeId) ? [exceptionOf(payment, fact, paid)] : [],
      },
    ),
  );
  return byBank.cents === 0 ? doubled : andThen(payment, doubled, (after) => askForWhatIsHeld(after, fact));
}

/** While a bank decides, it may give back what the buyer has twice. */
function isDecided({ chargebacks }: Payment, chargeId: string): boolean {
  return !chargebacks.some((one) => one.chargeId === chargeId && one.state === "open");
}

/** A bank held more of what is owed than it does now: what is owed when it gives that back is another refund, or none. */
function askForWhatIsHeld(
  payment: Payment,
  { movementId, chargeId, refundId }: FactOf<"refunded">,
): PaymentEffect {
  const due = payment.dueRefunds.find((each) => each.chargeId === chargeId && each.movementId !== movementId);
  if (due === undefined) return writes({});
  const { id: orderId, openMovementIds, cancelledRefundIds } = payment;
  const id = movementIds.restOfRefund(orderId, `${refundId}:held`);
  const owedCents = due.amountCents + heldOfRefund(payment, chargeId);
  const isOwed = owedCents > 0;
  const others = payment.dueRefunds.filter((each) => each !== due);
  const otherIds = openMovementIds.filter((each) => each !== due.movementId);
  return writes(
    {
      dueRefunds: isOwed ? [...others, { ...due, movementId: id }] : others,
      openMovementIds: isOwed ? [...otherIds, id] : otherIds,
      cancelledRefundIds: [...cancelledRefundIds, due.movementId],
    },
    {
      cancelledMovementIds: [due.movementId],
      movements: isOwed ? [{ id, order: { kind: "refund", orderId, chargeId, amountCents: owedCents } }] : [],
    },
  );
}

/** What was refunded beside what was owed is booked as a refund by others is, whose it is a person decides. */
export function bookSecondRefund(
  payment: Payment,
  { refundId: id, chargeId, amountCents, movementId }: FactOf<"refunded">,
  now: Date,
): PaymentEffect {
  const cancelledRefundIds = payment.cancelledRefundIds.filter((each) => each !== movementId);
  return andThen(payment, writes({ cancelledRefundIds }), (before) =>
    takeForBuyer(before, { id, chargeId, amountCents, disputeId: null }, (shares) => ({
      entries: [refundedOutside({ orderId: payment.id, refundId: id, shares, at: now })],
      exceptions: [
        {
          kind: "refund_outside",
          stripeId: id,
          orderId: payment.id,
          sellerId: payment.sellerId,
          amountCents,
          lossCents: shares.lossCents,
          known:
            `Stripe made the refund of ${amountCents} cents of ${chargeId} while another one took its place: ${shares.lossCents} ` +
            "cents of it the buyer has twice.",
        },
      ],
    })),
  );
}

function exceptionOf(
  { id: orderId, sellerId }: Payment,
  { refundId, amountCents, chargeId }: FactOf<"refunded">,
  { bankCents, othersCents }: { readonly bankCents: number; readonly othersCents: number },
): NewException {
  return {
    kind: "paid_twice",
    stripeId: refundId,
    orderId,
    sellerId,
    amountCents,
    lossCents: bankCents + othersCents,
    known:
      `Stripe made the refund of ${amountCents} cents of ${chargeId} though the buyer's bank had paid ${bankCents} cents of ` +
      `it, and others ${othersCents}: the buyer has these twice.`,
  };
}

/** The parts of what was taken that stood for the refund are the buyer's second ones now. */
function shiftToLoss<Taking extends Chargeback | OutsideRefund>(
  takings: readonly Taking[],
  isTaken: (taking: Taking) => boolean,
  chargeId: string,
  mostCents: number,
): { readonly takings: Taking[]; readonly cents: number } {
  let leftCents = mostCents;
  const shifted = takings.map((taking): Taking => {
    const { refundCents, lossCents } = taking.shares;
    const isMeant = taking.chargeId === chargeId && isTaken(taking);
    const cents = isMeant ? Math.min(leftCents, refundCents) : 0;
    leftCents -= cents;
    const shares = { ...taking.shares, refundCents: refundCents - cents, lossCents: lossCents + cents };
    return cents === 0 ? taking : { ...taking, shares };
  });
  return { takings: shifted, cents: mostCents - leftCents };
}

/**
 * What a bank, or others, had left to refund of a charge, and what is owed again of it, is part of the refund that was made
 * all the same.
 */
function takeFromOthers(
  payment: Payment,
  { movementId, chargeId, refundId }: FactOf<"refunded">,
  cents: number,
) {
  let leftCents = cents;
  const dueRefunds: DueRefund[] = [];
  const droppedIds: string[] = [];
  const rests: DueRefund[] = [];
  for (const due of payment.dueRefunds) {
    const isOther = due.chargeId === chargeId && due.movementId !== movementId;
    const takenCents = isOther ? Math.min(leftCents, due.amountCents) : 0;
    leftCents -= takenCents;
    if (takenCents === 0) dueRefunds.push(due);
    else droppedIds.push(due.movementId);
    const id = movementIds.restOfRefund(payment.id, `${refundId}:rest`);
    if (takenCents > 0 && takenCents < due.amountCents)
      rests.push({ movementId: id, chargeId, amountCents: due.amountCents - takenCents });
  }
  const { openMovementIds, cancelledRefundIds } = payment;
  const effect = writes(
    {
      dueRefunds: [...dueRefunds, ...rests],
      openMovementIds: [
        ...openMovementIds.filter((id) => !droppedIds.includes(id)),
        ...rests.map((rest) => rest.movementId),
      ],
      cancelledRefundIds: [...cancelledRefundIds, ...droppedIds],
    },
    {
      cancelledMovementIds: droppedIds,
      movements: rests.map(({ movementId: id, amountCents }) => ({
        id,
        order: { kind: "refund", orderId: payment.id, chargeId, amountCents },
      })),
    },
  );
  return { effect, leftCents };
}
