import {
  PaymentChargedBack,
  PaymentSucceeded,
  RefundSucceeded,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import { waitFor } from "@vc/testing";
import type Stripe from "stripe";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { resolveException, takeException } from "../src/exception-desk/work-exceptions.ts";
import { movePayment } from "../src/payments/move-payment.ts";
import { receivableModel } from "../src/receivables/model.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import type { TestOrder } from "./order-news.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  await t.simulator.control("faults", {}, "DELETE");
  expect(await t.findings()).toEqual([]);
});

async function chargeOf(order: TestOrder): Promise<string> {
  return String((await t.parts.payments.find(order.orderId))?.charge?.id);
}

async function refundsOf(order: TestOrder): Promise<number[]> {
  const { data } = await t.simulator.stripe.refunds.list({ charge: await chargeOf(order) });
  return data.map(({ amount }) => amount);
}

const isAbout =
  ({ orderId }: TestOrder) =>
  (data: { orderId: string }) =>
    data.orderId === orderId;

/** Every event that Stripe has ever told of, once more. */
async function everyWebhookAgain(): Promise<void> {
  for await (const { id } of t.simulator.stripe.events.list({ limit: 100 })) {
    await t.simulator.control(`events/${id}/resend`);
  }
  await t.simulator.webhooksDelivered();
  await t.parts.eventWorker.drain();
}

