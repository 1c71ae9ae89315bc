import type Stripe from "stripe";
import type { CheckoutClaim, Payment } from "./payment.ts";

const MINUTE_MS = 60_000;

/** Stripe takes 30 minutes to 24 hours from its own present; a minute more or less bears a clock that is off. */
const SHORTEST_MS = 31 * MINUTE_MS;
const LONGEST_MS = (24 * 60 - 1) * MINUTE_MS;

/** A session may not end before the order does; when the order expires first, the session is closed (R8). */
export function sessionExpiry({ payBy }: Pick<Payment, "payBy">, now: Date): Date {
  const wishedMs = Math.max(payBy?.getTime() ?? 0, now.getTime() + SHORTEST_MS);
  return new Date(Math.min(wishedMs, now.getTime() + LONGEST_MS));
}

/**
 * What follows the platform's own name on the buyer's bank statement, so that they find the order before they dispute it.
 * A name of 10 characters, `* ` and this are the 22 that a statement has.
 */
export function statementSuffix(orderId: string): string {
  return `O-${orderId.slice(-8).toUpperCase()}`;
}

/** Creates the session that was claimed: however often it is asked for, it is one. */
export function createSession(
  stripe: Stripe,
  payment: Payment,
  checkout: CheckoutClaim,
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create(
    {
      mode: "payment",
      // Other methods are paid or fail days later, and can be disputed without a reason: an order does not wait for that.
      allowed_payment_method_types: ["card"],
      client_reference_id: payment.id,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: "eur",
            unit_amount: payment.amountCents,
            // Stripe takes no empty name, as that of an erased listing is (R42).
            product_data: { name: payment.title === "" ? payment.id : payment.title },
          },
        },
      ],
      payment_intent_data: {
        transfer_group: payment.id,
        statement_descriptor_suffix: statementSuffix(payment.id),
        metadata: { order: payment.id },
      },
      locale: checkout.locale ?? "auto",
      metadata: { order: payment.id },
      success_url: checkout.successUrl,
      cancel_url: checkout.cancelUrl,
      expires_at: Math.floor(checkout.expiresAt.getTime() / 1_000),
    },
    { idempotencyKey: `cs:${payment.id}:${checkout.attempt}` },
  );
}
