import { EarningsReleased, PaymentSucceeded, RefundSucceeded, WithdrawalPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
});

it("R28: says what the platform keeps, to anyone", async () => {
  const answer = await t.app.inject("/v1/payments/terms");
  expect(answer.json()).toEqual({ commissionShare: 0.2, vatRate: 0.2 });
});

describe("the money of an order", () => {
  it("R28, R29: what is blocked will be the seller's less commission, rounded order by order", async () => {
    const sellerId = await t.aSeller();
    // 20 % of 1002 is 200 cents; of both together it would be 401.
    for (const totalAmount of [1002, 1002]) await t.aPaidOrder({ sellerId, totalAmount });
    expect(await t.balance(sellerId)).toMatchObject({ blocked: 2004, blockedNet: 1604 });
  });

  it("R8, R17, R28, R29: is blocked when paid, released less commission on completion, and paid out", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId, totalAmount: 1500 });
    expect(await t.balance(sellerId)).toEqual({
      blocked: 1500,
      blockedNet: 1200,
      next: [],
      available: 0,
      payable: 0,
      pendingPayouts: 0,
      receivable: 0,
    });
    expect(await t.paymentOf(order)).toMatchObject({
      state: "blocked",
      paid: { amount: 1500, currency: "EUR" },
    });

    await t.complete(order);
    const { data } = await t.neighbours.heard(EarningsReleased, ({ orderId }) => orderId === order.orderId);
    expect(data).toMatchObject({ grossAmount: 1500, netAmount: 1200, commissionAmount: 250, vatAmount: 50 });
    await t.settled(order);
    expect(await t.balance(sellerId)).toEqual({
      blocked: 0,
      blockedNet: 0,
      next: [],
      available: 1200,
      payable: 1200,
      pendingPayouts: 0,
      receivable: 0,
    });
    expect(await t.paymentOf(order)).toMatchObject({
      released: { amount: 1500 },
      commission: { amount: 250 },
      vat: { amount: 50 },
      refunded: { amount: 0 },
      movements: [
        { kind: "payment", state: "succeeded", amount: { amount: 1500 } },
        { kind: "transfer", state: "succeeded", amount: { amount: 1200 } },
      ],
    });

    const { status, withdrawal } = await t.withdraw(sellerId, 1000);
    expect(status).toBe(201);
    expect(withdrawal).toMatchObject({ state: "pending", amount: { amount: 1000, currency: "EUR" } });
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toEqual({
      blocked: 0,
      blockedNet: 0,
      next: [],
      available: 200,
      payable: 200,
      pendingPayouts: 0,
      receivable: 0,
    });
    const { body: list } = await t.call(sellerId, "GET", "/withdrawals");
    expect(list.items).toMatchObject([{ id: withdrawal.id, state: "paid" }]);

    const { body: ledger } = await t.call(sellerId, "GET", "/ledger?limit=1");
    expect(ledger.items).toMatchObject([
      { kind: "withdrawal_requested", amount: { amount: -1000 }, orderId: null },
    ]);
    const { body: older } = await t.call(sellerId, "GET", `/ledger?limit=1&cursor=${ledger.nextCursor}`);
    expect(older).toMatchObject({
      items: [{ kind: "earnings_released", amount: { amount: 1200 }, orderId: order.orderId }],
      nextCursor: null,
    });
  });

  it("R10: goes back to the buyer in full when the order is refused", async () => {
    const order = await t.aPaidOrder();
    await t.refuse(order);
    const { data } = await t.neighbours.heard(RefundSucceeded, ({ orderId }) => orderId === order.orderId);
    expect(data).toMatchObject({ buyerId: order.buyerId, amount: 1500 });
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({ refunded: { amount: 1500 }, released: { amount: 0 } });
    expect(await t.balance(order.sellerId)).toMatchObject({ blocked: 0, available: 0 });
  });

  it("R8: a payment that arrives after the order expired is refunded in full, once", async () => {
    const order = await t.aPlacedOrder();
    const { body: session } = await t.checkout(order);
    await t.expirePayment(order);
    await waitFor(
      async () => (await t.simulator.stripe.checkout.sessions.retrieve(session.id)).status === "expired",
      {
        what: "the session to be closed at Stripe",
      },
    );
    expect(await t.simulator.pay(`${session.url}/pay`)).not.toBe(303);
    // The payment was under way while the session was being closed.
    await t.simulator.control(`checkout/sessions/${session.id}/complete`);
    await t.neighbours.heard(PaymentSucceeded, ({ orderId }) => orderId === order.orderId);
    await t.answerLatePayment(order);
    await t.settled(order);
    const { payment_intent } = await t.simulator.stripe.checkout.sessions.retrieve(session.id);
    const refunds = await t.simulator.stripe.refunds.list({ payment_intent: String(payment_intent) });
    expect(refunds.data.map((refund) => refund.amount)).toEqual([1500]);
    await t.neighbours.heard(RefundSucceeded, ({ orderId }) => orderId === order.orderId);
    expect(t.neighbours.timesHeard(RefundSucceeded, ({ orderId }) => orderId === order.orderId)).toBe(1);
  });

  it("R25, R28: is divided between buyer and seller as the order's end says, and no cent is over", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId, totalAmount: 1501 });
    await t.complete(order, { refundAmount: 500, releaseAmount: 1001 });
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({
      paid: { amount: 1501 },
      refunded: { amount: 500 },
      released: { amount: 1001 },
      commission: { amount: 167 },
      vat: { amount: 33 },
    });
    expect(await t.balance(sellerId)).toMatchObject({ blocked: 0, available: 801, payable: 801 });
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    const refunds = await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" });
    expect(refunds.data.map((refund) => refund.amount)).toEqual([500]);
  });

  it("R8: a second payment of one order goes back to the buyer, and the first one stays", async () => {
    const order = await t.aPlacedOrder();
    const { body: first } = await t.checkout(order);
    await t.simulator.stripe.checkout.sessions.expire(first.id);
    const { body: second } = await t.checkout(order);
    expect(second.id).not.toBe(first.id);
    expect(await t.simulator.pay(`${second.url}/pay`)).toBe(303);
    await t.neighbours.heard(PaymentSucceeded, ({ orderId }) => orderId === order.orderId);
    await t.simulator.control(`checkout/sessions/${first.id}/complete`);
    await t.neighbours.heard(RefundSucceeded, ({ orderId }) => orderId === order.orderId);
    expect(await t.paymentOf(order)).toMatchObject({
      state: "blocked",
      paid: { amount: 3000 },
      refunded: { amount: 1500 },
    });
    expect(await t.balance(order.sellerId)).toMatchObject({ blocked: 1500 });
    expect(t.neighbours.timesHeard(PaymentSucceeded, ({ orderId }) => orderId === order.orderId)).toBe(1);
  });

  it("a declined card leaves the order payable with the same session", async () => {
    const order = await t.aPlacedOrder();
    const { body: first } = await t.checkout(order);
    expect(await t.simulator.pay(`${first.url}/pay`, "4000000000000002")).not.toBe(303);
    const { body: second } = await t.checkout(order);
    expect(second).toEqual(first);
    expect(await t.paymentOf(order)).toMatchObject({ state: "awaiting_payment", paid: { amount: 0 } });
    expect(await t.simulator.pay(`${second.url}/pay`)).toBe(303);
    await t.neighbours.heard(PaymentSucceeded, ({ orderId }) => orderId === order.orderId);
    expect(await t.entries({ orderId: order.orderId, kind: "payment_received" })).toHaveLength(1);
  });

  it("R17: earnings of a seller without a payout account wait in their balance and follow once it is active", async () => {
    const order = await t.aPaidOrder({ totalAmount: 2000 });
    const { sellerId } = order;
    await t.complete(order);
    await t.neighbours.heard(EarningsReleased, ({ orderId }) => orderId === order.orderId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1600, payable: 0 });
    expect((await t.withdraw(sellerId, 100)).body).toMatchObject({
      status: 409,
      code: "payout_account_missing",
    });
    await t.introduce(sellerId);
    const { body } = await t.call(sellerId, "POST", "/payout-account");
    await t.simulator.onboard(body.url);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1600, payable: 1600 });
  });
});
