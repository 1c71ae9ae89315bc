import { OrderCancelled, OrderChargebackWon, OrderChargedBack, OrderPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t?.stop());

const euros = (amount: number) => ({ amount, currency: "EUR" });
const of = (orderId: string) => (data: { orderId: string }) => data.orderId === orderId;
const seen = async (orderId: string) => (await t.call(t.sellerId, "GET", `/v1/orders/${orderId}`)).body;

describe("R30: a chargeback of an order that is not over", () => {
  it("R30: appears in the timeline of buyer, seller and mediator, and changes neither state nor windows", async () => {
    const order = await t.aDisputedOrder();
    const before = await seen(order.id);
    await t.chargeBack(order);
    await t.neighbours.heard(OrderChargedBack, of(order.id));
    const { state, deadlines, allowedActions, outcome } = await seen(order.id);
    expect({ state, deadlines, allowedActions, outcome }).toEqual({
      state: "disputed",
      deadlines: before.deadlines,
      allowedActions: before.allowedActions,
      outcome: null,
    });
    const url = `/v1/orders/${order.id}/timeline`;
    for (const { body } of [
      await t.call(t.buyerId, "GET", url),
      await t.call(t.sellerId, "GET", url),
      await t.mediate("GET", url),
    ]) {
      expect(body.items.at(-1)).toMatchObject({
        by: "payment",
        action: "charge_back",
        data: { amount: euros(5_000) },
      });
    }
  });

  it("R30: that is lost ends it without a fault, and nothing of it is the seller's", async () => {
    const order = await t.anOrderInProgress();
    await t.chargeBack(order);
    await t.decideChargeback(order, "lost");
    const told = await t.neighbours.heard(OrderCancelled, of(order.id));
    expect(told.data).toMatchObject({
      by: "payment",
      justified: null,
      settlement: { refundAmount: 5_000, releaseAmount: 0 },
    });
    expect(await seen(order.id)).toMatchObject({
      state: "cancelled",
      deadlines: [],
      allowedActions: [],
      outcome: {
        by: "payment",
        reason: "charged_back",
        justified: null,
        countsAgainstSeller: false,
        refund: euros(5_000),
        released: euros(0),
      },
    });
    const delivery = { message: "Here.", links: ["https://example.org/logo"] };
    expect((await t.act(t.sellerId, order.id, "deliver", delivery)).status).toBe(409);
  });

  it("R30: that is won lets it go on", async () => {
    const order = await t.aDeliveredOrder();
    await t.chargeBack(order);
    await t.decideChargeback(order, "won");
    await t.neighbours.heard(OrderChargebackWon, of(order.id));
    expect((await seen(order.id)).state).toBe("delivered");
    expect((await t.act(t.buyerId, order.id, "approve")).body).toMatchObject({
      state: "completed",
      outcome: { released: euros(5_000) },
    });
  });

  it("R30: a verdict that overtakes the payment waits for it, and still ends the order", async () => {
    const order = await t.aPlacedOrder();
    await t.decideChargeback(order, "lost");
    await t.pay(order);
    await t.neighbours.heard(OrderPaid, of(order.id));
    await t.neighbours.heard(OrderCancelled, of(order.id));
    expect(await seen(order.id)).toMatchObject({ state: "cancelled", outcome: { reason: "charged_back" } });
  });
});

describe("R30: a chargeback that changes nothing more", () => {
  it("R30: after the order has ended, or of a payment that was made twice", async () => {
    const ended = await t.aDeliveredOrder();
    await t.act(t.buyerId, ended.id, "approve");
    const open = await t.anOrderInProgress();
    const before = [await seen(ended.id), await seen(open.id)];
    const inbox = t.platform.db.collection("inbox");
    const heard = await inbox.countDocuments();
    for (const [order, blockedAmount] of [
      [ended, 5_000],
      [open, 0],
    ] as const) {
      await t.chargeBack(order, blockedAmount);
      await t.decideChargeback(order, "won", blockedAmount);
      await t.decideChargeback(order, "lost", blockedAmount);
    }
    await waitFor(async () => (await inbox.countDocuments()) >= heard + 6, { what: "all six to be heard" });
    expect([await seen(ended.id), await seen(open.id)]).toEqual(before);
  });
});
