import type { PaymentState } from "./payment.ts";

/** What happened. All of them are facts, so none is refused; one that cannot be is a contradiction, and is parked. */
export type Fact =
  | { readonly kind: "order_expired" }
  | {
      readonly kind: "paid";
      readonly chargeId: string;
      readonly amountCents: number;
      /** `null` while Stripe has not worked it out. */
      readonly fee: { readonly cents: number; readonly balanceTransactionId: string } | null;
    }
  | {
      readonly kind: "fee_known";
      readonly chargeId: string;
      readonly cents: number;
      readonly balanceTransactionId: string;
    }
  | { readonly kind: "settled_by_order"; readonly refundCents: number; readonly releaseCents: number }
  | {
      readonly kind: "refunded";
      readonly movementId: string;
      readonly refundId: string;
      readonly amountCents: number;
    }
  | {
      readonly kind: "transferred";
      readonly movementId: string;
      readonly transferId: string;
      readonly amountCents: number;
    };
export type FactKind = Fact["kind"];

export type Rule =
  | "receive" // the payment that the order waited for
  | "receive_again" // a repeat of it, or money that nobody asked for: back to the buyer
  | "expire"
  | "settle"
  | "confirm" // of a movement
  | "note_fee"
  | "already"
  | "contradiction";

/**
 * The life of a payment: what each fact means in each state. The only place that knows it.
 *
 * A payment for an expired order is received like any other: orders answers it with a settlement that refunds all
 * (R8), so that there is one way in which money goes back.
 */
export const LIFECYCLE = {
  awaiting_payment: {
    order_expired: "expire",
    paid: "receive",
    fee_known: "contradiction",
    settled_by_order: "contradiction",
    refunded: "contradiction",
    transferred: "contradiction",
  },
  expired: {
    order_expired: "already",
    paid: "receive",
    fee_known: "contradiction",
    settled_by_order: "contradiction",
    refunded: "contradiction",
    transferred: "contradiction",
  },
  blocked: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "settle",
    refunded: "confirm",
    transferred: "confirm",
  },
  settling: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "already",
    refunded: "confirm",
    transferred: "confirm",
  },
  settled: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "already",
    refunded: "confirm",
    transferred: "confirm",
  },
} as const satisfies Record<PaymentState, Record<FactKind, Rule>>;
