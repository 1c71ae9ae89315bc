import { waitFor } from "@vc/testing";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DISPUTE_FEE_CENTS, processingFee } from "../src/charges/fee.ts";
import {
  anActiveAccount,
  aSession,
  control,
  paidCharge,
  pay,
  startTestSimulator,
  stateOf,
  type TestSimulator,
} from "./start-test-simulator.ts";

let test: TestSimulator;
beforeAll(async () => {
  test = await startTestSimulator();
});
afterAll(() => test.close());

function arrived(type: string, mentions: string): Promise<Stripe.Event> {
  return waitFor(
    () => {
      const found = test.webhooks.arrivals.find(
        (entry) => entry.type === type && entry.payload.includes(mentions),
      );
      return found === undefined ? undefined : (JSON.parse(found.payload) as Stripe.Event);
    },
    { what: `the webhook ${type} about ${mentions}` },
  );
}

describe("from a session to a payout", () => {
  it("takes a card payment, sends its events, transfers it and pays it out", async () => {
    const { stripe } = test;
    const seller = await anActiveAccount(stripe);
    const session = await stripe.checkout.sessions.create(aSession());
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      payment_intent: null,
      amount_total: 10_000,
    });

    const answer = await pay(session, "4242 4242 4242 4242");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`http://shop.test/paid?session=${session.id}`);

    const event = await arrived("checkout.session.completed", session.id);
    expect(event).toMatchObject({ object: "event", api_version: expect.any(String), livemode: false });
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["line_items", "payment_intent.latest_charge.balance_transaction"],
    });
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      client_reference_id: "order_1",
    });
    expect(paid.line_items?.data[0]?.description).toBe("Un logo & sa charte");
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 10_000,
      metadata: { orderId: "order_1" },
    });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({ paid: true, transfer_group: "order_1", payment_intent: intent.id });
    // 1.5 % and 25 cents.
    expect(charge.balance_transaction).toMatchObject({
      amount: 10_000,
      fee: 175,
      net: 9825,
      type: "charge",
      source: charge.id,
    });

    const transfer = await stripe.transfers.create({
      amount: 8000,
      currency: "eur",
      destination: seller,
      source_transaction: charge.id,
      metadata: { orderId: "order_1" },
    });
    expect(transfer).toMatchObject({
      amount: 8000,
      destination: seller,
      transfer_group: "order_1",
      reversed: false,
    });
    await arrived("transfer.created", transfer.id);
    const platform = await stripe.balance.retrieve();
    expect(platform.available[0]).toMatchObject({ amount: 9825 - 8000, currency: "eur" });

    const asSeller = { stripeAccount: seller };
    const before = await stripe.balance.retrieve({}, asSeller);
    expect(before.available[0]?.amount).toBe(8000);
    const payout = await stripe.payouts.create({ amount: 8000, currency: "eur" }, asSeller);
    expect(payout.status).toBe("pending");
    const paidOut = await arrived("payout.paid", payout.id);
    expect(paidOut.account).toBe(seller);
    expect(test.webhooks.arrivals.find(({ id }) => id === paidOut.id)?.endpoint).toBe("connected");
    expect((await stripe.payouts.retrieve(payout.id, {}, asSeller)).status).toBe("paid");
    expect((await stripe.balance.retrieve({}, asSeller)).available[0]?.amount).toBe(0);
    const movements = await stripe.balanceTransactions.list({}, asSeller);
    expect(movements.data.map(({ type, net }) => [type, net])).toEqual([
      ["payout", -8000],
      ["payment", 8000],
    ]);
  });

  it("keeps a session payable after a declined card", async () => {
    const { stripe } = test;
    const session = await stripe.checkout.sessions.create(aSession({ locale: "en" }));
    const declined = await pay(session, "4000 0000 0000 0002");
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("Your card was declined.");
    await arrived("payment_intent.payment_failed", "order_1");
    const open = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    expect(open).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      payment_intent: {
        status: "requires_payment_method",
        last_payment_error: { code: "card_declined", decline_code: "generic_decline" },
      },
    });

    expect((await pay(session, "4242424242424242")).status).toBe(303);
    // The second click of an impatient buyer charges nothing.
    expect((await pay(session, "4242424242424242")).status).toBe(303);
    const intent = open.payment_intent as Stripe.PaymentIntent;
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
  });

  it("asks for 3-D Secure, and takes no for an answer", async () => {
    const { stripe } = test;
    const session = await stripe.checkout.sessions.create(aSession());
    const confirmUrl = `${session.url}/confirm`;
    const decide = (decision: string) =>
      fetch(confirmUrl, { method: "POST", body: new URLSearchParams({ decision }), redirect: "manual" });

    expect((await pay(session, "4000002500003155")).headers.get("location")).toBe(
      new URL(confirmUrl).pathname,
    );
    expect(await (await fetch(confirmUrl)).text()).toContain("3155");
    expect((await decide("refuse")).status).toBe(402);
    await pay(session, "4000002500003155");
    expect((await decide("authorize")).headers.get("location")).toContain(session.id);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    const charge = (paid.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.three_d_secure?.result).toBe("authenticated");
  });

  it("charges back what the chargeback card paid, and follows the bank's verdict", async () => {
    const { stripe, simulator } = test;
    const session = await stripe.checkout.sessions.create(aSession());
    await pay(session, "4000000000000259");
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    const charge = String((paid.payment_intent as Stripe.PaymentIntent).latest_charge);
    await arrived("charge.dispute.created", charge);
    const withdrawn = (await stateOf(simulator)).balances.platform ?? 0;
    const [dispute] = (await stripe.disputes.list({ charge })).data;
    expect(dispute).toMatchObject({ amount: 10_000, status: "needs_response", is_charge_refundable: false });
    expect(dispute?.balance_transactions[0]).toMatchObject({ net: -12_000, type: "adjustment" });
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_disputed" });
    const id = dispute?.id ?? "";
    await stripe.disputes.update(id, { evidence: { uncategorized_text: "winning_evidence" } });
    await arrived("charge.dispute.closed", id);
    expect((await stripe.disputes.retrieve(id)).status).toBe("won");
    // Of the 120 euros all but the bank's fee is back.
    expect((await stateOf(simulator)).balances.platform).toBe(withdrawn + 10_000);
    expect((await control(simulator, `disputes/${id}/decide`, { verdict: "lost" })).status).toBe(200);
    expect((await stripe.disputes.retrieve(id)).status).toBe("won");
    // What the bank gave back can be refunded again.
    expect(await stripe.refunds.create({ charge, amount: 1 })).toMatchObject({ status: "succeeded" });
  });
});

