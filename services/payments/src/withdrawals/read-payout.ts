import type { Bus } from "@vc/bus";
import type Stripe from "stripe";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { applyToWithdrawal } from "./apply-to-withdrawal.ts";
import type { PayoutFact } from "./lifecycle.ts";
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
  const withdrawalId = payout.metadata?.withdrawal;
  if (withdrawalId === undefined) {
    const account = await deps.payoutAccounts.findByStripeAccount(stripeAccountId);
    return account === null ? undefined : recordOutsidePayout(deps, account.id, payout);
  }
  const fact = factOf(payout);
  if (fact === null) return;
  await deps.bus.transaction((tx) => applyToWithdrawal(deps, withdrawalId, fact, tx));
}
