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
  /** Hands the order's case to the bank that asks about its payment or took it back (R30). No money moves. */
  | { readonly kind: "evidence"; readonly orderId: string; readonly disputeId: string }
  | { readonly kind: "close_session"; readonly orderId: string; readonly sessionId: string };

export type MovementKind = MovementOrder["kind"];

/**
 * `waiting`: for the seller's payout account, and nothing was done yet. `due`: to be called, again and again.
 * `succeeded` and `failed` are final.
 */
export const MOVEMENT_STATES = ["waiting", "due", "succeeded", "failed"] as const;
export type MovementState = (typeof MOVEMENT_STATES)[number];

export interface NewMovement {
  readonly id: string;
  readonly order: MovementOrder;
  /** Not to be done before. Default: at once. */
  readonly notBefore?: Date;
}

export interface Movement extends NewMovement {
  readonly state: MovementState;
  /** Part of the idempotency key; a new one only after a definite refusal. */
  readonly attempt: number;
  /** Calls of this attempt so far, the one in hand included. More than one: look before calling. */
  readonly calls: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly stripeId: string | null;
  readonly lastError: string | null;
}

/** What became of a call. */
export type MovementOutcome =
  | { readonly kind: "done"; readonly stripeId: string }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string }
  /** There was no call: the seller has no payout account that can receive money. */
  | { readonly kind: "no_account" };

/** How a movement goes on. Only `succeeded` and `failed` change anybody's money. */
export type MovementStep =
  | { readonly kind: "succeed"; readonly stripeId: string }
  | { readonly kind: "fail"; readonly reason: string }
  | { readonly kind: "call_again"; readonly attempt: number; readonly calls: number; readonly reason: string }
  | { readonly kind: "wait_for_account"; readonly attempt: number; readonly reason: string };

type OnRefusal = (movement: Movement, code: string, reason: string) => MovementStep;

const asNewAttempt: OnRefusal = (movement, _code, reason) => ({
  kind: "call_again",
  attempt: movement.attempt + 1,
  calls: 0,
  reason,
});

/** Codes of Stripe that mean: this account cannot receive money now. */
const accountCodes = ["insufficient_capabilities_for_transfer", "account_closed", "account_invalid"];

/**
 * What a definite refusal means, by kind. Refunds and transfers are owed and cannot be given up, so they are tried
 * again under a new key; a payout that cannot be made goes back to the balance, where its owner sees it (R29).
 */
const onRefusal = {
  refund: asNewAttempt,
  transfer: (movement, code, reason) =>
    accountCodes.includes(code)
      ? { kind: "wait_for_account", attempt: movement.attempt + 1, reason }
      : asNewAttempt(movement, code, reason),
  payout: (_movement, _code, reason) => ({ kind: "fail", reason }),
  // The transfer that feeds the seller's balance may still be on its way.
  reversal: asNewAttempt,
  // A dispute that takes no more evidence is decided; that is told by its own event.
  evidence: (_movement, _code, reason) => ({ kind: "fail", reason }),
  close_session: asNewAttempt,
} as const satisfies Record<MovementKind, OnRefusal>;

/** The most characters that are kept of why a call failed. */
export const LONGEST_REASON = 2_000;

/** Decides how a movement goes on after a call. Pure. */
export function nextStep(movement: Movement, outcome: MovementOutcome): MovementStep {
  switch (outcome.kind) {
    case "done":
      return { kind: "succeed", stripeId: outcome.stripeId };
    case "refused": {
      const reason = `${outcome.code}: ${outcome.message}`.slice(0, LONGEST_REASON);
      return onRefusal[movement.order.kind](movement, outcome.code, reason);
    }
    case "no_account":
      return { kind: "wait_for_account", attempt: movement.attempt, reason: "no active payout account" };
    case "unknown":
      return {
        kind: "call_again",
        attempt: movement.attempt,
        calls: movement.calls,
        reason: outcome.message.slice(0, LONGEST_REASON),
      };
  }
}

/** The idempotency key of a movement's attempt: `re:<order>:<attempt>`. */
export function idempotencyKey(movement: Pick<Movement, "id" | "attempt">): string {
  return `${movement.id}:${movement.attempt}`;
}

/** Ids of movements, from the business fact. */
export const movementIds = {
  refund: (orderId: string) => `re:${orderId}`,
  surplusRefund: (orderId: string, chargeId: string) => `re:${orderId}:${chargeId}`,
  /** What a lost chargeback leaves of a refund. */
  restOfRefund: (orderId: string, disputeId: string) => `re:${orderId}:${disputeId}`,
  transfer: (orderId: string) => `tr:${orderId}`,
  transferAgain: (orderId: string, reversalId: string) => `tr:${orderId}:${reversalId}`,
  reversal: (disputeId: string, turn: number) => `rv:${disputeId}:${turn}`,
  payout: (withdrawalId: string) => `po:${withdrawalId}`,
  evidence: (disputeId: string) => `ev:${disputeId}`,
  /** What a bank is told that only asks; should it take the payment back all the same, it is told again. */
  answer: (disputeId: string) => `in:${disputeId}`,
  closeSession: (sessionId: string) => `cl:${sessionId}`,
};
