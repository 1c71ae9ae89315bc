import type Stripe from "stripe";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import type { Call } from "./call.ts";
import type { CallOutcome } from "./lifecycle.ts";
import { NothingToReverse, payoutCall, refundCall, reversalCall, transferCall } from "./money-calls.ts";
import type { Movement, MovementKind, MovementOrder } from "./movement.ts";
import { closeSessionCall, type EvidenceFor, evidenceCall } from "./other-calls.ts";

/**
 * Carries out movements at Stripe. A repeated call looks first for what an earlier one may have done: an idempotency
 * key protects for 24 hours only, and remembers an error of Stripe's own as faithfully as a success.
 */
export function createStripeCalls(deps: {
  stripe: Stripe;
  payoutAccounts: PayoutAccountStore;
  evidenceFor: EvidenceFor;
}) {
  const { stripe, payoutAccounts } = deps;

  const calls: { [Kind in MovementKind]: Call<Kind> } = {
    refund: refundCall(stripe),
    transfer: transferCall(stripe),
    payout: payoutCall(stripe),
    reversal: reversalCall(stripe),
    evidence: evidenceCall(stripe, deps.evidenceFor),
    close_session: closeSessionCall(stripe),
  };

  /** The account at Stripe that a transfer goes to, or a payout comes from. */
  async function accountOf(order: MovementOrder): Promise<string | null> {
    if (order.kind !== "transfer" && order.kind !== "payout") return null;
    const account = await payoutAccounts.find(order.sellerId);
    // Payouts go from the account they were asked for; whether it still can, Stripe says.
    return account?.state === "active" || order.kind === "payout" ? (account?.stripeAccountId ?? null) : null;
  }

  return {
    /** Makes one call for a movement, or finds that it was made. Writes nothing but at Stripe. */
    async perform(movement: Movement): Promise<CallOutcome> {
      const { order } = movement;
      // `calls` has for each kind what takes that kind; indexing with a union loses the tie between the two.
      const call = calls[order.kind] as Call<MovementKind>;
      const stripeAccountId = await accountOf(order);
      const needsAccount = order.kind === "transfer" || order.kind === "payout";
      if (needsAccount && stripeAccountId === null) return { kind: "no_account" };
      let step: "look" | "make" = "look";
      try {
        const done = movement.calls > 1 ? await call.look(movement, stripeAccountId) : null;
        if (done !== null) return { kind: "done", stripeId: done };
        step = "make";
        return { kind: "done", stripeId: await call.make(movement, stripeAccountId) };
      } catch (error) {
        if (error instanceof NothingToReverse) return { kind: "unknown", message: error.message };
        const failure = judgeFailure(error);
        // That looking was refused says nothing about what an earlier call has done.
        return step === "look" ? { kind: "unknown", message: failure.message } : failure;
      }
    },
  };
}

export type StripeCalls = ReturnType<typeof createStripeCalls>;
