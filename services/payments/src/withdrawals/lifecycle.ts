import {
  type DataOf,
  type EventDefinition,
  type WITHDRAWAL_STATES,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import { type Entry, withdrawalFailed, withdrawalPaid, withdrawalReturned } from "../ledger/entries.ts";

export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

export interface Withdrawal {
  readonly id: string;
  readonly accountId: string;
  readonly amountCents: number;
  readonly state: WithdrawalState;
  /** Stripe's payout, once it is known. */
  readonly payoutId: string | null;
  readonly createdAt: Date;
  /** Counts the events that were published about this withdrawal. */
  readonly sequence: number;
  readonly revision: number;
}

/** What happened to the payout. `refused`: Stripe would not make one. */
export type PayoutFact =
  | { readonly kind: "made"; readonly payoutId: string }
  | { readonly kind: "paid"; readonly payoutId: string }
  | { readonly kind: "failed"; readonly payoutId: string }
  | { readonly kind: "refused" };

type Rule = "note" | "pay" | "give_back" | "take_back" | "already";

/**
 * The life of a withdrawal: what each fact means in each state. A bank may send back what it had reported as paid, so
 * `paid` is not final; `failed` is, since nothing is left to fail.
 */
export const LIFECYCLE = {
  pending: { made: "note", paid: "pay", failed: "give_back", refused: "give_back" },
  paid: { made: "already", paid: "already", failed: "take_back", refused: "already" },
  failed: { made: "already", paid: "already", failed: "already", refused: "already" },
} as const satisfies Record<WithdrawalState, Record<PayoutFact["kind"], Rule>>;

export interface WithdrawalChange {
  readonly withdrawal: Withdrawal;
  readonly entries: readonly Entry[];
  readonly events: readonly {
    readonly type: EventDefinition;
    readonly data: DataOf<typeof WithdrawalPaid>;
  }[];
}

/** Decides what a fact about the payout means; `null` when it changes nothing. Pure. */
export function decide(withdrawal: Withdrawal, fact: PayoutFact, now: Date): WithdrawalChange | null {
  const rule: Rule = LIFECYCLE[withdrawal.state][fact.kind];
  const payoutId = fact.kind === "refused" ? withdrawal.payoutId : fact.payoutId;
  const { id: withdrawalId, accountId, amountCents } = withdrawal;
  const facts = { withdrawalId, accountId, amountCents, at: now };
  const data = { withdrawalId, accountId, amount: amountCents };
  switch (rule) {
    case "already":
      return null;
    case "note":
      if (withdrawal.payoutId === payoutId) return null;
      return { withdrawal: { ...withdrawal, payoutId }, entries: [], events: [] };
    case "pay":
      return {
        withdrawal: { ...withdrawal, payoutId, state: "paid" },
        entries: payoutId === null ? [] : [withdrawalPaid({ ...facts, payoutId })],
        events: [{ type: WithdrawalPaid, data }],
      };
    case "give_back":
      return {
        withdrawal: { ...withdrawal, payoutId, state: "failed" },
        entries: [withdrawalFailed({ ...facts, payoutId })],
        events: [{ type: WithdrawalFailed, data }],
      };
    case "take_back":
      return {
        withdrawal: { ...withdrawal, payoutId, state: "failed" },
        entries: payoutId === null ? [] : [withdrawalReturned({ ...facts, payoutId })],
        events: [{ type: WithdrawalFailed, data }],
      };
  }
}
