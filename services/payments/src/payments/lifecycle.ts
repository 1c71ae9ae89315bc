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
  /** The buyer's bank did not take a refund that Stripe had accepted. */
  | {
      readonly kind: "refund_failed";
      readonly movementId: string;
      readonly chargeId: string;
      readonly refundId: string;
      readonly amountCents: number;
    }
  | {
      readonly kind: "transferred";
      readonly movementId: string;
      readonly transferId: string;
      readonly amountCents: number;
    }
  /** Somebody else than this service reversed a transfer: an administrator at Stripe, or Stripe itself. */
  | { readonly kind: "transfer_returned"; readonly reversalId: string; readonly amountCents: number }
  /** R30: the buyer's bank asks about a payment, and has taken nothing: Stripe's inquiry. */
  | {
      readonly kind: "inquired";
      readonly disputeId: string;
      /** Until when Stripe takes an answer. */
      readonly evidenceBy: Date | null;
    }
  /** R30: the buyer's bank took a payment back. */
  | {
      readonly kind: "charged_back";
      readonly disputeId: string;
      readonly chargeId: string;
      readonly amountCents: number;
      /** Until when Stripe takes evidence. */
      readonly evidenceBy: Date | null;
    }
  /** What a chargeback moved in the platform's balance; `takenCents` is below 0 when it came back. */
  | {
      readonly kind: "chargeback_moved";
      readonly disputeId: string;
      readonly balanceTransactionId: string;
      readonly takenCents: number;
      readonly feeCents: number;
    }
  | {
      readonly kind: "chargeback_decided";
      readonly disputeId: string;
      readonly verdict: "won" | "lost";
    };
export type FactKind = Fact["kind"];

export type Rule =
  | "receive" // the payment that the order waited for
  | "receive_again" // a repeat of it, or money that nobody asked for: back to the buyer
  | "expire"
  | "settle"
  | "keep" // an end that waits for the bank's verdict
  | "confirm" // of a movement
  | "owe_again" // what a movement had done was undone
  | "answer" // the bank's question, with the order's case
  | "hold" // what the bank took
  | "note_cash"
  | "apply_verdict"
  | "note_fee"
  | "already"
  | "contradiction";

/**
 * The life of a payment: what each fact means in each state. The only place that knows it.
 *
 * `frozen` is R30: the bank holds what was blocked for an order that goes on, so that nothing is released or refunded of
 * it. The order's own life does not stop; its end is kept until the verdict. A chargeback after the end does not change
 * the state: what was released became the seller's, and is claimed from them.
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
    refund_failed: "contradiction",
    transfer_returned: "contradiction",
    inquired: "contradiction",
    charged_back: "contradiction",
    chargeback_moved: "contradiction",
    chargeback_decided: "contradiction",
  },
  expired: {
    order_expired: "already",
    paid: "receive",
    fee_known: "contradiction",
    settled_by_order: "contradiction",
    refunded: "contradiction",
    transferred: "contradiction",
    refund_failed: "contradiction",
    transfer_returned: "contradiction",
    inquired: "contradiction",
    charged_back: "contradiction",
    chargeback_moved: "contradiction",
    chargeback_decided: "contradiction",
  },
  blocked: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "settle",
    refunded: "confirm",
    transferred: "contradiction",
    refund_failed: "owe_again",
    transfer_returned: "contradiction",
    inquired: "answer",
    charged_back: "hold",
    chargeback_moved: "note_cash",
    chargeback_decided: "apply_verdict",
  },
  frozen: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "keep",
    refunded: "confirm",
    transferred: "contradiction",
    refund_failed: "owe_again",
    transfer_returned: "contradiction",
    inquired: "answer",
    charged_back: "hold",
    chargeback_moved: "note_cash",
    chargeback_decided: "apply_verdict",
  },
  settling: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "already",
    refunded: "confirm",
    transferred: "confirm",
    refund_failed: "owe_again",
    transfer_returned: "owe_again",
    inquired: "answer",
    charged_back: "hold",
    chargeback_moved: "note_cash",
    chargeback_decided: "apply_verdict",
  },
  settled: {
    order_expired: "already",
    paid: "receive_again",
    fee_known: "note_fee",
    settled_by_order: "already",
    refunded: "already",
    transferred: "already",
    refund_failed: "owe_again",
    transfer_returned: "owe_again",
    inquired: "answer",
    charged_back: "hold",
    chargeback_moved: "note_cash",
    chargeback_decided: "apply_verdict",
  },
} as const satisfies Record<PaymentState, Record<FactKind, Rule>>;
