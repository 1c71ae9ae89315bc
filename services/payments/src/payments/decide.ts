import { PaymentSucceeded, RefundFailed, RefundSucceeded } from "@vc/contracts";
import type { CommissionTerms } from "../ledger/commission.ts";
import {
  earningsTransferred,
  paymentReceived,
  refundPaid,
  refundReturned,
  stripeFee,
  surplusReceived,
  transferReturned,
} from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import {
  contradiction,
  early,
  type FactOf,
  followedBy,
  moved,
  type PaymentDecision,
  settledWhenDone,
  tells,
} from "./change.ts";
import { answer, applyVerdict, coverFailedRefund, hold, noteCash } from "./decide-chargeback.ts";
import { keep, settle, settleKept } from "./decide-settlement.ts";
import { type Fact, LIFECYCLE, type Rule } from "./lifecycle.ts";
import type { Payment } from "./payment.ts";

/** Decides what a fact means. Pure: the same arguments give the same decision. */
export function decide(payment: Payment, fact: Fact, now: Date, terms: CommissionTerms): PaymentDecision {
  const rule: Rule = LIFECYCLE[payment.state][fact.kind];
  if (rule === "already") return { kind: "already" };
  if (rule === "contradiction")
    return contradiction(payment, `${fact.kind} cannot be while it is ${payment.state}`);
  switch (fact.kind) {
    case "order_expired":
      return moved({ ...payment, state: "expired", checkout: null }, { movements: closeSession(payment) });
    case "paid":
      return rule === "receive" ? receive(payment, fact, now) : receiveAgain(payment, fact, now);
    case "fee_known":
      return noteFee(payment, fact, now);
    case "settled_by_order":
      return rule === "keep" ? keep(payment, fact) : settle(payment, fact, now, terms);
    case "refunded":
      return confirmRefund(payment, fact, now);
    case "refund_failed":
      return oweRefundAgain(payment, fact, now);
    case "transferred":
      return confirmTransfer(payment, fact, now);
    case "transfer_returned":
      return oweTransferAgain(payment, fact, now);
    case "inquired":
      return answer(payment, fact, now);
    case "charged_back":
      return hold(payment, fact, now);
    case "chargeback_moved":
      return noteCash(payment, fact, now);
    case "chargeback_decided":
      return followedBy(applyVerdict(payment, fact, now), (after) => settleKept(after, now, terms));
  }
}
function closeSession({ id, checkout }: Payment): NewMovement[] {
  if (!checkout?.opened) return [];
  const sessionId = checkout.opened.id;
  return [
    { id: movementIds.closeSession(sessionId), order: { kind: "close_session", orderId: id, sessionId } },
  ];
}

function receive(payment: Payment, fact: FactOf<"paid">, now: Date): PaymentDecision {
  const { chargeId, amountCents, fee } = fact;
  const about = { orderId: payment.id, chargeId, at: now };
  return moved(
    {
      ...payment,
      state: "blocked",
      checkout: null,
      charge: { id: chargeId, amountCents, feeCents: fee?.cents ?? null },
      paidAt: now,
      paidCents: payment.paidCents + amountCents,
    },
    {
      entries: [
        paymentReceived({ ...about, amountCents }),
        ...(fee
          ? [stripeFee({ ...about, feeCents: fee.cents, balanceTransactionId: fee.balanceTransactionId })]
          : []),
      ],
      events: [
        tells(PaymentSucceeded, { orderId: payment.id, amount: amountCents, paidAt: now.toISOString() }),
      ],
    },
  );
}

function receiveAgain(payment: Payment, fact: FactOf<"paid">, now: Date): PaymentDecision {
  const { chargeId, amountCents, fee } = fact;
  if (payment.charge?.id === chargeId) {
    return fee === null ? { kind: "already" } : noteFee(payment, { chargeId, ...fee }, now);
  }
  if (payment.surplusCharges.some(({ id }) => id === chargeId)) {
    return fee === null ? { kind: "already" } : noteFee(payment, { chargeId, ...fee }, now);
  }
  const about = { orderId: payment.id, chargeId, at: now };
  const movementId = movementIds.surplusRefund(payment.id, chargeId);
  return moved(
    settledWhenDone({
      ...payment,
      paidCents: payment.paidCents + amountCents,
      surplusCharges: [
        ...payment.surplusCharges,
        { id: chargeId, amountCents, feeCents: fee?.cents ?? null },
      ],
      dueRefunds: [...payment.dueRefunds, { movementId, chargeId, amountCents }],
      openMovementIds: [...payment.openMovementIds, movementId],
    }),
    {
      entries: [
        surplusReceived({ ...about, amountCents }),
        ...(fee
          ? [stripeFee({ ...about, feeCents: fee.cents, balanceTransactionId: fee.balanceTransactionId })]
          : []),
      ],
      movements: [{ id: movementId, order: { kind: "refund", orderId: payment.id, chargeId, amountCents } }],
    },
  );
}

