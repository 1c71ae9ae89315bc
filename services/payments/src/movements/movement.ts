/**
 * A movement is something that Stripe is to do, recorded in the transaction of the decision (claim before money).
 * Its id is the business fact, so that one fact has one movement however often it is decided.
 */
export type MovementOrder =
  | {
      readonly kind: "refund";
      readonly orderId: string;
      readonly chargeId: string;
      readonly amountCents: number;
    }
  | {
      readonly kind: "transfer";
      readonly orderId: string;
      /** `null`: made again after it came back, when the charge has long settled. */
      readonly chargeId: string | null;
      readonly sellerId: string;
      readonly amountCents: number;
    }
  | {
      readonly kind: "payout";
      readonly withdrawalId: string;
      readonly sellerId: string;
      readonly amountCents: number;
    }
  /** Brings back from a seller's balance at Stripe what was collected for a lost chargeback (R30). */
  | {
      readonly kind: "reversal";
      readonly orderId: string;
      readonly disputeId: string;
      readonly sellerId: string;
      readonly amountCents: number;
    }
  /** Hands the order's case to the bank that asks about its payment or took it back (R30), staged first. No money moves. */
  | { readonly kind: "evidence"; readonly orderId: string; readonly disputeId: string }
  | { readonly kind: "close_session"; readonly orderId: string; readonly sessionId: string };

export type MovementKind = MovementOrder["kind"];

/**
 * `waiting`: for the seller's payout account, for transferred funds to settle, or for the day of staged evidence; nothing was
 * done yet. `due`: to be called, again and again. `succeeded` and `failed` are final.
 */
export const MOVEMENT_STATES = ["waiting", "due", "succeeded", "failed"] as const;
export type MovementState = (typeof MOVEMENT_STATES)[number];

export interface NewMovement {
  readonly id: string;
  readonly order: MovementOrder;
}

export interface Movement extends NewMovement {
  readonly state: MovementState;
  /** Part of the idempotency key; a new one only after a definite refusal. */
  readonly attempt: number;
  /** Calls of this attempt so far, the one in hand included. More than one: look before calling. */
  readonly calls: number;
  readonly createdAt: Date;
  /** When it may be called (next). */
  readonly nextAt: Date;
  readonly finishedAt: Date | null;
  readonly stripeId: string | null;
  /** What was done of it, in cents, where that is less than the whole. */
  readonly doneCents: number | null;
  /** Of a transfer: when Stripe pays out what it moved; `null`: at once, as far as is known. */
  readonly availableAt: Date | null;
  readonly lastError: string | null;
  /** How often what it had done was undone. */
  readonly undoneCount: number;
}

/** The most characters that are kept of why a call failed. */
export const LONGEST_REASON = 2_000;

/** The idempotency key of a movement's attempt: `re:<order>:<attempt>`. */
export function idempotencyKey(movement: Pick<Movement, "id" | "attempt">): string {
  return `${movement.id}:${movement.attempt}`;
}

/** Ids of movements, from the business fact. */
export const movementIds = {
  refund: (orderId: string) => `re:${orderId}`,
  surplusRefund: (orderId: string, chargeId: string) => `re:${orderId}:${chargeId}`,
  /** What a lost chargeback, or a refund by others, leaves of a refund. */
  restOfRefund: (orderId: string, takerId: string) => `re:${orderId}:${takerId}`,
  /** The same of a refund that came back after the bank had paid its part: the first rest was cancelled with it. */
  restOfReturnedRefund: (orderId: string, refundId: string) => `re:${orderId}:${refundId}`,
  /** What others refunded, and what failed. */
  refundAfter: (orderId: string, refundId: string) => `re:${orderId}:${refundId}:again`,
  transfer: (orderId: string) => `tr:${orderId}`,
  transferAgain: (orderId: string, reversalId: string) => `tr:${orderId}:${reversalId}`,
  reversal: (disputeId: string, turn: number) => `rv:${disputeId}:${turn}`,
  payout: (withdrawalId: string) => `po:${withdrawalId}`,
  evidence: (disputeId: string) => `ev:${disputeId}`,
  /** What a bank is told that only asks; should it take the payment back all the same, it is told again. */
  answer: (disputeId: string) => `in:${disputeId}`,
  closeSession: (sessionId: string) => `cl:${sessionId}`,
};
