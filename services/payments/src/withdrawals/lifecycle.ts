import {
  type DataOf,
  type EventDefinition,
  WITHDRAWAL_STATES,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import {
  already,
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
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

type FactOf<Kind extends PayoutFact["kind"]> = Extract<PayoutFact, { kind: Kind }>;

/** What is posted and published with a change of a withdrawal. */
interface Written {
  readonly entries: readonly Entry[];
  readonly events: readonly {
    readonly type: EventDefinition;
    readonly data: DataOf<typeof WithdrawalPaid>;
  }[];
}

const writes = writesOf<Withdrawal, Written>;

const dataOf = ({ id, accountId, amountCents }: Withdrawal) => ({
  withdrawalId: id,
  accountId,
  amount: amountCents,
});

const factsOf = ({ id, accountId, amountCents }: Withdrawal, { now }: Context) => ({
  withdrawalId: id,
  accountId,
  amountCents,
  at: now,
});

const effects = {
  record_payout: (withdrawal: Withdrawal, { payoutId }: FactOf<"made">) =>
    withdrawal.payoutId === payoutId ? already() : writes({ payoutId }),

  pay: (withdrawal: Withdrawal, { payoutId }: FactOf<"paid">, context: Context) =>
    writes(
      { payoutId },
      {
        entries: [withdrawalPaid({ ...factsOf(withdrawal, context), payoutId })],
        events: [{ type: WithdrawalPaid, data: dataOf(withdrawal) }],
      },
    ),

  give_back: (withdrawal: Withdrawal, fact: FactOf<"failed" | "refused">, context: Context) => {
    const payoutId = fact.kind === "refused" ? withdrawal.payoutId : fact.payoutId;
    return writes(
      { payoutId },
      {
        entries: [withdrawalFailed({ ...factsOf(withdrawal, context), payoutId })],
        events: [{ type: WithdrawalFailed, data: dataOf(withdrawal) }],
      },
    );
  },

  take_back: (withdrawal: Withdrawal, { payoutId }: FactOf<"failed">, context: Context) =>
    writes(
      { payoutId },
      {
        entries: [withdrawalReturned({ ...factsOf(withdrawal, context), payoutId })],
        events: [{ type: WithdrawalFailed, data: dataOf(withdrawal) }],
      },
    ),
};

type Move = RowOf<WithdrawalState, PayoutFact, { effects: typeof effects }>;

/**
 * The life of a withdrawal. A bank may send back what it had reported as paid, so `paid` is not final; `failed` is,
 * since nothing is left to fail.
 */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "made",    from: ["pending"], to: "same",   effect: "record_payout", rules: "R29" },
  { on: "paid",    from: ["pending"], to: "paid",   effect: "pay",           rules: "R29" },
  { on: "failed",  from: ["pending"], to: "failed", effect: "give_back",     rules: "R29" },
  { on: "refused", from: ["pending"], to: "failed", effect: "give_back",     rules: "R29" },
  { on: "failed",  from: ["paid"],    to: "failed", effect: "take_back",     rules: "R29" },
];

export const lifecycle = {
  name: "withdrawal",
  states: WITHDRAWAL_STATES,
  initial: "pending",
  rows: moves,
  repeats: {
    made: ["paid", "failed"],
    paid: ["paid", "failed"],
    failed: ["failed"],
    refused: ["paid", "failed"],
  },
} satisfies Lifecycle<Move>;

interface WithdrawalMachine extends MachineTypes {
  readonly subject: Withdrawal;
  readonly input: PayoutFact;
  readonly context: Context;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<WithdrawalMachine> = {
  ...lifecycle,
  effects,
  nothing: { entries: [], events: [] },
  label: ({ id }) => `withdrawal ${id}`,
};

/** Decides what a fact about the payout means. Pure. */
export function decide(withdrawal: Withdrawal, fact: PayoutFact, now: Date) {
  return decideByTable(machine, withdrawal, fact, { now });
}

/**
 * Whether a payout that names a withdrawal is the one that was made for it. Of one that failed without a payout none is: its
 * money is the seller's again, so that a payout has paid something else. Pure.
 */
export function isPayoutOf(
  { accountId, amountCents, payoutId, state }: Withdrawal,
  payout: { readonly id: string; readonly amount: number },
  paidAccountId: string,
): boolean {
  return (
    accountId === paidAccountId &&
    amountCents === payout.amount &&
    (payoutId === payout.id || (payoutId === null && state !== "failed"))
  );
}