function noteFee(
  payment: Payment,
  fee: { chargeId: string; cents: number; balanceTransactionId: string },
  now: Date,
): PaymentDecision {
  const { chargeId, cents, balanceTransactionId } = fee;
  const known = [payment.charge, ...payment.surplusCharges].find((charge) => charge?.id === chargeId);
  if (!known || known.feeCents !== null) return { kind: "already" };
  const noted = { ...known, feeCents: cents };
  return moved(
    {
      ...payment,
      charge: payment.charge?.id === chargeId ? noted : payment.charge,
      surplusCharges: payment.surplusCharges.map((charge) => (charge.id === chargeId ? noted : charge)),
    },
    {
      entries: [stripeFee({ orderId: payment.id, chargeId, feeCents: cents, balanceTransactionId, at: now })],
    },
  );
}

function confirmed(payment: Payment, movementId: string): Payment {
  return settledWhenDone({
    ...payment,
    dueRefunds: payment.dueRefunds.filter((refund) => refund.movementId !== movementId),
    openMovementIds: payment.openMovementIds.filter((open) => open !== movementId),
  });
}

function confirmRefund(payment: Payment, fact: FactOf<"refunded">, now: Date): PaymentDecision {
  const { movementId, refundId, amountCents } = fact;
  // Told again after the bank had sent this refund back, it would pass for the one that is owed since.
  const wasReturned = payment.returnedIds.includes(refundId);
  if (wasReturned || !payment.openMovementIds.includes(movementId)) return { kind: "already" };
  return moved(
    { ...confirmed(payment, movementId), refundedCents: payment.refundedCents + amountCents },
    {
      entries: [refundPaid({ orderId: payment.id, refundId, amountCents, at: now })],
      events: [
        tells(RefundSucceeded, {
          orderId: payment.id,
          buyerId: payment.buyerId,
          amount: amountCents,
          refundedAt: now.toISOString(),
        }),
      ],
    },
  );
}

/** A refund that fails after Stripe accepted it is owed as before, and made again under a new attempt. */
function oweRefundAgain(payment: Payment, fact: FactOf<"refund_failed">, now: Date): PaymentDecision {
  const { movementId, chargeId, refundId, amountCents } = fact;
  if (payment.returnedIds.includes(refundId)) return { kind: "already" };
  if (payment.openMovementIds.includes(movementId))
    return early(payment, `refund ${refundId} failed before it was recorded as made`);
  if (payment.refundedCents < amountCents)
    return contradiction(payment, `refund ${refundId} failed, and so much was never refunded`);
  const owed = moved(
    settledWhenDone({
      ...payment,
      refundedCents: payment.refundedCents - amountCents,
      returnedIds: [...payment.returnedIds, refundId],
      dueRefunds: [...payment.dueRefunds, { movementId, chargeId, amountCents }],
      openMovementIds: [...payment.openMovementIds, movementId],
    }),
    {
      entries: [refundReturned({ orderId: payment.id, refundId, amountCents, at: now })],
      repeatedMovementIds: [movementId],
      events: [
        tells(RefundFailed, {
          orderId: payment.id,
          buyerId: payment.buyerId,
          amount: amountCents,
          failedAt: now.toISOString(),
        }),
      ],
    },
  );
  return followedBy(owed, (after) => coverFailedRefund(after, fact, now));
}

function confirmTransfer(payment: Payment, fact: FactOf<"transferred">, now: Date): PaymentDecision {
  const { movementId, transferId, amountCents } = fact;
  if (!payment.openMovementIds.includes(movementId)) return { kind: "already" };
  const { id: orderId, sellerId } = payment;
  return moved(confirmed(payment, movementId), {
    entries: [earningsTransferred({ orderId, sellerId, movementId, transferId, amountCents, at: now })],
  });
}

/** What came back from a seller's balance at Stripe is theirs as before, and follows again. */
function oweTransferAgain(payment: Payment, fact: FactOf<"transfer_returned">, now: Date): PaymentDecision {
  const { reversalId, amountCents } = fact;
  if (payment.returnedIds.includes(reversalId)) return { kind: "already" };
  const { id: orderId, sellerId } = payment;
  const movementId = movementIds.transferAgain(orderId, reversalId);
  return moved(
    settledWhenDone({
      ...payment,
      returnedIds: [...payment.returnedIds, reversalId],
      openMovementIds: [...payment.openMovementIds, movementId],
    }),
    {
      entries: [transferReturned({ orderId, sellerId, reversalId, amountCents, at: now })],
      movements: [
        { id: movementId, order: { kind: "transfer", orderId, chargeId: null, sellerId, amountCents } },
      ],
    },
  );
}
