import type { EXCEPTION_DECISIONS, EXCEPTION_KINDS, EXCEPTION_STATES } from "@vc/contracts";

export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];
export type ExceptionState = (typeof EXCEPTION_STATES)[number];
export type ExceptionDecision = (typeof EXCEPTION_DECISIONS)[number];

/** The most characters of what is known. */
export const LONGEST_KNOWN = 1_000;

/** Something that happened to money and that a person has to look at. It is one for a kind and an object of Stripe. */
export interface NewException {
  readonly kind: ExceptionKind;
  /** Stripe's object that it is about. */
  readonly stripeId: string;
  readonly orderId: string | null;
  readonly sellerId: string | null;
  /** What moved, in cents. */
  readonly amountCents: number;
  /** What of it the platform bears until a person decides otherwise. */
  readonly lossCents: number;
  /** What is known, in a sentence for staff. */
  readonly known: string;
}

/** R31: a movement of money that the platform did not start, from its booking to a person's decision. */
export interface MoneyException extends NewException {
  readonly id: string;
  readonly state: ExceptionState;
  /** The admin who works on it; kept once it is resolved. */
  readonly takenBy: { readonly id: string; readonly at: Date } | null;
  readonly resolution: Resolution | null;
  readonly createdAt: Date;
  readonly revision: number;
}

export interface Resolution {
  readonly decision: ExceptionDecision;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** What can be decided about each kind. `accept`: it stays as it is booked. */
const decisionsOf = {
  refund_outside: ["accept", "charge_seller"],
  dispute_prevented: ["accept", "charge_seller"],
  paid_twice: ["accept"],
  payout_outside: ["accept"],
  transfer_reversed: ["pay_seller", "charge_seller"],
  verdict_changed: ["accept", "charge_seller"],
  balance_negative: ["accept"],
  transaction_unknown: ["accept"],
  account_gone: ["accept"],
  request_refused: ["accept"],
  refund_failing: ["accept", "paid_otherwise"],
  fraud_warning: ["accept"],
} as const satisfies Record<ExceptionKind, readonly ExceptionDecision[]>;

/** What an admin can decide; a seller is charged for losses alone. */
export function possibleDecisions({
  kind,
  lossCents,
}: Pick<MoneyException, "kind" | "lossCents">): readonly ExceptionDecision[] {
  const decisions: readonly ExceptionDecision[] = decisionsOf[kind];
  const isLoss = kind === "transfer_reversed" || lossCents > 0;
  return decisions.filter((decision) => decision !== "charge_seller" || isLoss);
}
