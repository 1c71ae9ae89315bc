import { RefundSucceeded } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import type { TestOrder } from "../../test/order-news.ts";
import { movePayment } from "../payments/move-payment.ts";
import { startOnboarding } from "../payout-accounts/onboarding.ts";
import { readPayoutAccount } from "../payout-accounts/read-account.ts";
import { toMovement } from "./store.ts";

/** Longer than a worker's lease. */
const LEASE_MS = 11_000;
const RETRY_MS = 5_000;

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false });
});
afterAll(() => t.stop());
afterEach(async () => {
  await t.simulator.control("faults", {}, "DELETE");
  await t.parts.executor.drain();
  expect(await t.findings()).toEqual([]);
});

async function anUnsettledOrder(given: Partial<TestOrder> = {}): Promise<TestOrder> {
  const order = await t.aPlacedOrder(given);
  const { body } = await t.checkout(order);
  await t.simulator.pay(`${body.url}/pay`);
  await movePayment(t.parts, order.orderId, await paidFact(body.id));
  return order;
}

/** A seller whose account can receive money, and how Stripe takes that back and gives it again. */
async function aSeller({ isOnboarded = true }: { isOnboarded?: boolean } = {}) {
  const sellerId = newId("account");
  await t.introduce(sellerId);
  const onboard = async () => {
    const begun = await startOnboarding(t.parts, sellerId);
    if (begun.kind !== "link") throw new Error("Stripe did not answer");
    await t.simulator.onboard(begun.url);
    await readPayoutAccount(t.parts, sellerId);
  };
  const restrict = async () => {
    const account = await t.parts.payoutAccounts.find(sellerId);
    await t.simulator.control(`accounts/${account?.stripeAccountId}/restrict`);
    await readPayoutAccount(t.parts, sellerId);
  };
  if (isOnboarded) await onboard();
  return { sellerId, onboard, restrict };
}

const recorded = (id: string) => waitFor(() => t.parts.movements.find(id), { what: `${id} to be recorded` });

/** An order whose refund is recorded and not carried out. */
async function anOwedRefund(): Promise<TestOrder> {
  const order = await anUnsettledOrder();
  await t.refuse(order);
  await recorded(`re:${order.orderId}`);
  return order;
}

async function paidFact(sessionId: string) {
  const session = await t.simulator.stripe.checkout.sessions.retrieve(sessionId, {
    expand: ["payment_intent.latest_charge"],
  });
  const intent = session.payment_intent;
  const charge = typeof intent === "object" ? intent?.latest_charge : null;
  if (!charge || typeof charge === "string") throw new Error("the session is not paid");
  return { kind: "paid", chargeId: charge.id, amountCents: charge.amount, fee: null } as const;
}

async function refundsOf(order: TestOrder): Promise<number[]> {
  const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
  const { data } = await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" });
  return data.map((refund) => refund.amount);
}

async function expectOneRefund(order: TestOrder): Promise<void> {
  expect(await refundsOf(order)).toEqual([1500]);
  expect(await t.paymentOf(order)).toMatchObject({ state: "settled", refunded: { amount: 1500 } });
  expect(await t.entries({ orderId: order.orderId, kind: "refund_paid" })).toHaveLength(1);
  await t.neighbours.heard(RefundSucceeded, ({ orderId }) => orderId === order.orderId);
  expect(t.neighbours.timesHeard(RefundSucceeded, ({ orderId }) => orderId === order.orderId)).toBe(1);
}

async function taken() {
  const movement = await t.parts.executor.take();
  if (movement === null) throw new Error("nothing was due");
  return movement;
}

