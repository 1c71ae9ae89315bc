import type { PAYMENT_STATES } from "@vc/contracts";

export type PaymentState = (typeof PAYMENT_STATES)[number];

/** A checkout session as it was asked for: every retry asks for the very same one. */
export interface CheckoutClaim {
  /** Part of the idempotency key: another session for the same order has another attempt. */
  readonly attempt: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Date;
  /** Stripe's answer; `null` while it has not come. */
  readonly opened: { readonly id: string; readonly url: string } | null;
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
  readonly charge: {
    readonly id: string;
    readonly amountCents: number;
    readonly feeCents: number | null;
  } | null;
  readonly surplusChargeIds: readonly string[];
  readonly paidAt: Date | null;
  readonly paidCents: number;
  readonly refundedCents: number;
  readonly releasedCents: number;
  readonly commissionCents: number;
  readonly vatCents: number;
  readonly settlement: { readonly refundCents: number; readonly releaseCents: number } | null;
  /** Movements of this order's money that Stripe has not confirmed yet. */
  readonly openMovementIds: readonly string[];
  /** Counts the events that were published about this payment. */
  readonly sequence: number;
  /** Counts changes; the store refuses to write over a change that it does not know. */
  readonly revision: number;
}
