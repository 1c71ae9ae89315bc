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
      readonly chargeId: string;
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
  /** Others refunded a payment at Stripe. `prevented`: Stripe itself, so that the bank takes nothing. */
  | {
      readonly kind: "refunded_outside";
      readonly refundId: string;
      readonly chargeId: string;
      readonly amountCents: number;
      readonly prevented: boolean;
      /** Not at Stripe: a person paid the buyer by another way, from the company's bank. Default: at Stripe. */
      readonly isElsewhere?: boolean;
    }
  | { readonly kind: "outside_refund_failed"; readonly refundId: string }
  /** A person decided who bears what others refunded beside what the buyer was owed. */
  | {
      readonly kind: "outside_loss_decided";
      readonly refundId: string;
      readonly bearer: "platform" | "seller";
    }
  | {
      readonly kind: "transferred";
      readonly movementId: string;
      readonly transferId: string;
      readonly amountCents: number;
    }
  /** A transfer was reversed outside this service: by an administrator at Stripe, or by Stripe itself. */
  | {
      readonly kind: "transfer_returned";
      readonly reversalId: string;
      readonly amountCents: number;
      /** What the books have in the seller's balance at Stripe. */
      readonly connectedCents: number;
    }
  /** A person decided whose the money of a reversed transfer is. */
  | {
      readonly kind: "returned_transfer_decided";
      readonly reversalId: string;
      readonly amountCents: number;
      readonly owner: "seller" | "platform";
    }
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

export type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>;
