import type Stripe from "stripe";
import { applyToPayoutAccount, type PayoutAccountShellDeps } from "./apply-to-payout-account.ts";
import { type PayoutAccount, readAccount } from "./lifecycle.ts";
import { keepPayoutsManual } from "./payout-schedule.ts";
import { retrieveStripeAccount } from "./stripe-account.ts";

export interface PayoutAccountReadDeps extends PayoutAccountShellDeps {
  readonly stripe: Stripe;
}

/** A reading of Stripe that another one overtook may be the older one, so Stripe is read again; more often is a fault. */
const MAX_READS = 5;

/** Reads a seller's account at Stripe and writes what changed. @returns `null` when the seller has none */
export async function readPayoutAccount(
  deps: PayoutAccountReadDeps,
  accountId: string,
): Promise<PayoutAccount | null> {
  for (let read = 1; read <= MAX_READS; read++) {
    const before = await deps.payoutAccounts.find(accountId);
    if (before === null || before.stripeAccountId === null) return before;
    const account = await retrieveStripeAccount(deps.stripe, before.stripeAccountId);
    const reading = { ...readAccount(account), stripeAccountId: account.id };
    if (reading.standing === "active") await keepPayoutsManual(deps.stripe, account.id);
    const after = await applyToPayoutAccount(deps, before, reading);
    if (after !== null) return after;
  }
  throw new Error(`payout account of ${accountId} keeps changing while it is read`);
}

/** Reads the account that an event of Stripe names, where it is a seller's. */
export async function readStripeAccount(deps: PayoutAccountReadDeps, stripeAccountId: string): Promise<void> {
  const account = await deps.payoutAccounts.findByStripeAccount(stripeAccountId);
  if (account !== null) await readPayoutAccount(deps, account.id);
}
