import type { PayoutAccountState } from "@vc/contracts";
import type Stripe from "stripe";

/** A seller's account at Stripe, as it was last read. */
export interface PayoutAccount {
  /** The seller's account on this platform. */
  readonly id: string;
  readonly state: PayoutAccountState;
  readonly stripeAccountId: string | null;
  /** What Stripe still wants from the seller. */
  readonly requirements: readonly string[];
  /** How the account is asked for at Stripe until it exists: every retry asks for the very same one. */
  readonly claim: { readonly attempt: number; readonly contactEmail: string | null } | null;
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
    entries.some((entry) => entry.requested_reasons.some((reason) => reason.code === "routine_onboarding"));
  return { standing: isOnboarding ? "onboarding" : "withheld", requirements };
}

/** The life of a payout account: an account that once was active and is no longer is restricted, whatever is missing. */
export const LIFECYCLE = {
  missing: { active: "active", onboarding: "pending", withheld: "restricted" },
  pending: { active: "active", onboarding: "pending", withheld: "restricted" },
  active: { active: "active", onboarding: "restricted", withheld: "restricted" },
  restricted: { active: "active", onboarding: "restricted", withheld: "restricted" },
} as const satisfies Record<PayoutAccountState, Record<Standing, PayoutAccountState>>;

/** The account after a reading; `null` when the reading tells nothing new. Pure. */
export function apply(
  account: PayoutAccount,
  stripeAccountId: string,
  reading: Reading,
): PayoutAccount | null {
  const state = LIFECYCLE[account.state][reading.standing];
  const isSame =
    account.stripeAccountId === stripeAccountId &&
    account.state === state &&
    account.requirements.join() === reading.requirements.join();
  if (isSame) return null;
  return { ...account, stripeAccountId, state, requirements: reading.requirements, claim: null };
}