describe("a movement", () => {
  it("R27: whose process died before calling Stripe is made by the next", async () => {
    const order = await anOwedRefund();
    await taken();
    expect(await t.parts.executor.take()).toBeNull();
    t.clock.advance(LEASE_MS);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  it("R27: whose process died after calling Stripe is found by the next", async () => {
    const order = await anOwedRefund();
    await t.parts.executor.perform(toMovement((await taken()).entry));
    expect(await refundsOf(order)).toEqual([1500]);
    t.clock.advance(LEASE_MS);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  it("R27: is found by looking also when Stripe has forgotten the idempotency key", async () => {
    const order = await anOwedRefund();
    await t.parts.executor.perform(toMovement((await taken()).entry));
    t.clock.advance(25 * 60 * 60_000);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  it("hazard: the idempotency key alone would refund twice, once Stripe has forgotten it", async () => {
    const order = await anUnsettledOrder();
    await t.complete(order, { refundAmount: 500, releaseAmount: 1000 });
    const refund = await recorded(`re:${order.orderId}`);
    await t.parts.executor.perform({ ...refund, calls: 1 });
    await t.parts.executor.perform({ ...refund, calls: 1 });
    expect(await refundsOf(order)).toEqual([500]);
    t.clock.advance(25 * 60 * 60_000);
    await t.parts.executor.perform({ ...refund, calls: 2 });
    expect(await refundsOf(order)).toEqual([500]);
    await t.parts.executor.perform({ ...refund, calls: 1, createdAt: t.clock.now() });
    expect(await refundsOf(order)).toEqual([500, 500]);
  });

  it("R17: is found by looking also when the seller's account was restricted meanwhile, for longer than Stripe keeps keys", async () => {
    const { sellerId, onboard, restrict } = await aSeller();
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    await t.simulator.fault({
      kind: "answer_after_work",
      method: "POST",
      path: "/v1/transfers",
      remember: "error",
    });
    await t.parts.executor.drain();
    await restrict();
    t.clock.advance(RETRY_MS);
    await t.parts.executor.drain();
    expect((await t.parts.movements.find(`tr:${order.orderId}`))?.state).toBe("waiting");
    t.clock.advance(25 * 60 * 60_000);
    await onboard();
    await t.parts.executor.drain();
    const transfers = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    expect(transfers.data.map(({ amount }) => amount)).toEqual([1200]);
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled" });
  });

  it("stripe F5: whose call was never answered holds no other account up when its own was closed meanwhile", async () => {
    const { sellerId, onboard } = await aSeller();
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    await t.simulator.fault({
      ...{ kind: "answer_before_work", isKept: true, method: "POST", path: "/v1/transfers" },
    });
    await t.parts.executor.drain();
    const account = await t.parts.payoutAccounts.find(sellerId);
    await t.simulator.control(`accounts/${account?.stripeAccountId}/close`);
    await readPayoutAccount(t.parts, sellerId);
    t.clock.advance(RETRY_MS);
    await t.parts.executor.drain();
    expect(await startOnboarding(t.parts, sellerId)).toEqual({ kind: "unavailable" });
    t.clock.advance(60 * 60_000);
    await t.parts.executor.drain();
    await onboard();
    t.clock.advance(60 * 60_000);
    await t.parts.executor.drain();
    const transfers = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    expect(transfers.data.map(({ amount }) => amount)).toEqual([1200]);
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled" });
  });

  it("stripe F13: that an operator reversed before it was recorded is found, and not made again", async () => {
    const { sellerId } = await aSeller();
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    await t.parts.executor.perform(toMovement((await taken()).entry));
    const { transfers } = t.simulator.stripe;
    const made = async () => (await transfers.list({ transfer_group: order.orderId })).data;
    await transfers.createReversal(String((await made())[0]?.id), { amount: 1200 });
    t.clock.advance(25 * 60 * 60_000);
    await t.parts.executor.drain();
    expect(await made()).toHaveLength(1);
    await t.simulator.webhooksDelivered();
    t.clock.advance(60 * 60_000);
    await t.parts.eventWorker.drain();
    expect(await t.parts.exceptions.list({ orderId: order.orderId }, 2)).toMatchObject([
      { kind: "transfer_reversed", amountCents: 1200 },
    ]);
  });

  it("R17: is due at once when its account is ready, though a process was just putting it back to wait", async () => {
    const { sellerId, onboard } = await aSeller({ isOnboarded: false });
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    const slow = await taken();
    const outcome = await t.parts.executor.perform(toMovement(slow.entry));
    expect(outcome).toEqual({ kind: "no_account" });
    await t.parts.executor.applyOutcome(slow, outcome);
    t.clock.advance(60 * 60_000);
    const slower = await taken();
    await onboard();
    await t.parts.executor.applyOutcome(slower, outcome);
    await t.parts.executor.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled", released: { amount: 1500 } });
  });

  it("R17: is due at once when its account becomes ready between its first call and the record of its answer", async () => {
    const { sellerId, onboard } = await aSeller({ isOnboarded: false });
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    const first = await taken();
    const outcome = await t.parts.executor.perform(toMovement(first.entry));
    expect(outcome).toEqual({ kind: "no_account" });
    await onboard();
    await t.parts.executor.applyOutcome(first, outcome);
    await t.parts.executor.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled", released: { amount: 1500 } });
  });

  it("R17: is made once when its account is read as ready again while Stripe makes it", async () => {
    const { sellerId, onboard, restrict } = await aSeller();
    const order = await anUnsettledOrder({ sellerId });
    await t.complete(order);
    await recorded(`tr:${order.orderId}`);
    const slow = await taken();
    const outcome = await t.parts.executor.perform(toMovement(slow.entry));
    await restrict();
    await onboard();
    await t.parts.executor.drain();
    await t.parts.executor.applyOutcome(slow, outcome);
    const transfers = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    expect(transfers.data.map(({ amount }) => amount)).toEqual([1200]);
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled", released: { amount: 1500 } });
  });

  it("R27: that two processes hold is recorded once, by the one that took it last", async () => {
    const order = await anOwedRefund();
    const first = await taken();
    t.clock.advance(LEASE_MS);
    const second = await taken();
    const [slow, quick] = await Promise.all([
      t.parts.executor.perform(toMovement(first.entry)),
      t.parts.executor.perform(toMovement(second.entry)),
    ]);
    await t.parts.executor.applyOutcome(first, slow);
    expect((await t.parts.movements.find(first.entry._id))?.state).toBe("due");
    await t.parts.executor.applyOutcome(second, quick);
    await t.parts.executor.applyOutcome(second, quick);
    await expectOneRefund(order);
  });

  it.each([
    ["answers 500 after doing the work", { kind: "answer_after_work", status: 500, remember: "result" }],
    [
      "answers 500 after doing the work, and again for a day",
      { kind: "answer_after_work", status: 500, remember: "error" },
    ],
    ["answers 500 before doing it", { kind: "answer_before_work", status: 500 }],
    ["says 429", { kind: "answer_before_work", status: 429 }],
    ["says 409", { kind: "answer_before_work", status: 409 }],
    ["breaks the connection after doing the work", { kind: "disconnect_after_work" }],
    ["never answers, having done the work", { kind: "hang_after_work" }],
  ] as const)("R27: is made once when Stripe %s", async (_case, fault) => {
    const order = await anOwedRefund();
    await t.simulator.fault({ ...fault, method: "POST", path: "/v1/refunds" });
    await t.parts.executor.drain();
    expect((await refundsOf(order)).length).toBeLessThanOrEqual(1);
    t.clock.advance(RETRY_MS);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  it("stripe F21: is made under another key when Stripe keeps an error for a day and has done nothing", async () => {
    const order = await anOwedRefund();
    const fault = { kind: "answer_before_work", isKept: true, method: "POST", path: "/v1/refunds" } as const;
    await t.simulator.fault(fault);
    for (let call = 1; call <= 7; call++) {
      await t.parts.executor.drain();
      expect(await refundsOf(order)).toEqual([]);
      // Seconds, each time twice as many.
      t.clock.advance(2 ** call * 1_000);
    }
    expect(await t.parts.movements.find(`re:${order.orderId}`)).toMatchObject({ attempt: 8, calls: 0 });
    t.clock.advance(2 ** 8 * 1_000);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  it("is not repeated when looking for it fails", async () => {
    const order = await anOwedRefund();
    await t.simulator.fault({
      kind: "answer_after_work",
      method: "POST",
      path: "/v1/refunds",
      remember: "error",
    });
    await t.parts.executor.drain();
    await t.simulator.fault({ kind: "answer_before_work", method: "GET", path: "/v1/refunds" });
    t.clock.advance(RETRY_MS);
    await t.parts.executor.drain();
    expect((await t.parts.movements.find(`re:${order.orderId}`))?.attempt).toBe(1);
    t.clock.advance(2 * RETRY_MS);
    await t.parts.executor.drain();
    await expectOneRefund(order);
  });

  describe("security 16: that Stripe made while a lost chargeback cancelled it", () => {
    async function aCancelledRefund() {
      const order = await anOwedRefund();
      const { orderId } = order;
      const { charge } = (await t.parts.payments.find(orderId)) ?? {};
      const slow = await taken();
      const outcome = await t.parts.executor.perform(toMovement(slow.entry));
      const disputeId = `du_${orderId}`;
      const all = { disputeId, chargeId: charge?.id ?? "", amountCents: 1500, evidenceBy: null };
      const took = { balanceTransactionId: `txn_${orderId}`, takenCents: 1500, feeCents: 0 };
      for (const fact of [
        { kind: "charged_back", ...all },
        { kind: "chargeback_moved", disputeId, ...took },
        { kind: "chargeback_decided", disputeId, verdict: "lost" },
      ] as const) {
        expect(await movePayment(t.parts, orderId, fact)).toMatchObject({ kind: "moved" });
      }
      expect((await t.parts.movements.find(slow.entry._id))?.state).toBe("failed");
      return { order, slow, outcome };
    }

    async function expectRecorded(order: TestOrder): Promise<void> {
      const { data } = await t.simulator.stripe.refunds.list({
        charge: (await t.parts.payments.find(order.orderId))?.charge?.id ?? "",
      });
      expect(await t.parts.movements.find(`re:${order.orderId}`)).toMatchObject({
        state: "succeeded",
        stripeId: data[0]?.id,
      });
      expect(await t.entries({ orderId: order.orderId, kind: "refund_paid" })).toHaveLength(1);
      expect(await t.entries({ orderId: order.orderId, kind: "refund_doubled" })).toHaveLength(1);
      expect(await t.findings()).toEqual([]);
    }

    it("is recorded by the process that made it", async () => {
      const { order, slow, outcome } = await aCancelledRefund();
      await t.parts.executor.applyOutcome(slow, outcome);
      await t.parts.executor.applyOutcome(slow, outcome);
      await expectRecorded(order);
    });

    it("is recorded by Stripe's event, when that process died", async () => {
      const { order, slow, outcome } = await aCancelledRefund();
      await t.simulator.webhooksDelivered();
      await t.parts.eventWorker.drain();
      await expectRecorded(order);
      await t.parts.executor.applyOutcome(slow, outcome);
      await expectRecorded(order);
    });

    it("stays cancelled when the bank had sent it back before it was recorded", async () => {
      const { order, slow, outcome } = await aCancelledRefund();
      if (outcome.kind !== "done") throw new Error("Stripe made no refund");
      await t.simulator.control(`refunds/${outcome.stripeId}/fail`);
      await t.simulator.webhooksDelivered();
      await t.parts.eventWorker.drain();
      await t.parts.executor.applyOutcome(slow, outcome);
      expect(await t.parts.movements.find(`re:${order.orderId}`)).toMatchObject({
        state: "failed",
        stripeId: null,
      });
      expect(await t.entries({ orderId: order.orderId, kind: "refund_paid" })).toEqual([]);
      expect(await t.findings()).toEqual([]);
    });
  });

  it("R31: keeps one refund where the answer of a first one that came back is late, and others refunded", async () => {
    const order = await anOwedRefund();
    const { orderId } = order;
    const { charge } = (await t.parts.payments.find(orderId)) ?? {};
    const slow = await taken();
    const outcome = await t.parts.executor.perform(toMovement(slow.entry));
    if (outcome.kind !== "done") throw new Error("Stripe made no refund");
    await t.simulator.control(`refunds/${outcome.stripeId}/fail`);
    await t.simulator.control(`charges/${charge?.id}/refund`);
    // Another process takes it, finds that nothing is left to refund, and hears of both refunds.
    t.clock.advance(LEASE_MS);
    await t.parts.executor.drain();
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect((await t.parts.movements.find(`re:${orderId}`))?.state).toBe("failed");
    await t.parts.executor.applyOutcome(slow, outcome);
    expect(await t.entries({ orderId, kind: "refund_paid" })).toEqual([]);
    expect(await t.entries({ orderId, kind: "refunded_outside" })).toHaveLength(1);
    expect(await t.findings()).toEqual([]);
  });

  it("takes a new idempotency key after a definite refusal, and continues when its reason is resolved", async () => {
    const order = await anOwedRefund();
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    // A part was refunded beside the platform, so that the whole is more than is left.
    const partial = { charge: charge?.id ?? "", amount: 1 };
    const foreign = await t.simulator.stripe.refunds.create(partial);
    await t.parts.executor.drain();
    expect(await t.parts.movements.find(`re:${order.orderId}`)).toMatchObject({
      state: "due",
      attempt: 2,
      calls: 0,
    });
    expect((await t.paymentOf(order)).state).toBe("settling");
    await t.simulator.control(`refunds/${foreign.id}/fail`);
    t.clock.advance(RETRY_MS);
    await t.parts.executor.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "settled", refunded: { amount: 1500 } });
    const keys = (await refundsOf(order)).toSorted((a, b) => a - b);
    expect(keys).toEqual([1, 1500]);
  });
});
