import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { aPayment } from "../../test/builders.ts";
import type { TestOrder } from "../../test/order-news.ts";
import { movePayment } from "../payments/move-payment.ts";

const MINUTE_MS = 60_000;

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false });
});
afterAll(() => t.stop());
afterEach(() => t.simulator.control("faults", {}, "DELETE"));

async function gauge(name: string): Promise<number> {
  const value = new RegExp(`^${name} (\\S+)$`, "m").exec(await t.platform.registry.metrics())?.[1];
  return Number(value);
}

/** One that is paid at Stripe. */
async function aPaidSession(): Promise<string> {
  const payment = aPayment();
  await t.platform.bus.transaction((tx) => t.parts.payments.insert(payment, tx.session));
  const order: TestOrder = { ...payment, orderId: payment.id, totalAmount: payment.amountCents };
  const { body } = await t.checkout(order);
  expect(await t.simulator.pay(`${body.url}/pay`)).toBe(303);
  return payment.id;
}

it("shows how long Stripe's oldest event waits, until it was processed", async () => {
  expect(await gauge("payments_stripe_events_oldest_due_seconds")).toBe(0);
  await aPaidSession();
  await t.simulator.webhooksDelivered();
  t.clock.advance(11 * MINUTE_MS);
  expect(await gauge("payments_stripe_events_oldest_due_seconds")).toBeGreaterThanOrEqual(660);
  await t.parts.eventWorker.drain();
  expect(await gauge("payments_stripe_events_oldest_due_seconds")).toBe(0);
});

it("shows how long after Stripe's event the last one came", async () => {
  await aPaidSession();
  await t.simulator.webhooksDelivered();
  expect(await gauge("payments_webhook_lag_seconds")).toBeLessThan(60);
  await t.simulator.control("webhooks/pause");
  await aPaidSession();
  t.clock.advance(11 * MINUTE_MS);
  await t.simulator.control("webhooks/resume");
  await t.simulator.webhooksDelivered();
  expect(await gauge("payments_webhook_lag_seconds")).toBeGreaterThanOrEqual(600);
  await t.parts.eventWorker.drain();
});

it("shows what Stripe has not confirmed, and how old the oldest of it is that waits for no person", async () => {
  expect(await gauge("payments_movements_open")).toBe(0);
  const orderId = await aPaidSession();
  await t.simulator.webhooksDelivered();
  await t.parts.eventWorker.drain();
  // Of the two, the transfer waits for a payout account, which may take its seller months.
  const { parts, clock } = t;
  await movePayment(parts, orderId, { kind: "settled_by_order", refundCents: 500, releaseCents: 1000 });
  await t.simulator.fault({ kind: "answer_before_work", method: "POST", path: "/v1/refunds" });
  await parts.executor.drain();
  clock.advance(61 * MINUTE_MS);
  expect(await gauge("payments_movements_open")).toBe(2);
  expect(await gauge("payments_movements_oldest_open_seconds")).toBeGreaterThanOrEqual(3660);
  await parts.executor.drain();
  expect(await gauge("payments_movements_open")).toBe(1);
  expect(await gauge("payments_movements_oldest_open_seconds")).toBe(0);
});
