import type { PaymentReadDeps } from "./read-payment.ts";
import { orderOfCharge } from "./read-returns.ts";

/**
 * R31: the bank of a card thinks that a payment is fraud, and has disputed nothing yet. An admin sees it, and the transfer to
 * the seller waits for what they decide: what is refunded now is no chargeback later.
 */
export async function readFraudWarning(deps: PaymentReadDeps, warningId: string): Promise<void> {
  const { stripe, bus, clock, payments, exceptions, log } = deps;
  const warning = await stripe.radar.earlyFraudWarnings.retrieve(warningId);
  const chargeId = typeof warning.charge === "string" ? warning.charge : warning.charge.id;
  const orderId = await orderOfCharge(deps, chargeId, warning.payment_intent ?? null);
  const payment = orderId === null ? null : await payments.find(orderId);
  if (payment === null) {
    log.warn({ warningId, chargeId }, "an early fraud warning of a payment that is none of an order");
    return;
  }
  // Refunded or disputed already: there is nothing left to prevent.
  if (!warning.actionable) return;
  const known =
    `The bank of the buyer's card thinks that ${chargeId} is fraud (${warning.fraud_type}). What is refunded in Stripe's dashboard ` +
    "before it is disputed costs no dispute fee. A transfer to the seller waits for this decision.";
  const { id, sellerId, amountCents } = payment;
  const found = { kind: "fraud_warning", stripeId: warningId, orderId: id, sellerId, amountCents } as const;
  await bus.transaction(({ session }) =>
    exceptions.raise({ ...found, lossCents: 0, known }, clock.now(), session),
  );
}
