import { PaymentSucceeded } from "@vc/contracts";
import { already } from "@vc/lifecycle";
import { paymentReceived, stripeFee, surplusReceived } from "../ledger/entries.ts";
import { movementIds } from "../movements/movement.ts";
import { event, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import type { FactOf } from "./facts.ts";
import type { Payment } from "./payment.ts";

/** R8: money that buyers pay, and what Stripe keeps of it. */
export const receiptEffects = {
  receive,
  refund_surplus: refundSurplus,
  record_fee: recordFee,
  close_checkout: closeCheckout,
};

function receive(payment: Payment, fact: FactOf<"paid">, { now }: PaymentContext): PaymentEffect {
  const { chargeId, amountCents, fee } = fact;
  return writes(
    {
      checkout: null,
      charge: { id: chargeId, amountCents, feeCents: fee?.cents ?? null },
      paidAt: now,
      paidCents: payment.paidCents + amountCents,
    },
    {
      entries: [
        paymentReceived({ orderId: payment.id, chargeId, at: now, amountCents }),
        ...feeEntries(payment, fact, now),
      ],
      events: [
        event(PaymentSucceeded, { orderId: payment.id, amount: amountCents, paidAt: now.toISOString() }),
      ],
    },
  );
}

function feeEntries({ id: orderId }: Payment, { chargeId, fee }: FactOf<"paid">, at: Date) {
  if (fee === null) return [];
  const { cents: feeCents, balanceTransactionId } = fee;
  return [stripeFee({ orderId, chargeId, feeCents, balanceTransactionId, at })];
}

/** A payment that is known tells at most its fee; another one is owed back to the buyer. */
function refundSurplus(payment: Payment, fact: FactOf<"paid">, context: PaymentContext): PaymentEffect {
  const { chargeId, amountCents, fee } = fact;
  const isKnown = [payment.charge, ...payment.surplusCharges].some((charge) => charge?.id === chargeId);
  if (isKnown) return fee === null ? already() : recordFee(payment, { chargeId, ...fee }, context);
  const { now } = context;
  const movementId = movementIds.surplusRefund(payment.id, chargeId);
  return writes(
    {
      paidCents: payment.paidCents + amountCents,
      surplusCharges: [
        ...payment.surplusCharges,
        { id: chargeId, amountCents, feeCents: fee?.cents ?? null },
      ],
      dueRefunds: [...payment.dueRefunds, { movementId, chargeId, amountCents }],
      openMovementIds: [...payment.openMovementIds, movementId],
    },
    {
      entries: [
        surplusReceived({ orderId: payment.id, chargeId, at: now, amountCents }),
        ...feeEntries(payment, fact, now),
      ],
      movements: [{ id: movementId, order: { kind: "refund", orderId: payment.id, chargeId, amountCents } }],
    },
  );
}

function recordFee(
  payment: Payment,
  fee: { readonly chargeId: string; readonly cents: number; readonly balanceTransactionId: string },
  { now }: PaymentContext,
): PaymentEffect {
  const { chargeId, cents, balanceTransactionId } = fee;
  const known = [payment.charge, ...payment.surplusCharges].find((charge) => charge?.id === chargeId);
  if (!known || known.feeCents !== null) return already();
  const noted = { ...known, feeCents: cents };
  return writes(
    {
      charge: payment.charge?.id === chargeId ? noted : payment.charge,
      surplusCharges: payment.surplusCharges.map((charge) => (charge.id === chargeId ? noted : charge)),
    },
    {
      entries: [stripeFee({ orderId: payment.id, chargeId, feeCents: cents, balanceTransactionId, at: now })],
    },
  );
}

function closeCheckout({ id: orderId, checkout }: Payment): PaymentEffect {
  const session = checkout?.opened;
  return writes(
    { checkout: null },
    {
      movements: session
        ? [
            {
              id: movementIds.closeSession(session.id),
              order: { kind: "close_session", orderId, sessionId: session.id },
            },
          ]
        : [],
    },
  );
}
