import { PAYOUT_ACCOUNT_STATES, type PayoutAccountState } from "@vc/contracts";
import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "@vc/lifecycle";
import type Stripe from "stripe";

/** A seller's account at Stripe, as it was last read. */
export interface PayoutAccount {
  /** The seller's account on this platform. */
  readonly id: string;
  readonly state: PayoutAccountState;
  readonly stripeAccountId: string | null;
  /** Accounts that were closed or rejected for good, and that this one replaces: payouts from them may still be heard of. */
  readonly formerStripeIds: readonly string[];
  /** What Stripe still wants from the seller. */
  readonly requirements: readonly string[];
  /** How the account is asked for at Stripe until it exists: every retry asks for the very same one. */
  readonly claim: { readonly attempt: number; readonly contactEmail: string | null } | null;
  /** Since when what is in the balance at Stripe lies there, when the seller was last reminded of it; `null`: never. */
  readonly remindedOf: Date | null;
  /** Counts the events that were published about this account. */
  readonly sequence: number;
  readonly revision: number;
}

/** `active`: receives money and pays it out. `onboarding`: its owner has not finished. `withheld`: Stripe holds it back. */
export type Standing = "active" | "onboarding" | "withheld";

export interface Reading {
  readonly standing: Standing;
  readonly requirements: readonly string[];
}

/** Reads what matters here out of Stripe's account; needs `configuration.recipient` and `requirements` included. */
export function readAccount(account: Stripe.V2.Core.Account): Reading {
  const balance = account.configuration?.recipient?.capabilities?.stripe_balance;
  const entries = (account.requirements?.entries ?? []).filter(
    (entry) => entry.awaiting_action_from === "user",
  );
  const requirements = [...new Set(entries.map((entry) => entry.description))];
  const isActive =
    account.closed !== true &&
    balance?.stripe_transfers?.status === "active" &&
    (balance.payouts === undefined || balance.payouts.status === "active");
  if (isActive) return { standing: "active", requirements };
  const isOnboarding =
    balance?.stripe_transfers?.status === "pending" ||
    // Stripe looks at new accounts for some minutes before it allows payouts.
    balance?.payouts?.status === "pending" ||
    entries.some((entry) => entry.requested_reasons.some((reason) => reason.code === "routine_onboarding"));
  return { standing: isOnboarding ? "onboarding" : "withheld", requirements };
}

/** Whether an account is closed, or rejected for good: it can never receive money again. */
export function isGone(account: Stripe.V2.Core.Account): boolean {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  const isRejected = transfers?.status_details.some(({ code }) => code.startsWith("rejected_")) ?? false;
  return account.closed === true || isRejected;
}

/** A reading of an account at Stripe, and which account it was. */
export interface AccountReading extends Reading {
  readonly stripeAccountId: string;
}

const effects = {
  take_reading: (_account: PayoutAccount, { stripeAccountId, requirements }: AccountReading) =>
    writes<PayoutAccount, object>({ stripeAccountId, requirements, claim: null }),
};

type Move = RowOf<PayoutAccountState, AccountReading, { effects: typeof effects }, "standing">;

/** The life of a payout account: one that once was active and is no longer is restricted, whatever is missing. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "active",     from: ["missing", "pending", "active", "restricted"], to: "active",     effect: "take_reading", rules: "R5" },
  { on: "onboarding", from: ["missing", "pending"],                         to: "pending",    effect: "take_reading", rules: "R5" },
  { on: "onboarding", from: ["active", "restricted"],                       to: "restricted", effect: "take_reading", rules: "R5" },
  { on: "withheld",   from: ["missing", "pending", "active", "restricted"], to: "restricted", effect: "take_reading", rules: "R5" },
];

export const lifecycle = {
  name: "payout account",
  states: PAYOUT_ACCOUNT_STATES,
  initial: "missing",
  rows: moves,
} satisfies Lifecycle<Move>;

interface PayoutAccountMachine extends MachineTypes {
  readonly subject: PayoutAccount;
  readonly input: AccountReading;
  readonly context: Context;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<PayoutAccountMachine> = {
  ...lifecycle,
  effects,
  nothing: {},
  label: ({ id }) => `payout account of ${id}`,
  kindOf: ({ standing }) => standing,
  isRepeat: ({ state, stripeAccountId, requirements }, reading, _context, row) =>
    row?.to === state &&
    stripeAccountId === reading.stripeAccountId &&
    requirements.join() === reading.requirements.join(),
};

/** Decides what a reading of Stripe means; one that tells nothing new is `already`. Pure. */
export function decide(account: PayoutAccount, reading: AccountReading, now: Date) {
  return decideByTable(machine, account, reading, { now });
}
