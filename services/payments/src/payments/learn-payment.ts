import { CURRENCY } from "@vc/contracts";
import type { Logger } from "@vc/http";
import type Stripe from "stripe";
import type { PaymentMover } from "./move-payment.ts";
import type { PaymentStore } from "./store.ts";

/** What Stripe kept of a charge, once it has worked that out. */
function feeOf(charge: Stripe.Charge): { cents: number; balanceTransactionId: string } | null {
  const transaction = charge.balance_transaction;
  // Read with the transaction expanded: a bare id would be a mistake of the caller and is treated as not known.
  if (transaction === null || typeof transaction === "string") return null;
  return { cents: transaction.fee, balanceTransactionId: transaction.id };
}

/** Learns of payments by reading them at Stripe; what an event says of them is never believed. */
export function createPaymentLearner(deps: {
  stripe: Stripe;
  payments: PaymentStore;
  mover: PaymentMover;
  log: Logger;
}) {
  const { stripe, payments, mover, log } = deps;

  return {
    /** Reads a checkout session, and records its payment if it has one. Others' sessions are none of our business. */
    async learnSession(sessionId: string): Promise<void> {
      const session = await stripe.checkout.sessions.retrieve(sessionId, {
        expand: ["payment_intent.latest_charge.balance_transaction"],
      });
      const orderId = session.client_reference_id;
      if (session.payment_status !== "paid" || orderId === null) return;
      const intent = session.payment_intent;
      const charge = typeof intent === "object" ? intent?.latest_charge : null;
      if (charge === null || charge === undefined || typeof charge === "string") {
        throw new Error(`checkout session ${sessionId} is paid and has no charge`);
      }
      if (charge.currency !== CURRENCY.toLowerCase()) {
        throw new Error(`checkout session ${sessionId} was paid in ${charge.currency}`);
      }
      const result = await mover.apply(orderId, {
        kind: "paid",
        chargeId: charge.id,
        amountCents: charge.amount_captured,
        fee: feeOf(charge),
      });
      if (result.kind === "unknown_order") log.warn({ orderId, sessionId }, "a payment for an unknown order");
    },

    /** Reads the session that led to a payment intent: for facts about a charge that come before its payment. */
    async learnIntent(paymentIntentId: string): Promise<void> {
      for await (const session of stripe.checkout.sessions.list({ payment_intent: paymentIntentId })) {
        await this.learnSession(session.id);
      }
    },

    /** Reads a charge of which nothing may be known yet: its payment, and what Stripe keeps of it. */
    async learnCharge(chargeId: string): Promise<void> {
      if ((await payments.findByCharge(chargeId)) === null) {
        const { payment_intent: intent } = await stripe.charges.retrieve(chargeId);
        if (intent !== null) await this.learnIntent(typeof intent === "string" ? intent : intent.id);
      }
      await this.learnFee(chargeId);
    },

    /** Reads a charge again, since its fee may have been worked out after it was paid. */
    async learnFee(chargeId: string): Promise<void> {
      const payment = await payments.findByCharge(chargeId);
      if (payment === null) return;
      const charge = await stripe.charges.retrieve(chargeId, { expand: ["balance_transaction"] });
      const fee = feeOf(charge);
      if (fee !== null) await mover.apply(payment.id, { kind: "fee_known", chargeId, ...fee });
    },
  };
}

export type PaymentLearner = ReturnType<typeof createPaymentLearner>;
