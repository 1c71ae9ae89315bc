import type Stripe from "stripe";
import { idempotencyKey } from "../movements/movement.ts";
import type { Call } from "./call.ts";

/** What a bank is told of an order; `null`: nothing. */
export type EvidenceFor = (orderId: string) => Promise<Stripe.DisputeUpdateParams.Evidence | null>;

/** How often evidence was handed in does not say it: what was handed in for an inquiry is counted after it, too. */
function awaitsAnswer({ status }: Stripe.Dispute): boolean {
  return status === "needs_response" || status === "warning_needs_response";
}

/** Hands an order's case to the buyer's bank. */
export const evidenceCall = (stripe: Stripe, evidenceFor: EvidenceFor): Call<"evidence"> => ({
  look: async ({ order }) => {
    const dispute = await stripe.disputes.retrieve(order.disputeId);
    return awaitsAnswer(dispute) ? null : dispute.id;
  },
  make: async ({ order: { orderId, disputeId } }) => {
    const dispute = await stripe.disputes.retrieve(disputeId);
    const evidence = await evidenceFor(orderId);
    // Decided or answered already, or nothing to say: done, since no money depends on it.
    if (!awaitsAnswer(dispute) || evidence === null) return dispute.id;
    // No idempotency key: the case may have grown since an earlier try, and the same again does no harm.
    return (await stripe.disputes.update(disputeId, { evidence, submit: true })).id;
  },
});

/** Closes a checkout session that nothing is to be paid in any more. */
export const closeSessionCall = (stripe: Stripe): Call<"close_session"> => ({
  look: async ({ order }) => {
    const session = await stripe.checkout.sessions.retrieve(order.sessionId);
    return session.status === "open" ? null : session.id;
  },
  make: async (movement) => {
    const session = await stripe.checkout.sessions.retrieve(movement.order.sessionId);
    // One that was paid or has expired by itself is closed; what was paid has an event of its own.
    if (session.status !== "open") return session.id;
    const expired = await stripe.checkout.sessions.expire(
      session.id,
      {},
      { idempotencyKey: idempotencyKey(movement) },
    );
    return expired.id;
  },
});