/** Failures that other systems have had, each with the name under which it is known. */
describe("a failure that others have had", () => {
  it("capture after cancel (medusa #13301): money that comes after the order's end goes back, and is never the seller's", async () => {
    const order = await t.aPlacedOrder();
    const { body } = await t.checkout(order);
    // The checkout cannot be closed, so that the buyer still can pay.
    await t.simulator.fault({
      kind: "answer_before_work",
      method: "POST",
      path: "/v1/checkout/sessions/*/expire",
      times: null,
    });
    await t.expirePayment(order);
    await waitFor(async () => (await t.paymentOf(order)).state === "expired", { what: "the order's end" });
    expect(await t.simulator.pay(`${body.url}/pay`)).toBe(303);
    await t.neighbours.heard(PaymentSucceeded, isAbout(order));
    await t.answerLatePayment(order);
    await t.settled(order);
    expect(await refundsOf(order)).toEqual([1500]);
    expect(await t.balance(order.sellerId)).toMatchObject({ blocked: 0, available: 0 });
    await t.simulator.control("faults", {}, "DELETE");
    // The session was paid, so that there is nothing to close, and the movement ends all the same.
    t.clock.advance(60 * 60_000);
    await waitFor(async () => (await t.parts.movements.find(`cl:${body.id}`))?.state === "succeeded", {
      what: "the closing to end",
    });
  });

  it("double refund by a repeated webhook: a refund that is reported repeatedly is one", async () => {
    const order = await t.aPaidOrder();
    await t.refuse(order);
    await t.settled(order);
    await everyWebhookAgain();
    await t.refuse(order);
    await everyWebhookAgain();
    await t.parts.executor.drain();
    expect(await refundsOf(order)).toEqual([1500]);
    expect(await t.entries({ orderId: order.orderId, kind: "refund_paid" })).toHaveLength(1);
    await t.neighbours.heard(RefundSucceeded, isAbout(order));
    expect(t.neighbours.timesHeard(RefundSucceeded, isAbout(order))).toBe(1);
  });

  it("refund above what is left: a settlement of more than was paid moves nothing", async () => {
    const order = await t.aPaidOrder();
    for (const settlement of [
      { refundCents: 1501, releaseCents: 0 },
      { refundCents: 1500, releaseCents: 1 },
      { refundCents: 2000, releaseCents: -500 },
    ]) {
      const result = await movePayment(t.parts, order.orderId, { kind: "settled_by_order", ...settlement });
      expect(result.kind).toBe("contradiction");
    }
    expect(await t.parts.movements.listForOrder(order.orderId)).toEqual([]);
    // Beside the platform a part was refunded already: only the rest is.
    await t.simulator.stripe.refunds.create({ charge: await chargeOf(order), amount: 1 });
    await waitFor(async () => (await t.paymentOf(order)).refundedOutside.amount === 1, {
      what: "the refund to be known",
    });
    await t.refuse(order);
    await t.settled(order);
    expect(await refundsOf(order)).toEqual([1499, 1]);
  });

  it("currency mismatch: a charge in another currency is not taken for euros", async () => {
    const order = await t.aPlacedOrder();
    const { body } = await t.checkout(order);
    const { sessions } = t.parts.stripe.checkout;
    const reading = vi.spyOn(sessions, "retrieve").mockImplementation(async (id: string) => {
      const session = await t.simulator.stripe.checkout.sessions.retrieve(id, {
        expand: ["payment_intent.latest_charge.balance_transaction"],
      });
      // Both were asked for as objects just above; Stripe answers in cents of whatever the charge is in.
      const charge = (session.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
      charge.currency = "jpy";
      return session;
    });
    try {
      expect(await t.simulator.pay(`${body.url}/pay`)).toBe(303);
      const event = await waitFor(
        () =>
          t.platform.db
            .collection<{ _id: string; lastError: string | null }>("stripe_events")
            .findOne({ objectId: body.id, lastError: { $ne: null } }),
        { what: "the event to be put off" },
      );
      expect(event.lastError).toContain("was paid in jpy");
      expect(await t.entries({ orderId: order.orderId })).toEqual([]);
      expect(await t.paymentOf(order)).toMatchObject({ state: "awaiting_payment", paid: { amount: 0 } });
    } finally {
      reading.mockRestore();
    }
  });

  it.each([0, 1])(
    "zero and one-cent orders: an order of %i cents is not payable, and a part of 1 cent is",
    async (cents) => {
      const tiny = await t.aPlacedOrder({ totalAmount: cents });
      expect((await t.checkout(tiny)).body).toMatchObject({ status: 409, code: "provider_refused" });
      const sellerId = await t.aSeller();
      const order = await t.aPaidOrder({ sellerId });
      await t.complete(order, { refundAmount: 1500 - cents, releaseAmount: cents });
      await t.settled(order);
      expect(await t.paymentOf(order)).toMatchObject({
        refunded: { amount: 1500 - cents },
        released: { amount: cents },
        commission: { amount: 0 },
        vat: { amount: 0 },
      });
      expect(await t.balance(sellerId)).toMatchObject({ available: cents, payable: cents });
    },
  );

  it("price changed between cart and payment: what is paid is the order's frozen total, however often it is asked for", async () => {
    const order = await t.aPlacedOrder({ totalAmount: 1500 });
    const { body: first } = await t.checkout(order);
    // The same order told again with another price: what a listing costs by now is not this order's business.
    await t.aPlacedOrder({ ...order, totalAmount: 99_900 });
    await t.simulator.stripe.checkout.sessions.expire(first.id);
    const { body: second } = await t.checkout(order);
    expect((await t.simulator.stripe.checkout.sessions.retrieve(second.id)).amount_total).toBe(1500);
    expect(await t.simulator.pay(`${second.url}/pay`)).toBe(303);
    const { data } = await t.neighbours.heard(PaymentSucceeded, isAbout(order));
    expect(data.amount).toBe(1500);
  });

  it("payment succeeding after expiry: is refunded in full, and the order stays ended", async () => {
    const order = await t.aPlacedOrder();
    const { body: session } = await t.checkout(order);
    await t.expirePayment(order);
    await waitFor(
      async () => (await t.simulator.stripe.checkout.sessions.retrieve(session.id)).status === "expired",
      { what: "the session to be closed" },
    );
    await t.simulator.control(`checkout/sessions/${session.id}/complete`);
    await t.neighbours.heard(PaymentSucceeded, isAbout(order));
    await t.answerLatePayment(order);
    await t.settled(order);
    expect(await refundsOf(order)).toEqual([1500]);
  });

  it("webhook before the HTTP answer: an order that is paid while its checkout is being opened is paid once", async () => {
    const order = await t.aPlacedOrder();
    await t.simulator.fault({ kind: "hang_after_work", method: "POST", path: "/v1/checkout/sessions" });
    const opening = t.checkout(order);
    await t.simulator.struck();
    const [session] = (await t.simulator.stripe.checkout.sessions.list({ limit: 1 })).data;
    expect(session?.client_reference_id).toBe(order.orderId);
    expect(await t.simulator.pay(`${session?.url}/pay`)).toBe(303);
    await t.neighbours.heard(PaymentSucceeded, isAbout(order));
    expect((await opening).status).toBe(503);
    expect((await t.checkout(order)).body).toMatchObject({ status: 409, code: "order_not_payable" });
    expect(await t.entries({ orderId: order.orderId, kind: "payment_received" })).toHaveLength(1);
  });

  it("payout arriving as failed after paid: the money is the seller's again, in either order of the reports", async () => {
    const sellerId = await t.aSellerWith(1250);
    const { withdrawal } = await t.withdraw(sellerId, 400);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    const payoutId = String((await t.parts.withdrawals.find(withdrawal.id))?.payoutId);
    await t.simulator.control(`payouts/${payoutId}/fail`);
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    const { stripeAccountId } = (await t.parts.payoutAccounts.find(sellerId)) ?? {};
    const told = t.simulator.stripe.events.list({ limit: 100 }, { stripeAccount: String(stripeAccountId) });
    for await (const { id, type } of told) {
      if (type === "payout.paid") await t.simulator.control(`events/${id}/resend`);
    }
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000, pendingPayouts: 0 });
    expect(
      t.neighbours.timesHeard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id),
    ).toBe(1);
  });

  describe("transfer reversal on a closed account", () => {
    async function releasedTo(sellerId: string): Promise<TestOrder> {
      const order = await t.aPaidOrder({ sellerId });
      await t.complete(order);
      await t.settled(order);
      return order;
    }
    const transfersOf = async ({ orderId }: TestOrder) =>
      (await t.simulator.stripe.transfers.list({ transfer_group: orderId })).data;

    async function closeAccountOf(sellerId: string): Promise<void> {
      const { stripeAccountId } = (await t.parts.payoutAccounts.find(sellerId)) ?? {};
      await t.simulator.stripe.v2.core.accounts.close(String(stripeAccountId));
      await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "restricted", {
        what: "the closing to be known",
      });
    }

    it("a lost chargeback: what cannot be brought back stays owed, is claimed again, and is paid once", async () => {
      const sellerId = await t.aSeller();
      const order = await releasedTo(sellerId);
      await releasedTo(sellerId);
      const dispute = await t.simulator.control(`charges/${await chargeOf(order)}/dispute`);
      const { id } = dispute as { id: string };
      await t.neighbours.heard(PaymentChargedBack, isAbout(order));
      await closeAccountOf(sellerId);
      await t.simulator.control(`disputes/${id}/decide`, { verdict: "lost" });
      const refused = async (attempt: number) => {
        const reversal = await t.parts.movements.find(`rv:${id}:1`);
        return reversal?.lastError?.includes("account_closed") && reversal.attempt > attempt
          ? reversal
          : null;
      };
      const { attempt } = await waitFor(() => refused(1), { what: "Stripe's refusal" });
      t.clock.advance(60 * 60_000);
      await waitFor(() => refused(attempt), { what: "another refusal" });
      expect((await transfersOf(order)).map(({ amount_reversed }) => amount_reversed)).toEqual([0]);
      // What the other order earned is the seller's as before, and cannot leave through a closed account.
      expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 0, receivable: 0 });
      expect((await t.withdraw(sellerId, 1)).body).toMatchObject({ code: "payout_account_missing" });
      expect(await t.entries({ orderId: order.orderId, kind: "reversal_made" })).toEqual([]);
      expect(await t.platform.database.model(receivableModel).findOne({ _id: id })).toMatchObject({
        state: "due",
        reversingCents: 1200,
        reversedCents: 0,
      });
    });

    it("a transfer that was reversed outside: is not sent again, and waits as the seller's for an account", async () => {
      const sellerId = await t.aSeller();
      const order = await releasedTo(sellerId);
      const [transfer] = await transfersOf(order);
      // Until the account is closed the transfer is not made again.
      await t.simulator.fault({
        kind: "answer_before_work",
        method: "POST",
        path: "/v1/transfers",
        times: null,
      });
      const { id } = await t.simulator.stripe.transfers.createReversal(String(transfer?.id));
      const movementId = `tr:${order.orderId}:${id}`;
      const exception = await waitFor(
        async () => (await t.parts.exceptions.list({ stripeId: id }, 1))[0] ?? null,
        { what: "the reversal to be known" },
      );
      await takeException(t.parts, exception.id, "admin");
      const paying = { decision: "pay_seller", reason: "A mistake." } as const;
      await resolveException(t.parts, exception.id, "admin", paying);
      await closeAccountOf(sellerId);
      await t.simulator.control("faults", {}, "DELETE");
      t.clock.advance(60 * 60_000);
      await waitFor(async () => (await t.parts.movements.find(movementId))?.state === "waiting", {
        what: "the transfer to wait",
      });
      expect((await transfersOf(order)).map(({ reversed }) => reversed)).toEqual([true]);
      expect((await t.paymentOf(order)).state).toBe("settling");
      expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 0 });
    });
  });
});
