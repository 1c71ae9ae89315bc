import type { SavedState } from "@vc/stripe-simulator/in-process";
import type { CallOutcome } from "../../../services/payments/src/movements/lifecycle.ts";
import type { TakenMovement } from "../../../services/payments/src/movements/store.ts";
import type { StripeEvent } from "../../../services/payments/src/webhooks/lifecycle.ts";
import type { EventMessage } from "../bus/outbox.ts";
import type { Collections } from "./kept-storage.ts";

/** A message that a queue has not applied yet: late, or to be tried again. */
export interface WaitingMessage {
  readonly queue: string;
  readonly message: EventMessage;
}

/** A movement that a process has taken, and the answer that it holds once it has called Stripe. */
export interface Hand {
  readonly taken: TakenMovement;
  readonly outcome: CallOutcome | null;
}

/** What is chosen a bounded number of times in one story. */
export const CHOICES = [
  "checkout",
  "late payment",
  "request cancellation",
  "request revision",
  "resume",
  "statement",
  "brief",
  "review",
  "dispute",
  "inquiry",
  "appeal",
  "outside refund",
  "outside reversal",
  "outside payout",
  "refund failure",
  "payout failure",
  "account restriction",
  "account closing",
  "withdrawal",
  "decision",
  "crash",
  "request lost",
  "answer lost",
] as const;
export type Choice = (typeof CHOICES)[number];
export type Allowance = Readonly<Partial<Record<Choice, number>>>;

/** Everything that the next step depends on. Nothing in it is ever changed. */
export interface Moment {
  readonly nowMs: number;
  readonly orders: Collections;
  readonly payments: Collections;
  readonly stripe: SavedState;
  readonly messages: readonly WaitingMessage[];
  /** Events that payments has not read yet: one for each object and reader, since reading it again shows its newest state. */
  readonly webhooks: readonly StripeEvent[];
  readonly hands: readonly Hand[];
  /** What may still be chosen. */
  readonly left: Allowance;
}
