import assert from "node:assert/strict";
import Stripe from "stripe";
import type { TestPaymentMethod } from "../charges/test-cards.ts";
import type { Subject } from "./behaviour.ts";

/** Pays the platform with one of Stripe's test payment methods. Gives the charge. */
export async function pay(
  { stripe }: Subject,
  method: TestPaymentMethod = "pm_card_visa",
  amount = 10_000,
): Promise<Stripe.Charge> {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency: "eur",
    payment_method: method,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    expand: ["latest_charge"],
  });
  return expanded(intent.latest_charge);
}

/** The same charge with its balance transaction, which may come a moment after it. */
export async function booked(subject: Subject, charge: Stripe.Charge): Promise<Stripe.BalanceTransaction> {
  return subject.eventually("the charge's balance transaction", async () => {
    const read = await subject.stripe.charges.retrieve(charge.id, { expand: ["balance_transaction"] });
    return read.balance_transaction === null ? undefined : expanded(read.balance_transaction);
  });
}

export async function transfer(
  { stripe }: Subject,
  charge: Stripe.Charge,
  destination: string,
  amount = 8000,
): Promise<Stripe.Transfer> {
  return stripe.transfers.create({ amount, currency: "eur", destination, source_transaction: charge.id });
}

/** What an account can use and what settles later, in cents. */
export async function fundsOf(
  { stripe }: Subject,
  account?: string,
): Promise<{ available: number; pending: number }> {
  const { available, pending } = await stripe.balance.retrieve({}, contextOf(account));
  const cents = (parts: { amount: number; currency: string }[]) =>
    parts.filter(({ currency }) => currency === "eur").reduce((sum, { amount }) => sum + amount, 0);
  return { available: cents(available), pending: cents(pending) };
}

export function contextOf(account: string | undefined): Stripe.RequestOptions {
  return account === undefined ? {} : { stripeAccount: account };
}

/** Stripe's refusal of a call. A call that succeeds is a difference. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  return assert.fail("Stripe was expected to refuse this, and did it");
}

/** The one dispute of a charge, once there is one. */
export async function disputeOf(subject: Subject, charge: Stripe.Charge): Promise<Stripe.Dispute> {
  return subject.eventually("the dispute", async () => {
    const [dispute] = (await subject.stripe.disputes.list({ charge: charge.id })).data;
    return dispute;
  });
}

/** Whether an event of this type about this object is in the list of an account's events. */
export async function hasEvent(
  { stripe }: Subject,
  type: string,
  objectId: string,
  account?: string,
): Promise<true | undefined> {
  const events = await stripe.events.list({ type, limit: 100 }, contextOf(account));
  const isAbout = ({ data: { object } }: Stripe.Event) => "id" in object && object.id === objectId;
  return events.data.some(isAbout) ? true : undefined;
}

/** What was asked for as an object, as an object. */
export function expanded<T extends object>(value: string | T | null | undefined): T {
  assert.ok(typeof value === "object" && value !== null, "an expanded object");
  return value;
}

/** What the accounts of the tests are called, so that a run finds those that an earlier one left open. */
export const CONFORMANCE_NAME = "Conformance test";

/** A recipient as payments makes one. */
export function aRecipient(): Stripe.V2.Core.AccountCreateParams {
  return {
    contact_email: "seller@example.test",
    display_name: CONFORMANCE_NAME,
    dashboard: "express",
    identity: { country: "fr", entity_type: "individual" },
    defaults: {
      currency: "eur",
      responsibilities: { fees_collector: "application", losses_collector: "application" },
    },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    include: ["configuration.recipient", "requirements"],
  };
}
