import type { Bus, Transaction } from "@vc/bus";
import { CURRENCY } from "@vc/contracts";
import type { Logger } from "@vc/http";
import type Stripe from "stripe";
import type { Executor } from "../movements/executor.ts";
import { movePayment, type PaymentShellDeps } from "./move-payment.ts";

/**
 * What the books have in a seller's balance at Stripe, in cents, after withdrawals that cannot be paid any more were given back
 * to have `cents` there.
 *
 * @throws Error while Stripe may have done something with the balance that is not recorded
 */
export type FreeConnected = (sellerId: string, cents: number, tx: Transaction) => Promise<number>;

/** What reading a payment at Stripe, and recording what is new of it, works with. */
export interface PaymentReadDeps extends PaymentShellDeps {
  readonly bus: Bus;
  readonly stripe: Stripe;
  readonly executor: Executor;
  readonly log: Logger;
  readonly freeConnected: FreeConnected;
}

/** What Stripe kept of a charge, once it has worked that out. */
function feeOf(charge: Stripe.Charge): { cents: number; balanceTransactionId: string } | null {
  const transaction = charge.balance_transaction;
  // Read with the transaction expanded: a bare id would be a mistake of the caller and is treated as not known.
  if (transaction === null || typeof transaction === "string") return null;
  return { cents: transaction.fee, balanceTransactionId: transaction.id };
}

/**
 * Reads a checkout session, and records its payment if it has one; what an event says of it is never believed. Others'
 * sessions are none of our business.
 */
export async function readSession(deps: PaymentReadDeps, sessionId: string): Promise<void> {
  const { stripe, log } = deps;
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
  const result = await movePayment(deps, orderId, {
    kind: "paid",
    chargeId: charge.id,
    amountCents: charge.amount_captured,
    fee: feeOf(charge),
  });
  if (result.kind === "unknown_order") log.warn({ orderId, sessionId }, "a payment for an unknown order");
}

/** Reads the session that led to a payment intent: for facts about a charge that come before its payment. */
export async function readIntent(deps: PaymentReadDeps, paymentIntentId: string): Promise<void> {
  for await (const session of deps.stripe.checkout.sessions.list({ payment_intent: paymentIntentId })) {
    await readSession(deps, session.id);
  }
}

/** Reads a charge of which nothing may be known yet: its payment, and what Stripe keeps of it. */
export async function readCharge(deps: PaymentReadDeps, chargeId: string): Promise<void> {
  if ((await deps.payments.findByCharge(chargeId)) === null) {
    const { payment_intent: intent } = await deps.stripe.charges.retrieve(chargeId);
    if (intent !== null) await readIntent(deps, typeof intent === "string" ? intent : intent.id);
  }
  await readFee(deps, chargeId);
}

/** Reads a charge again, since its fee may have been worked out after it was paid. */
export async function readFee(deps: PaymentReadDeps, chargeId: string): Promise<void> {
  const payment = await deps.payments.findByCharge(chargeId);
  if (payment === null) return;
  const charge = await deps.stripe.charges.retrieve(chargeId, { expand: ["balance_transaction"] });
  const fee = feeOf(charge);
  if (fee !== null) await movePayment(deps, payment.id, { kind: "fee_known", chargeId, ...fee });
}