describe("an inquiry", () => {
  async function anInquiry() {
    const { stripe } = test;
    const session = await stripe.checkout.sessions.create(aSession());
    await pay(session, "4000000000001976");
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    const charge = String((paid.payment_intent as Stripe.PaymentIntent).latest_charge);
    await arrived("charge.dispute.created", charge);
    const [dispute] = (await stripe.disputes.list({ charge })).data;
    if (dispute === undefined) throw new Error("there is no inquiry");
    return { charge, dispute };
  }
  const platformCents = async () => (await stateOf(test.simulator)).balances.platform ?? 0;

  it("takes nothing, and is closed when the payment is refunded in full", async () => {
    const { stripe } = test;
    const before = await platformCents();
    const { charge, dispute } = await anInquiry();
    expect(await platformCents()).toBe(before + 10_000 - processingFee(10_000));
    expect(dispute).toMatchObject({
      status: "warning_needs_response",
      is_charge_refundable: true,
      balance_transactions: [],
      payment_method_details: { card: { case_type: "inquiry" } },
    });
    await stripe.refunds.create({ charge, amount: 4_000 });
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("warning_needs_response");
    await stripe.refunds.create({ charge });
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("warning_closed");
    await arrived("charge.dispute.closed", dispute.id);
  });

  it("is under review once it was answered, and closed when the bank is content", async () => {
    const { stripe, simulator } = test;
    const { dispute } = await anInquiry();
    await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "Delivered." } });
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("warning_under_review");
    await control(simulator, `disputes/${dispute.id}/decide`, { verdict: "won" });
    const closed = await stripe.disputes.retrieve(dispute.id);
    expect(closed).toMatchObject({ status: "warning_closed", balance_transactions: [] });
    await expect(stripe.disputes.close(dispute.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it("becomes a chargeback of what is not refunded when it escalates, under the same id", async () => {
    const { stripe } = test;
    const { charge, dispute } = await anInquiry();
    const made = await stripe.refunds.create({ charge, amount: 4_000 });
    await arrived("refund.updated", made.id);
    const before = await platformCents();
    const evidence = { uncategorized_text: "escalate_inquiry_evidence" };
    await stripe.disputes.update(dispute.id, { evidence });
    await arrived("charge.dispute.funds_withdrawn", dispute.id);
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: "needs_response",
      amount: 6_000,
      is_charge_refundable: false,
    });
    expect(await platformCents()).toBe(before - 6_000 - DISPUTE_FEE_CENTS);
    await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_disputed" });
    expect((await stripe.refunds.retrieve(made.id)).status).toBe("succeeded");
  });

  it("that escalates while a refund is under way takes that part as well: the refund fails", async () => {
    const slow = await startTestSimulator({ refundReferenceDelayMs: 3_600_000 });
    try {
      const { charge } = await paidCharge(slow.stripe);
      const asked = await control(slow.simulator, `charges/${charge.id}/inquire`);
      // The simulator answers the dispute that it has opened.
      const { id } = (await asked.json()) as Stripe.Dispute;
      const refund = await slow.stripe.refunds.create({ charge: charge.id, amount: 1_000 });
      await control(slow.simulator, `disputes/${id}/escalate`);
      expect((await slow.stripe.disputes.retrieve(id)).amount).toBe(charge.amount);
      expect(await slow.stripe.refunds.retrieve(refund.id)).toMatchObject({
        status: "failed",
        failure_reason: "charge_for_pending_refund_disputed",
      });
    } finally {
      await slow.close();
    }
  });
});
