import type { PaymentLearner } from "../payments/learn-payment.ts";
import type { ReturnLearner } from "../payments/learn-returns.ts";
import type { Reread } from "./compare-balances.ts";

/** Which learner reads an object again, by the beginning of its id. Others have nothing that could have been missed. */
export function rereading(learners: { payments: PaymentLearner; returns: ReturnLearner }): Reread {
  const { payments, returns } = learners;
  const byPrefix: Readonly<Record<string, Reread>> = {
    ch: (chargeId) => payments.learnCharge(chargeId),
    py: (chargeId) => payments.learnCharge(chargeId),
    re: (refundId) => returns.learnRefund(refundId),
    du: (disputeId) => returns.learnDispute(disputeId),
    dp: (disputeId) => returns.learnDispute(disputeId),
  };
  return async (stripeId) => byPrefix[stripeId.split("_", 1)[0] ?? ""]?.(stripeId);
}
