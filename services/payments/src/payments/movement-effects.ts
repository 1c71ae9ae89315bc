import { RefundFailed, RefundSucceeded } from "@vc/contracts";
import { already, contradiction, early } from "@vc/lifecycle";
import type { NewException } from "../exceptions/exception.ts";
import { earningsTransferred, refundPaid, refundReturned, transferReturned } from "../ledger/entries.ts";
import { returnedTransferKept } from "../ledger/outside-entries.ts";
import { movementIds } from "../movements/movement.ts";
import { andThen, event, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import { bookSecondRefund, oweDoubledRefund } from "./doubled-refund.ts";
import type { FactOf } from "./facts.ts";
import { putBackOutsideRefund } from "./outside-refunds.ts";
import { coverOwedAgain } from "./owed-again.ts";
import type { Payment } from "./payment.ts";

/** What Stripe has done of what was asked, and what of it was undone. */
export const movementEffects = {
  confirm_refund: confirmRefund,
  owe_refund_again: oweRefundAgain,
  confirm_transfer: confirmTransfer,
  book_returned_transfer: bookReturnedTransfer,
  dispose_returned_transfer: disposeReturnedTransfer,
};

function without({ dueRefunds, openMovementIds }: Payment, movementId: string) {
  return {
    dueRefunds: dueRefunds.filter((refund) => refund.movementId !== movementId),
    openMovementIds: openMovementIds.filter((open) => open !== movementId),
  };
}

function confirmRefund(payment: Payment, fact: FactOf<"refunded">, { now }: PaymentContext): PaymentEffect {
  const { movementId, refundId, amountCents } = fact;
  // Told again after the bank had sent this refund back, it would pass for the one that is owed since.
  const wasReturned = payment.returnedIds.includes(refundId);
  const wasAwaited = [...payment.openMovementIds, ...payment.cancelledRefundIds].includes(movementId);
  if (wasReturned || !wasAwaited) return already();
  const doubled = oweDoubledRefund(payment, fact, now);
  if (doubled === "more_than_owed") return bookSecondRefund(payment, fact, now);
  return andThen(payment, doubled, (owing) =>
    writes(
      {
        ...without(owing, movementId),
        cancelledRefundIds: owing.cancelledRefundIds.filter((id) => id !== movementId),
        refundedCents: owing.refundedCents + amountCents,
      },
      {
        entries: [refundPaid({ orderId: payment.id, refundId, amountCents, at: now })],
        events: [
          event(RefundSucceeded, {
            orderId: payment.id,
            buyerId: payment.buyerId,
            amount: amountCents,
            refundedAt: now.toISOString(),
          }),
        ],
      },
    ),
  );
}

/** A refund that fails after Stripe accepted it is owed as before, and made again under a new attempt. */
function oweRefundAgain(
  payment: Payment,
  fact: FactOf<"refund_failed">,
  context: PaymentContext,
): PaymentEffect {
  const { movementId, chargeId, refundId, amountCents } = fact;
  const { now } = context;
  // A second one of one debt: it is booked as a refund by others is.
  if (payment.outsideRefunds.some(({ id }) => id === refundId))
    return putBackOutsideRefund(payment, { refundId }, context);
  if (payment.returnedIds.includes(refundId)) return already();
  if (payment.openMovementIds.includes(movementId))
    return early(`refund ${refundId} failed before it was recorded as made`);
  // It was made and failed unheard of, while the buyer's bank paid it: nothing of it is left.
  if (payment.cancelledRefundIds.includes(movementId))
    return writes({ returnedIds: [...payment.returnedIds, refundId] });
  if (payment.refundedCents < amountCents)
    return contradiction(`refund ${refundId} failed, and so much was never refunded`);
  const failedBefore = payment.returnedIds.filter((id) => id.startsWith("re_")).length;
  const failed = { orderId: payment.id, buyerId: payment.buyerId, amount: amountCents };
  const owed = writes(
    {
      refundedCents: payment.refundedCents - amountCents,
      returnedIds: [...payment.returnedIds, refundId],
      dueRefunds: [...payment.dueRefunds, { movementId, chargeId, amountCents }],
      openMovementIds: [...payment.openMovementIds, movementId],
    },
    {
      entries: [refundReturned({ orderId: payment.id, refundId, amountCents, at: now })],
      repeatedMovementIds: [movementId],
      // R39: told once, however often it fails; from the second time on a person has to find another way.
      events: failedBefore === 0 ? [event(RefundFailed, { ...failed, failedAt: now.toISOString() })] : [],
      exceptions: failedBefore === 0 ? [] : [failingRefund(payment, fact, failedBefore + 1)],
    },
  );
  return andThen(payment, owed, (after) => coverOwedAgain(after, fact, now));
}

function failingRefund(
  { id: orderId, sellerId }: Payment,
  { chargeId, refundId, amountCents }: FactOf<"refund_failed">,
  times: number,
): NewException {
  return {
    kind: "refund_failing",
    stripeId: chargeId,
    orderId,
    sellerId,
    amountCents,
    lossCents: 0,
    known:
      `The buyer's bank has sent back ${times} refunds of the order, the last one ${refundId} of ${amountCents} cents. It is made ` +
      "again, later each time. The buyer's card may be closed: ask them for an account, pay by bank transfer, and decide so.",
  };
}

function confirmTransfer(
  payment: Payment,
  fact: FactOf<"transferred">,
  { now }: PaymentContext,
): PaymentEffect {
  const { movementId, transferId, amountCents } = fact;
  if (!payment.openMovementIds.includes(movementId)) return already();
  const { id: orderId, sellerId } = payment;
  return writes(without(payment, movementId), {
    entries: [earningsTransferred({ orderId, sellerId, movementId, transferId, amountCents, at: now })],
  });
}

/**
 * R31: what others took back from a seller's balance at Stripe is booked, and is not sent again by itself: it may have been a
 * scam, or a court. It stays the seller's until a person decides.
 */
function bookReturnedTransfer(
  payment: Payment,
  fact: FactOf<"transfer_returned">,
  { now }: PaymentContext,
): PaymentEffect {
  const { reversalId, amountCents, connectedCents } = fact;
  if (payment.returnedIds.includes(reversalId)) return already();
  const { id: orderId, sellerId } = payment;
  const lossCents = 0;
  const known = `${amountCents} cents of a transfer to the seller were reversed at Stripe, and not by this platform.`;
  const exception = { kind: "transfer_reversed", stripeId: reversalId, orderId, sellerId } as const;
  return writes(
    { returnedIds: [...payment.returnedIds, reversalId] },
    {
      entries: [transferReturned({ orderId, sellerId, reversalId, amountCents, connectedCents, at: now })],
      exceptions: [{ ...exception, amountCents, lossCents, known }],
    },
  );
}

/** R31: a person decided: it follows to the seller again, or the seller is not to have it. */
function disposeReturnedTransfer(
  payment: Payment,
  { reversalId, amountCents, owner }: FactOf<"returned_transfer_decided">,
  { now }: PaymentContext,
): PaymentEffect {
  if (payment.decidedReturnIds.includes(reversalId)) return already();
  const { id: orderId, sellerId } = payment;
  const decided = { decidedReturnIds: [...payment.decidedReturnIds, reversalId] };
  if (owner === "platform") {
    const claim = { id: reversalId, orderId, sellerId, owedCents: amountCents };
    return writes(decided, {
      entries: [returnedTransferKept({ orderId, sellerId, reversalId, amountCents, at: now })],
      // Its money is with the platform already.
      receivables: [{ kind: "claimed", ...claim, isDue: true, comesBack: false }],
    });
  }
  const id = movementIds.transferAgain(orderId, reversalId);
  const order = { kind: "transfer", orderId, chargeId: null, sellerId, amountCents } as const;
  return writes(
    { ...decided, openMovementIds: [...payment.openMovementIds, id] },
    { movements: [{ id, order }] },
  );
}
