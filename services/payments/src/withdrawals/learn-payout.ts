import type Stripe from "stripe";
import type { PayoutFact } from "./lifecycle.ts";
import type { Withdrawals } from "./withdraw.ts";

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

/** Learns what became of payouts by reading them at Stripe. */
export function createPayoutLearner(deps: { stripe: Stripe; withdrawals: Withdrawals }) {
  return {
    /** Reads a payout of a connected account. Payouts that this platform did not ask for are not its business. */
    async learnPayout(payoutId: string, stripeAccountId: string): Promise<void> {
      const payout = await deps.stripe.payouts.retrieve(payoutId, {}, { stripeAccount: stripeAccountId });
      const withdrawalId = payout.metadata?.withdrawal;
      const fact = factOf(payout);
      if (withdrawalId !== undefined && fact !== null) await deps.withdrawals.learn(withdrawalId, fact);
    },
  };
}

export type PayoutLearner = ReturnType<typeof createPayoutLearner>;
