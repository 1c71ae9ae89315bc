import type { Bus } from "@vc/bus";
import type Stripe from "stripe";
import { applyToWithdrawal, type WithdrawalShellDeps } from "./apply-to-withdrawal.ts";
import type { PayoutFact } from "./lifecycle.ts";

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

export interface PayoutReadDeps extends WithdrawalShellDeps {
  readonly bus: Bus;
  readonly stripe: Stripe;
}

/** Reads a payout of a connected account. Payouts that this platform did not ask for are not its business. */
export async function readPayout(
  deps: PayoutReadDeps,
  payoutId: string,
  stripeAccountId: string,
): Promise<void> {
  const payout = await deps.stripe.payouts.retrieve(payoutId, {}, { stripeAccount: stripeAccountId });
  const withdrawalId = payout.metadata?.withdrawal;
  const fact = factOf(payout);
  if (withdrawalId === undefined || fact === null) return;
  await deps.bus.transaction((tx) => applyToWithdrawal(deps, withdrawalId, fact, tx));
}
