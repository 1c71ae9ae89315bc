import assert from "node:assert/strict";
import type Stripe from "stripe";
import type { Behaviour, Subject } from "../behaviour.ts";
import { hasEvent } from "../steps.ts";

function openSession(
  { stripe }: Subject,
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const productData = { name: "Conformance" };
  return stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [
      { quantity: 1, price_data: { currency: "eur", unit_amount: 10_000, product_data: productData } },
    ],
    success_url: "https://example.test/paid",
    ...params,
  });
}

/** Orders a debit on the session's page, as a buyer does. */
async function debit(session: Stripe.Checkout.Session, iban: string): Promise<void> {
  const body = new URLSearchParams({ iban, name: "Béa Buyer" });
  const answer = await fetch(`${session.url}/debit`, { method: "POST", body, redirect: "manual" });
  assert.equal(answer.status, 303);
}

export const checkoutBehaviours: readonly Behaviour[] = [
  {
    id: "checkout.cards_only",
    title: "A session offers cards only when it says so",
    source: "Checkout/Sessions.d.ts: `allowed_payment_method_types`",
    where: "anywhere",
    async check(subject) {
      const session = await openSession(subject, { allowed_payment_method_types: ["card"] });
      assert.deepEqual(session.payment_method_types, ["card"]);
      await subject.stripe.checkout.sessions.expire(session.id);
    },
  },
  {
    id: "checkout.other_methods",
    title: "Otherwise it offers what the account's settings say, debits among them",
    source: "docs.stripe.com/payments/payment-methods/dynamic-payment-methods",
    where: "simulator",
    setting: "paymentMethods",
    async check(subject) {
      assert.deepEqual((await openSession(subject)).payment_method_types, ["card", "sepa_debit"]);
    },
  },
  {
    id: "checkout.paid_late",
    title: "A debit leaves the session complete and unpaid for days, then it is paid",
    source: "docs.stripe.com/payments/checkout/fulfill-orders: delayed payment methods",
    where: "simulator",
    async check(subject) {
      const { stripe } = subject;
      const opened = await openSession(subject);
      await debit(opened, "DE89370400440532013000");
      const waiting = await stripe.checkout.sessions.retrieve(opened.id);
      assert.deepEqual([waiting.status, waiting.payment_status], ["complete", "unpaid"]);
      const paid = await subject.eventually("the payment", async () => {
        const read = await stripe.checkout.sessions.retrieve(opened.id);
        return read.payment_status === "paid" ? read : undefined;
      });
      assert.equal(paid.status, "complete");
      assert.equal(await hasEvent(subject, "checkout.session.async_payment_succeeded", opened.id), true);
    },
  },
  {
    id: "checkout.fails_late",
    title: "A debit can fail after days: the session stays complete and unpaid",
    source: "Events.d.ts: `checkout.session.async_payment_failed`; docs.stripe.com/testing",
    where: "simulator",
    async check(subject) {
      const opened = await openSession(subject);
      await debit(opened, "AT861904300235473202");
      await subject.eventually("the refusal", () =>
        hasEvent(subject, "checkout.session.async_payment_failed", opened.id),
      );
      const read = await subject.stripe.checkout.sessions.retrieve(opened.id);
      assert.deepEqual([read.status, read.payment_status], ["complete", "unpaid"]);
    },
  },
];
