import type { Violation } from "../engine/violation.ts";
import type { Situation } from "../situations.ts";
import type { Balances } from "./balances.ts";

/** The objects of the payment provider, with the fields that payments reads. Amounts are in cents, times in ms. */

export interface Session {
  readonly id: string;
  readonly orderId: string;
  readonly amountCents: number;
  readonly expiresAtMs: number;
  status: "open" | "complete" | "expired";
  chargeId: string | null;
}

export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly sessionId: string;
  readonly amountCents: number;
  refundedCents: number;
  /** Sent to sellers and not reversed. */
  transferredCents: number;
  /** Stripe computes the fee some time after the payment. */
  feeKnown: boolean;
  readonly feeCents: number;
  /** Until then its money settles. */
  readonly availableAtMs: number;
}

/** The caller's marks on an object. */
export type Metadata = Readonly<Record<string, string>>;

interface Move {
  readonly id: string;
  readonly amountCents: number;
  readonly metadata: Metadata;
}

export interface Refund extends Move {
  readonly kind: "refund";
  readonly chargeId: string;
  /** `pending`: it waits for funds, and its money has not left. `failed`: it never will. */
  status: "pending" | "succeeded" | "failed";
}

export interface Transfer extends Move {
  readonly kind: "transfer";
  readonly orderId: string;
  /** `null`: it came out of what the platform has. */
  readonly chargeId: string | null;
  readonly accountId: string;
  reversedCents: number;
}

export interface Reversal extends Move {
  readonly kind: "reversal";
  readonly transferId: string;
}

export interface Payout extends Move {
  readonly kind: "payout";
  readonly accountId: string;
  status: "pending" | "paid" | "failed";
}

export type AnyMove = Refund | Transfer | Reversal | Payout;

/**
 * How far an account is: not verified yet, verified, restricted until Stripe has seen a document, or lost for good: its owner
 * closed it, or Stripe rejected it.
 */
export type Standing = "onboarding" | "active" | "restricted" | "closed" | "rejected";

export interface Account {
  readonly id: string;
  readonly sellerId: string;
  standing: Standing;
}

/** A bank's inquiry about a payment, or the chargeback of one. */
export interface Dispute {
  readonly id: string;
  readonly chargeId: string;
  readonly answerByMs: number;
  readonly evidence: Record<string, string>;
  readonly metadata: Record<string, string>;
  amountCents: number;
  status:
    | "warning_needs_response"
    | "warning_under_review"
    | "warning_closed"
    | "needs_response"
    | "under_review"
    | "won"
    | "lost"
    | "appeal_needs_response"
    | "appeal_under_review";
  /** The movements of the platform's balance. */
  readonly balanceTransactions: {
    readonly id: string;
    readonly amountCents: number;
    readonly feeCents: number;
  }[];
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  /** The connected account in which it happened; `null`: the platform's own. */
  readonly account: string | null;
  readonly createdMs: number;
}

/** What a caller gives for a move. */
export interface Given {
  readonly amountCents: number;
  readonly metadata: Metadata;
}

/** What the parts of the provider share. */
export interface ProviderCore {
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  readonly emit: (type: string, objectId: string, account?: string) => void;
  readonly balances: Balances;
  readonly raise: (violation: Violation) => void;
  readonly met: (situation: Situation) => void;
}
