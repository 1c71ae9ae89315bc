import { ChargebackDecided, PaymentChargedBack } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import type { TestOrder } from "../../test/order-news.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
});

async function inquire(order: TestOrder): Promise<string> {
  const charge = (await t.parts.payments.find(order.orderId))?.charge;
  const { id } = (await t.simulator.control(`charges/${charge?.id}/inquire`)) as { id: string };
  await waitFor(() => t.parts.movements.find(`in:${id}`), { what: "the inquiry to be known" });
  return id;
}

describe("R30: an inquiry, which takes nothing", () => {
  const statusOf = async (disputeId: string) =>
    (await t.simulator.stripe.disputes.retrieve(disputeId)).status;
  const untilStatus = (disputeId: string, status: string) =>
    waitFor(async () => (await statusOf(disputeId)) === status, { what: `the inquiry to be ${status}` });

  it("freezes nothing: the order ends as it would, the money is its seller's, and no chargeback is notified", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const disputeId = await inquire(order);
    expect(await t.paymentOf(order)).toMatchObject({ state: "blocked", chargedBack: { amount: 0 } });
    await t.deliver(order);
    await t.complete(order);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ blocked: 0, available: 1200, payable: 1200 });
    await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "won" });
    expect(await statusOf(disputeId)).toBe("warning_closed");
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled", chargedBack: { amount: 0 } });
    expect(await t.entries({ orderId: order.orderId, kind: /^chargeback/ })).toEqual([]);
    expect(t.neighbours.timesHeard(PaymentChargedBack, ({ orderId }) => orderId === order.orderId)).toBe(0);
  });

  it("stripe F19: is answered with the order's case, a day before the end", async () => {
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    await t.deliver(order);
    await t.complete(order);
    await t.settled(order);
    const disputeId = await inquire(order);
    await waitFor(async () => (await t.parts.movements.find(`in:${disputeId}`))?.state === "waiting", {
      what: "the answer to be staged",
    });
    const { evidence, evidence_details } = await t.simulator.stripe.disputes.retrieve(disputeId);
    expect(await statusOf(disputeId)).toBe("warning_needs_response");
    const dueMs = Number(evidence_details.due_by) * 1_000;
    t.clock.advance(dueMs - 24 * 60 * 60_000 - t.clock.now().getTime() + 1_000);
    await untilStatus(disputeId, "warning_under_review");
    expect(evidence.uncategorized_text).toContain("The seller delivered the work through the platform.");
  });

  it("leaves the money free to go back, which is its end", async () => {
    const order = await t.aPaidOrder();
    const disputeId = await inquire(order);
    await t.refuse(order);
    await t.settled(order);
    await untilStatus(disputeId, "warning_closed");
    expect(await t.paymentOf(order)).toMatchObject({
      refunded: { amount: 1500 },
      chargedBack: { amount: 0 },
    });
  });

  it("that escalates is a chargeback from then on: frozen, answered again, and lost or won like any other", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const disputeId = await inquire(order);
    await t.simulator.control(`disputes/${disputeId}/escalate`);
    await t.neighbours.heard(PaymentChargedBack, ({ orderId }) => orderId === order.orderId);
    expect(await t.paymentOf(order)).toMatchObject({ state: "frozen", chargedBack: { amount: 1500 } });
    await waitFor(async () => (await t.parts.movements.find(`ev:${disputeId}`))?.state === "waiting", {
      what: "the answer to be staged",
    });
    await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "won" });
    await t.neighbours.heard(ChargebackDecided, ({ orderId }) => orderId === order.orderId);
    await t.complete(order);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 1200 });
  });
});
