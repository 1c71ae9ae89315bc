import type { Locale, PAYMENT_STATES } from "@vc/contracts";
import type { ChargebackShares } from "../ledger/chargeback-entries.ts";
import type { Release } from "../ledger/commission.ts";
import type { OutsideShares } from "../ledger/outside-entries.ts";

export type PaymentState = (typeof PAYMENT_STATES)[number];

/** A checkout session as it was asked for: every retry asks for the very same one. */
export interface CheckoutClaim {
  /** Part of the idempotency key: another session for the same order has another attempt. */
  readonly attempt: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** The language of Stripe's page; `null`: the browser's. */
  readonly locale: Locale | null;
  readonly expiresAt: Date;
  /** Stripe's answer; `null` while it has not come. */
  readonly opened: { readonly id: string; readonly url: string } | null;
}

export interface Charge {
  readonly id: string;
  readonly amountCents: number;
  /** What Stripe keeps of it; `null` while it has not worked that out. */
  readonly feeCents: number | null;
}

/** `open`: the bank has not decided. `won`: it gave the payment back. `lost`: it keeps it. */
export const CHARGEBACK_STATES = ["open", "won", "lost"] as const;
export type ChargebackState = (typeof CHARGEBACK_STATES)[number];

/** R30: the buyer's bank took a payment back. */
export interface Chargeback {
  /** Stripe's dispute. */
  readonly id: string;
  readonly chargeId: string;
  readonly amountCents: number;
  readonly shares: ChargebackShares;
  readonly state: ChargebackState;
  /** What has left the platform's balance for it and not come back. */
  readonly takenCents: number;
  /** What moved the platform's balance, each once. */
  readonly balanceTransactionIds: readonly string[];
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
  /** What the bank has said, in order. Only the first verdict moves money; after it, money follows what moves. */
  readonly verdicts: readonly { readonly verdict: "won" | "lost"; readonly at: Date }[];
}

/** A refund that Stripe has not accepted yet, less what a chargeback holds of it. */
export interface DueRefund {
  readonly movementId: string;
  readonly chargeId: string;
  readonly amountCents: number;
}

export const OUTSIDE_REFUND_STATES = ["made", "returned"] as const;

/**
 * R31: what the buyer got back and this platform did not ask for: a refund, or what a bank took after its verdict was booked.
 * `returned`: it failed, and its money is back.
 */
export interface OutsideRefund {
  /** Stripe's refund, or the balance transaction by which the bank took it. */
  readonly id: string;
  /** Stripe's dispute, where a bank took it. */
  readonly disputeId: string | null;
  readonly chargeId: string;
  readonly amountCents: number;
  readonly shares: OutsideShares;
  readonly state: (typeof OUTSIDE_REFUND_STATES)[number];
  /** Who bears what it lost; `null` until a person decides. */
  readonly bearer: "platform" | "seller" | null;
  /** What of the release the seller bears. */
  readonly charged: Release | null;
}

/** The money of one order, from placing to its end. All amounts are cents. */
export interface Payment {
  /** The order's id. */
  readonly id: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly title: string;
  readonly amountCents: number;
  readonly payBy: Date | null;
  readonly state: PaymentState;
  readonly checkout: CheckoutClaim | null;
  /** The charge that paid the order; others were surplus. */
  readonly charge: Charge | null;
  readonly surplusCharges: readonly Charge[];
  readonly paidAt: Date | null;
  readonly paidCents: number;
  readonly refundedCents: number;
  readonly releasedCents: number;
  readonly commissionCents: number;
  readonly vatCents: number;
  /** What the order's end said. While the payment is frozen it waits for the bank's verdict. */
  readonly settlement: { readonly refundCents: number; readonly releaseCents: number } | null;
  readonly dueRefunds: readonly DueRefund[];
  readonly chargebacks: readonly Chargeback[];
  readonly outsideRefunds: readonly OutsideRefund[];
  /** Stripe's inquiries: disputes in which the bank asks and has taken nothing. */
  readonly inquiryIds: readonly string[];
  /** Stripe's refunds that failed after they were accepted, and reversals of transfers that came from outside. */
  readonly returnedIds: readonly string[];
  /** Reversals of transfers that came from outside, and that a person has decided about. */
  readonly decidedReturnIds: readonly string[];
  /** Movements of this order's money that Stripe has not confirmed yet. */
  readonly openMovementIds: readonly string[];
  /** Refunds that the buyer's bank had made for good. Stripe may have been making one of them at that moment. */
  readonly cancelledRefundIds: readonly string[];
  /** Counts the events that were published about this payment. */
  readonly sequence: number;
  /** Counts changes; the store refuses to write over a change that it does not know. */
  readonly revision: number;
}
