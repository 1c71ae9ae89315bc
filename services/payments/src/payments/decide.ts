import {
  type DataOf,
  EarningsReleased,
  type EventDefinition,
  PaymentSucceeded,
  RefundSucceeded,
} from "@vc/contracts";
import { type CommissionTerms, divideRelease } from "../ledger/commission.ts";
import {
  type Entry,
  earningsReleased,
  earningsTransferred,
  paymentReceived,
  refundOwed,
  refundPaid,
  stripeFee,
  surplusReceived,
} from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { type Fact, type FactKind, LIFECYCLE, type Rule } from "./lifecycle.ts";
import type { Payment } from "./payment.ts";

/** An event of a payment, ready for the outbox but for its sequence. */
export interface PaymentEvent {
  readonly type: EventDefinition;
  readonly data: unknown;
}

/** What a fact changes: the payment, and what is written, moved and told with it. */
export interface PaymentChange {
  readonly payment: Payment;
  readonly entries: readonly Entry[];
  readonly movements: readonly NewMovement[];
  readonly events: readonly PaymentEvent[];
}

export type PaymentDecision =
  | { readonly kind: "moved"; readonly change: PaymentChange }
  | { readonly kind: "already" }
  | { readonly kind: "contradiction"; readonly reason: string };

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
      return settle(payment, fact, now, terms);
    case "refunded":
      return confirmRefund(payment, fact, now);
    case "transferred":
      return confirmTransfer(payment, fact, now);
  }
}

type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>;

function moved(payment: Payment, written: Partial<Omit<PaymentChange, "payment">> = {}): PaymentDecision {
  return { kind: "moved", change: { payment, entries: [], movements: [], events: [], ...written } };
}

function contradiction(payment: Payment, reason: string): PaymentDecision {
  return { kind: "contradiction", reason: `payment of ${payment.id}: ${reason}` };
}

function tells<Definition extends EventDefinition>(type: Definition, data: DataOf<Definition>): PaymentEvent {
  return { type, data };
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
  if (payment.surplusChargeIds.includes(chargeId)) return { kind: "already" };
  const about = { orderId: payment.id, chargeId, at: now };
  const movementId = movementIds.surplusRefund(payment.id, chargeId);
  return moved(
    {
      ...payment,
      paidCents: payment.paidCents + amountCents,
      surplusChargeIds: [...payment.surplusChargeIds, chargeId],
      openMovementIds: [...payment.openMovementIds, movementId],
    },
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
  if (payment.charge?.id !== fee.chargeId || payment.charge.feeCents !== null) return { kind: "already" };
  const { chargeId, cents, balanceTransactionId } = fee;
  return moved(
    { ...payment, charge: { ...payment.charge, feeCents: cents } },
    {
      entries: [stripeFee({ orderId: payment.id, chargeId, feeCents: cents, balanceTransactionId, at: now })],
    },
  );
}

function settle(
  payment: Payment,
  fact: FactOf<"settled_by_order">,
  now: Date,
  terms: CommissionTerms,
): PaymentDecision {
  const { refundCents, releaseCents } = fact;
  const { charge } = payment;
  // What a settlement left over would stay blocked for ever, and what it takes too much of is somebody else's.
  if (charge === null || refundCents + releaseCents !== charge.amountCents) {
    return contradiction(payment, `a settlement of ${refundCents} + ${releaseCents} is not what was paid`);
  }
  const about = { orderId: payment.id, at: now };
  const release = divideRelease(releaseCents, terms);
  const refund: NewMovement = {
    id: movementIds.refund(payment.id),
    order: { kind: "refund", orderId: payment.id, chargeId: charge.id, amountCents: refundCents },
  };
  const transfer: NewMovement = {
    id: movementIds.transfer(payment.id),
    order: {
      kind: "transfer",
      orderId: payment.id,
      chargeId: charge.id,
      sellerId: payment.sellerId,
      amountCents: release.netCents,
    },
  };
  const movements = [...(refundCents > 0 ? [refund] : []), ...(release.netCents > 0 ? [transfer] : [])];
  const openMovementIds = [...payment.openMovementIds, ...movements.map((movement) => movement.id)];
  return moved(
    {
      ...payment,
      state: openMovementIds.length > 0 ? "settling" : "settled",
      settlement: { refundCents, releaseCents },
      releasedCents: release.grossCents,
      commissionCents: release.commissionCents,
      vatCents: release.vatCents,
      openMovementIds,
    },
    {
      entries: [
        ...(refundCents > 0 ? [refundOwed({ ...about, amountCents: refundCents })] : []),
        ...(releaseCents > 0 ? [earningsReleased({ ...about, sellerId: payment.sellerId, release })] : []),
      ],
      movements,
      events:
        releaseCents > 0
          ? [
              tells(EarningsReleased, {
                orderId: payment.id,
                sellerId: payment.sellerId,
                grossAmount: release.grossCents,
                commissionAmount: release.commissionCents,
                vatAmount: release.vatCents,
                netAmount: release.netCents,
                releasedAt: now.toISOString(),
              }),
            ]
          : [],
    },
  );
}

function confirmed(payment: Payment, movementId: string): Payment {
  const openMovementIds = payment.openMovementIds.filter((open) => open !== movementId);
  const isOver = payment.state === "settling" && openMovementIds.length === 0;
  return { ...payment, openMovementIds, state: isOver ? "settled" : payment.state };
}

function confirmRefund(payment: Payment, fact: FactOf<"refunded">, now: Date): PaymentDecision {
  const { movementId, refundId, amountCents } = fact;
  if (!payment.openMovementIds.includes(movementId)) return { kind: "already" };
  return moved(
    { ...confirmed(payment, movementId), refundedCents: payment.refundedCents + amountCents },
    {
      entries: [refundPaid({ orderId: payment.id, movementId, refundId, amountCents, at: now })],
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

function confirmTransfer(payment: Payment, fact: FactOf<"transferred">, now: Date): PaymentDecision {
  const { movementId, transferId, amountCents } = fact;
  if (!payment.openMovementIds.includes(movementId)) return { kind: "already" };
  const { id: orderId, sellerId } = payment;
  return moved(confirmed(payment, movementId), {
    entries: [earningsTransferred({ orderId, sellerId, movementId, transferId, amountCents, at: now })],
  });
}
