import type { Bus } from "@vc/bus";
import type Stripe from "stripe";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { applyToWithdrawal } from "./apply-to-withdrawal.ts";
import { isPayoutOf, type PayoutFact } from "./lifecycle.ts";
import { type OutsidePayoutDeps, recordOutsidePayout } from "./outside-payouts.ts";

/** What a payout's status says; `null`: nothing that moves a withdrawal. */
function factOf(payout: Stripe.Payout): PayoutFact | null {
  const payoutId = payout.id;
  switch (payout.status) {
    case "paid":
      return { kind: "paid", payoutId };
    case "failed":
    case "canceled":
      return { kind: "failed", payoutId };
    default:
      return null;
  }
}

export interface PayoutReadDeps extends OutsidePayoutDeps {
  readonly bus: Bus;
  readonly stripe: Stripe;
  readonly payoutAccounts: Pick<PayoutAccountStore, "findByStripeAccount">;
}

/** Reads a payout of a connected account: of a withdrawal, or one that this platform did not ask for (R31). */
export async function readPayout(
  deps: PayoutReadDeps,
  payoutId: string,
  stripeAccountId: string,
): Promise<void> {
  const payout = await deps.stripe.payouts.retrieve(payoutId, {}, { stripeAccount: stripeAccountId });
  const account = await deps.payoutAccounts.findByStripeAccount(stripeAccountId);
  if (account === null) return;
  const withdrawal = await deps.withdrawals.find(payout.metadata?.withdrawal ?? "");
  // Metadata alone proves nothing: it is written by who makes the payout.
  if (withdrawal === null || !isPayoutOf(withdrawal, payout, account.id))
    return recordOutsidePayout(deps, account.id, payout);
  const fact = factOf(payout);
  if (fact === null) return;
  await deps.bus.transaction((tx) => applyToWithdrawal(deps, withdrawal.id, fact, tx));
}
