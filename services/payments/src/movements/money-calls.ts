import type Stripe from "stripe";
import { type Call, firstOf, MOVEMENT } from "./call.ts";
import { idempotencyKey } from "./movement.ts";

/** Stripe's clock and ours may differ by this much. */
const CLOCK_SKEW_S = 3_600;

/** The earnings that a reversal is to take back have not been transferred; it is tried again once they may have been. */
export class NothingToReverse extends Error {
  constructor(orderId: string) {
    super(`no transfer of ${orderId} holds that much`);
    this.name = "NothingToReverse";
  }
}

/** Gives a buyer's payment back. */
export const refundCall = (stripe: Stripe): Call<"refund"> => ({
  look: (movement) =>
    firstOf(
      stripe.refunds.list({ charge: movement.order.chargeId, limit: 100 }),
      movement,
      (refund) => refund.status === "failed" || refund.status === "canceled",
    ),
  make: async (movement) => {
    const { orderId, chargeId, amountCents } = movement.order;
    const refund = await stripe.refunds.create(
      { charge: chargeId, amount: amountCents, metadata: { [MOVEMENT]: movement.id, order: orderId } },
      { idempotencyKey: idempotencyKey(movement) },
    );
    return refund.id;
  },
});

const transfersOf = (stripe: Stripe, orderId: string) =>
  stripe.transfers.list({ transfer_group: orderId, limit: 100 });

/** Moves earnings to the seller's balance at Stripe. */
export const transferCall = (stripe: Stripe): Call<"transfer"> => ({
  look: (movement) =>
    firstOf(transfersOf(stripe, movement.order.orderId), movement, (transfer) => transfer.reversed),
  make: async (movement, stripeAccountId) => {
    const { orderId, chargeId, amountCents } = movement.order;
    const transfer = await stripe.transfers.create(
      {
        amount: amountCents,
        currency: "eur",
        destination: String(stripeAccountId),
        // The charge bounds the transfer, and the money may leave while the charge still settles.
        ...(chargeId === null ? {} : { source_transaction: chargeId }),
        transfer_group: orderId,
        metadata: { [MOVEMENT]: movement.id, order: orderId },
      },
      { idempotencyKey: idempotencyKey(movement) },
    );
    return transfer.id;
  },
});

/** Pays a withdrawal to the seller's bank. */
export const payoutCall = (stripe: Stripe): Call<"payout"> => ({
  look: (movement, stripeAccountId) =>
    firstOf(
      stripe.payouts.list(
        { limit: 100, created: { gte: Math.floor(movement.createdAt.getTime() / 1_000) - CLOCK_SKEW_S } },
        { stripeAccount: String(stripeAccountId) },
      ),
      movement,
      // A payout that failed was this movement's all the same: its failure has an event of its own.
      () => false,
    ),
  make: async (movement, stripeAccountId) => {
    const { withdrawalId, amountCents } = movement.order;
    const payout = await stripe.payouts.create(
      {
        amount: amountCents,
        currency: "eur",
        metadata: { [MOVEMENT]: movement.id, withdrawal: withdrawalId },
      },
      { idempotencyKey: idempotencyKey(movement), stripeAccount: String(stripeAccountId) },
    );
    return payout.id;
  },
});

/** Brings a lost chargeback's part back from the seller's balance at Stripe. */
export const reversalCall = (stripe: Stripe): Call<"reversal"> => ({
  look: async (movement) => {
    for await (const transfer of transfersOf(stripe, movement.order.orderId)) {
      const reversals = stripe.transfers.listReversals(transfer.id, { limit: 100 });
      const done = await firstOf(reversals, movement, () => false);
      if (done !== null) return done;
    }
    return null;
  },
  make: async (movement) => {
    const { orderId, disputeId, amountCents } = movement.order;
    for await (const transfer of transfersOf(stripe, orderId)) {
      if (transfer.amount - transfer.amount_reversed < amountCents) continue;
      const reversal = await stripe.transfers.createReversal(
        transfer.id,
        { amount: amountCents, metadata: { [MOVEMENT]: movement.id, dispute: disputeId } },
        { idempotencyKey: idempotencyKey(movement) },
      );
      return reversal.id;
    }
    throw new NothingToReverse(orderId);
  },
});
