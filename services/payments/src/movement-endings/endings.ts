import type { Transaction } from "@vc/bus";
import type { Movement } from "../movements/movement.ts";
import type { Fact } from "../payments/facts.ts";
import { applyToPayment, type PaymentShellDeps } from "../payments/move-payment.ts";
import type { Payment } from "../payments/payment.ts";
import { applyToReceivable } from "../receivables/apply-to-receivable.ts";
import { collectFrom } from "../receivables/collect.ts";
import type { ReceivableFact } from "../receivables/lifecycle.ts";
import { applyToWithdrawal, type WithdrawalShellDeps } from "../withdrawals/apply-to-withdrawal.ts";
import type { PayoutFact } from "../withdrawals/lifecycle.ts";

/** A second refund of one debt is none of a movement. */
function isBookedAsOutside(
  { outsideRefunds }: Pick<Payment, "outsideRefunds">,
  { stripeId }: Movement,
): boolean {
  return outsideRefunds.some(({ id }) => id === stripeId);
}

/** The fact that the end of a movement is, and for what. */
export type EndFact =
  | { readonly about: "payment"; readonly id: string; readonly fact: Fact }
  | { readonly about: "withdrawal"; readonly id: string; readonly fact: PayoutFact }
  | { readonly about: "receivable"; readonly fact: ReceivableFact };

/** What the end of a movement means; `null`: nothing more than that it is over. One without a Stripe object failed. Pure. */
export function factOfEnd({
  id: movementId,
  order,
  stripeId,
  doneCents,
}: Pick<Movement, "id" | "order" | "stripeId" | "doneCents">): EndFact | null {
  if (order.kind === "payout") {
    const { withdrawalId: id } = order;
    const fact: PayoutFact = stripeId === null ? { kind: "refused" } : { kind: "made", payoutId: stripeId };
    return { about: "withdrawal", id, fact };
  }
  // Only payouts fail for good with a meaning: what else is owed is tried again, or was of no consequence.
  if (stripeId === null) return null;
  switch (order.kind) {
    case "refund": {
      const { orderId: id, chargeId, amountCents } = order;
      return {
        about: "payment",
        id,
        fact: { kind: "refunded", movementId, chargeId, refundId: stripeId, amountCents },
      };
    }
    case "transfer": {
      const { orderId: id, amountCents } = order;
      return {
        about: "payment",
        id,
        fact: { kind: "transferred", movementId, transferId: stripeId, amountCents },
      };
    }
    case "reversal": {
      const { disputeId: id, amountCents: askedCents } = order;
      const amountCents = doneCents ?? askedCents;
      return {
        about: "receivable",
        fact: { kind: "reversed", id, movementId, reversalId: stripeId, amountCents, askedCents },
      };
    }
    case "evidence":
    case "close_session":
      return null;
  }
}

/**
 * Applies what the end of a movement means, in the transaction that records the end.
 *
 * @returns `false` when a payment knew it already, or had no such movement in mind any more
 * @throws Error for a fact that cannot be: the end must not be recorded then
 */
export async function applyEnd(
  deps: PaymentShellDeps & WithdrawalShellDeps,
  ended: Movement,
  tx: Transaction,
): Promise<boolean> {
  const found = factOfEnd(ended);
  switch (found?.about) {
    case "withdrawal":
      await applyToWithdrawal(deps, found.id, found.fact, tx);
      return true;
    case "receivable":
      await applyToReceivable(deps, found.fact, tx);
      // Where less came back than was asked for, the rest is asked for again.
      if (ended.order.kind === "reversal") await collectFrom(deps, ended.order.sellerId, tx);
      return true;
    case "payment": {
      const result = await applyToPayment(deps, found.id, found.fact, tx);
      if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
      return result.kind === "moved" && !isBookedAsOutside(result.payment, ended);
    }
    case undefined:
      return true;
  }
}
