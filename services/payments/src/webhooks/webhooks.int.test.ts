import { CheckoutSession, PaymentSucceeded, WithdrawalFailed, WithdrawalPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import Stripe from "stripe";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  await t.simulator.control("faults", {}, "DELETE");
  await t.simulator.control("webhooks/resume");
  expect(await t.findings()).toEqual([]);
});

async function aPayableSession() {
  const order = await t.aPlacedOrder();
  const { body } = await t.checkout(order);
  return { order, session: CheckoutSession.parse(body) };
}

const paymentsOf = (orderId: string) => t.entries({ orderId, kind: "payment_received" });
const told = (orderId: string) =>
  t.neighbours.timesHeard(PaymentSucceeded, (data) => data.orderId === orderId);

function post(endpoint: string, body: string, signature: string | undefined) {
  return t.app.inject({
    method: "POST",
    url: `/v1/payments/webhooks/${endpoint}`,
    headers: { "content-type": "application/json", ...(signature ? { "stripe-signature": signature } : {}) },
    payload: body,
  });
}

describe("webhooks", () => {
  it("R27: one that comes three times has one effect", async () => {
    await t.simulator.fault({ kind: "webhook_duplicate", copies: 2, times: 10 });
    const { order, session } = await aPayableSession();
    await t.simulator.pay(`${session.url}/pay`);
    await t.neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await paymentsOf(order.orderId)).toHaveLength(1);
    expect(told(order.orderId)).toBe(1);
  });

  it("R27: events that come in the wrong order lead to the same ledger", async () => {
    await t.simulator.fault({ kind: "webhook_reorder", times: 6, spacingMs: 60 });
    const { order, session } = await aPayableSession();
    await t.simulator.pay(`${session.url}/pay`);
    await t.neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    await t.refuse(order);
    await t.settled(order);
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    const kinds = (await t.entries({ orderId: order.orderId })).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["payment_received", "refund_owed", "refund_paid", "stripe_fee"]);
  });

  it("R8: a payment whose event never came is found by asking Stripe", async () => {
    await t.simulator.fault({ kind: "webhook_drop", times: null });
    const { order, session } = await aPayableSession();
    await t.simulator.pay(`${session.url}/pay`);
    t.clock.advance(60_000);
    await t.parts.poller.drain();
    await t.neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    // Asked again, Stripe lists the same event, and nothing happens.
    t.clock.advance(60_000);
    await t.parts.poller.drain();
    await t.parts.eventWorker.drain();
    expect(await paymentsOf(order.orderId)).toHaveLength(1);
  });

  it("R5, R29: an active account and a paid payout whose events never came are found by asking Stripe", async () => {
    const sellerId = await t.aSellerWith(1000);
    await t.simulator.fault({ kind: "webhook_drop", times: null });
    const { withdrawal } = await t.withdraw(sellerId, 300);
    await waitFor(async () => (await t.parts.withdrawals.find(withdrawal.id))?.payoutId, {
      what: "the payout",
    });
    await waitFor(async () => (await t.simulator.state()).jobs.every((job) => job.kind !== "settle_payout"), {
      what: "the payout to be paid",
    });
    const account = await t.parts.payoutAccounts.find(sellerId);
    await t.simulator.control(`accounts/${account?.stripeAccountId}/restrict`);
    t.clock.advance(60_000);
    await t.parts.poller.drain();
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "restricted", {
      what: "the account to be restricted",
    });
    expect((await t.withdraw(sellerId, 1)).body.code).toBe("payout_account_missing");
  });

  it("R29: a payout that the bank sent back is recorded though its event never came", async () => {
    const sellerId = await t.aSellerWith(1250);
    const { withdrawal } = await t.withdraw(sellerId, 300);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    await t.simulator.fault({ kind: "webhook_drop", times: null });
    const { payoutId } = (await t.parts.withdrawals.find(withdrawal.id)) ?? {};
    await t.simulator.control(`payouts/${payoutId}/fail`);
    t.clock.advance(6 * 60 * 60_000);
    await t.parts.poller.drain();
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000 });
  });

  it("R8: a buyer who asks again before the event has come finds the order paid", async () => {
    await t.simulator.control("webhooks/pause");
    const { order, session } = await aPayableSession();
    await t.simulator.pay(`${session.url}/pay`);
    expect((await t.checkout(order)).body).toMatchObject({ status: 409, code: "order_not_payable" });
    await t.neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    await t.simulator.control("webhooks/resume");
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await paymentsOf(order.orderId)).toHaveLength(1);
    expect(told(order.orderId)).toBe(1);
  });

  it("an event that cannot be processed now is processed later", async () => {
    const { order, session } = await aPayableSession();
    await t.simulator.fault({
      kind: "answer_before_work",
      method: "GET",
      path: "/v1/checkout/sessions/*",
      times: 1,
    });
    await t.simulator.pay(`${session.url}/pay`);
    await t.simulator.webhooksDelivered();
    t.clock.advance(5_000);
    await t.neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
  });

  it("without a good signature is refused: none, a wrong one, another endpoint's, an old one", async () => {
    const { order, session } = await aPayableSession();
    const body = JSON.stringify({
      id: "evt_forged",
      object: "event",
      type: "checkout.session.completed",
      created: 1,
      data: { object: { id: session.id } },
    });
    const sign = (secret: string, ageS = 0) =>
      Stripe.webhooks.generateTestHeaderString({
        payload: body,
        secret,
        timestamp: Math.floor(t.clock.now().getTime() / 1_000) - ageS,
      });
    expect((await post("platform", body, undefined)).statusCode).toBe(400);
    for (const signature of [
      "t=1,v1=00",
      sign("whsec_other"),
      sign(t.secrets.connected),
      sign(t.secrets.platform, 301),
    ]) {
      const answer = await post("platform", body, signature);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().code).toBe("invalid_signature");
    }
    expect((await post("platform", `${body} `, sign(t.secrets.platform))).statusCode).toBe(400);
    expect((await post("others", body, sign(t.secrets.platform))).statusCode).toBe(400);
    // A signed event that says what is not so is kept, and what Stripe says is believed.
    expect((await post("platform", body, sign(t.secrets.platform))).statusCode).toBe(200);
    await t.parts.eventWorker.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "awaiting_payment" });
  });
});
