import { type MoneyException, WithdrawalFailed } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { requestComparison } from "../src/reconciliation/apply-to-day.ts";
import { dayAfter, dayOf } from "../src/reconciliation/compare.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import type { TestOrder } from "./order-news.ts";

/**
 * R31: what others do with the platform's money at Stripe is seen, booked and put to an admin. After each test the ledger
 * holds its invariants, and the day agrees with Stripe to the cent.
 */

const HOUR_MS = 60 * 60_000;

let t: TestApp;
let admin: string;
/** The day on which a test happens. */
let day: string;

beforeAll(async () => {
  t = await buildTestApp({ realism: { areDisputesRepeatable: true } });
  admin = newId("account");
  day = dayAfter(dayOf(t.clock.now()));
  t.clock.set(`${day}T06:00:00Z`);
});
afterAll(() => t.stop());
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
  expect(await differences()).toEqual([]);
});

/** R31: what differs between the ledger and Stripe on the day of the test; the next test has another day. */
async function differences() {
  t.clock.set(`${dayAfter(day)}T02:00:00Z`);
  await t.parts.reconciliations.demand(day, t.clock.now());
  await requestComparison(t.parts.reconciliations, day, t.clock.now());
  await t.parts.reconciliation.drain();
  const found = await t.parts.reconciliations.find(day);
  day = dayAfter(day);
  t.clock.set(`${day}T06:00:00Z`);
  return found?.checkedAt === null ? "not compared" : found?.differences;
}

async function ask(method: "GET" | "POST", path: string, payload?: object, by = admin) {
  const headers = await t.authorization(by, ["admin"]);
  const url = `/v1/payments/exceptions${path}`;
  const answer = await t.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

/** The exception of an object of Stripe, once it is in the queue. */
const raised = (stripeId: string): Promise<MoneyException> =>
  waitFor(
    async () => {
      const { body } = await ask("GET", "?limit=100");
      const items: MoneyException[] = body.items;
      return items.find((item) => item.stripeId === stripeId) ?? null;
    },
    { what: `an exception for ${stripeId}` },
  );

async function resolve({ id }: MoneyException, decision: string): Promise<void> {
  expect((await ask("POST", `/${id}/take`)).status).toBe(200);
  const answer = await ask("POST", `/${id}/resolve`, { decision, reason: "As agreed with both." });
  expect(answer).toMatchObject({ status: 200, body: { state: "resolved", resolution: { decision } } });
}

const chargeOf = async ({ orderId }: TestOrder) => String((await t.parts.payments.find(orderId))?.charge?.id);

const stripeAccountOf = async (sellerId: string) =>
  String((await t.parts.payoutAccounts.find(sellerId))?.stripeAccountId);

async function refundOutside(order: TestOrder, amountCents?: number): Promise<string> {
  const refund = await t.simulator.control(`charges/${await chargeOf(order)}/refund`, { amountCents });
  return (refund as { id: string }).id;
}

async function released(sellerId: string, totalAmount = 1500): Promise<TestOrder> {
  const order = await t.aPaidOrder({ sellerId, totalAmount });
  await t.complete(order);
  await t.settled(order);
  return order;
}

const untilBalance = (sellerId: string, expected: Record<string, number>) =>
  waitFor(
    async () => {
      const balance = await t.balance(sellerId);
      return Object.entries(expected).every(([name, cents]) => Reflect.get(balance, name) === cents);
    },
    { what: `the balance ${JSON.stringify(expected)}` },
  );

describe("a refund in Stripe's dashboard", () => {
  it("stripe F3: before the order's end is what its end gives back; the order shows it", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const refundId = await refundOutside(order, 400);
    const exception = await raised(refundId);
    expect(exception).toMatchObject({
      kind: "refund_outside",
      orderId: order.orderId,
      sellerId,
      amount: { amount: 400 },
      loss: { amount: 0 },
      decisions: ["accept"],
    });
    expect(await t.paymentOf(order)).toMatchObject({ refundedOutside: { amount: 400 } });
    await t.complete(order, { refundAmount: 500, releaseAmount: 1000 });
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({
      refunded: { amount: 100 },
      released: { amount: 1000 },
    });
    expect(await t.balance(sellerId)).toMatchObject({ available: 800, payable: 800 });
    await resolve(exception, "accept");
  });

  it("stripe F3: of all leaves nothing to release: the seller is not paid too", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    await raised(await refundOutside(order));
    await t.complete(order);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, blocked: 0 });
    expect((await t.simulator.stripe.transfers.list({ transfer_group: order.orderId })).data).toEqual([]);
  });

  it("stripe F3: instead of one that is owed is not made again", async () => {
    const order = await t.aPaidOrder();
    await t.simulator.fault({ kind: "answer_before_work", method: "POST", path: "/v1/refunds", times: null });
    await t.refuse(order);
    await waitFor(async () => (await t.parts.movements.find(`re:${order.orderId}`))?.lastError, {
      what: "Stripe to be away",
    });
    const refundId = await refundOutside(order);
    await raised(refundId);
    await t.simulator.control("faults", {}, "DELETE");
    await t.settled(order);
    const { data } = await t.simulator.stripe.refunds.list({ charge: await chargeOf(order) });
    expect(data.map(({ id }) => id)).toEqual([refundId]);
  });

  it("stripe F3: after the release is borne by the platform, until an admin charges the seller", async () => {
    const sellerId = await t.aSeller();
    const order = await released(sellerId);
    const exception = await raised(await refundOutside(order));
    expect(exception).toMatchObject({ loss: { amount: 1500 }, decisions: ["accept", "charge_seller"] });
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200 });
    await resolve(exception, "charge_seller");
    await untilBalance(sellerId, { available: 0, payable: 0, receivable: 0 });
    await waitFor(async () => (await t.entries({ kind: "reversal_made" })).length > 0, {
      what: "the transfer to be reversed",
    });
    const [note] = (await t.call(sellerId, "GET", "/invoices")).body.items;
    expect(note).toMatchObject({ kind: "credit_note", total: { amount: 300 } });
  });

  it("stripe F3: that fails later is blocked again", async () => {
    const order = await t.aPaidOrder();
    const refundId = await refundOutside(order);
    await raised(refundId);
    await t.simulator.control(`refunds/${refundId}/fail`);
    await waitFor(async () => (await t.paymentOf(order)).refundedOutside.amount === 0, {
      what: "the failure to be known",
    });
    await t.refuse(order);
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({ refunded: { amount: 1500 } });
  });

  it("stripe F3: by dispute prevention is known as one", async () => {
    const order = await t.aPaidOrder();
    await t.simulator.control(`charges/${await chargeOf(order)}/prevent-dispute`);
    const { data } = await t.simulator.stripe.refunds.list({ charge: await chargeOf(order) });
    expect(await raised(String(data[0]?.id))).toMatchObject({ kind: "dispute_prevented" });
    await t.refuse(order);
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({ refunded: { amount: 0 } });
  });
});

describe("a payout that this platform did not ask for", () => {
  it("stripe F1: is booked as paid to the seller, and booked back when it fails", async () => {
    const sellerId = await t.aSeller();
    await released(sellerId);
    const stripeAccount = await stripeAccountOf(sellerId);
    const { id } = (await t.simulator.control(`accounts/${stripeAccount}/pay-out`, {
      amountCents: 700,
    })) as { id: string };
    expect(await raised(id)).toMatchObject({ kind: "payout_outside", sellerId, loss: { amount: 0 } });
    expect(await t.balance(sellerId)).toMatchObject({ available: 500, payable: 500 });
    expect((await t.withdraw(sellerId, 501)).body).toMatchObject({ code: "insufficient_funds" });
    await t.simulator.control(`payouts/${id}/fail`);
    await untilBalance(sellerId, { available: 1200, payable: 1200 });
  });

  it("stripe F1, R29: gives back a withdrawal that it leaves no money for, as soon as it is heard of", async () => {
    const sellerId = await t.aSeller();
    await released(sellerId);
    await t.simulator.control("webhooks/pause");
    const { id } = (await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/pay-out`, {
      amountCents: 700,
    })) as { id: string };
    const { withdrawal } = await t.withdraw(sellerId, 1200);
    await waitFor(
      async () =>
        (await t.parts.movements.find(`po:${withdrawal.id}`))?.lastError?.includes("does not hold") === true,
      { what: "Stripe to refuse the payout" },
    );
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, pendingPayouts: 1200 });
    await t.simulator.control("webhooks/resume");
    await raised(id);
    await untilBalance(sellerId, { available: 500, payable: 500, pendingPayouts: 0 });
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
  });

  it("stripe F1: whose events are lost is found by the reconciliation", async () => {
    const sellerId = await t.aSeller();
    await released(sellerId);
    await t.simulator.fault({ kind: "webhook_drop", times: null, endpoint: "connected" });
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/pay-out`, { amountCents: 1200 });
    expect(await differences()).toEqual([]);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, payable: 0 });
    await t.simulator.control("faults", {}, "DELETE");
  });
});

describe("a transfer that an operator reverses", () => {
  async function reversedOutside(sellerId: string) {
    const order = await released(sellerId);
    const { data } = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    const { id } = await t.simulator.stripe.transfers.createReversal(String(data[0]?.id), { amount: 500 });
    const exception = await raised(id);
    expect(exception).toMatchObject({
      kind: "transfer_reversed",
      decisions: ["pay_seller", "charge_seller"],
    });
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 700 });
    return { order, exception };
  }

  it("stripe F13: is sent again when an admin decides that it is the seller's", async () => {
    const sellerId = await t.aSeller();
    const { order, exception } = await reversedOutside(sellerId);
    await resolve(exception, "pay_seller");
    await untilBalance(sellerId, { available: 1200, payable: 1200 });
    await t.settled(order);
  });

  it("stripe F13: is the seller's no more when an admin decides so", async () => {
    const sellerId = await t.aSeller();
    const { exception } = await reversedOutside(sellerId);
    await resolve(exception, "charge_seller");
    await untilBalance(sellerId, { available: 700, payable: 700, receivable: 0 });
  });
});

describe("what Stripe books by itself", () => {
  const adjust = async (type: string, amountCents: number) =>
    ((await t.simulator.control("balance/adjust", { type, amountCents })) as { id: string }).id;

  it("stripe F14: bills and reserves are the platform's own, and what nothing explains is put to an admin", async () => {
    await adjust("stripe_fee", -200);
    await adjust("tax_fee", -40);
    await adjust("reserve_hold", -1000);
    await adjust("reserve_release", 1000);
    const unknown = await adjust("adjustment", -77);
    expect(await differences()).toEqual([]);
    expect(await raised(unknown)).toMatchObject({
      kind: "transaction_unknown",
      amount: { amount: 77 },
      loss: { amount: 77 },
    });
    const booked = await t.entries({ kind: "booked_by_stripe" });
    const sums = new Map<string, number>();
    for (const { account, amountCents } of booked.flatMap(({ lines }) => lines)) {
      sums.set(account, (sums.get(account) ?? 0) + amountCents);
    }
    expect(Object.fromEntries(sums)).toEqual({
      STRIPE_FEES: 240,
      RESERVED: 0,
      OUTSIDE: 77,
      STRIPE_CASH: -317,
    });
  });
});

describe("a seller's balance at Stripe that is below zero", () => {
  it("R31: is put to an admin, and again when it comes again", async () => {
    const sellerId = await t.aSeller();
    await released(sellerId);
    const account = await stripeAccountOf(sellerId);
    await t.simulator.control("balance/adjust", { account, type: "adjustment", amountCents: -1500 });
    expect(await differences()).toEqual([]);
    const exception = await raised(account);
    expect(exception).toMatchObject({ kind: "balance_negative", sellerId, amount: { amount: 300 } });
    await resolve(exception, "accept");
    expect(await differences()).toEqual([]);
    expect(await raised(account)).toMatchObject({ id: exception.id, state: "open", resolution: null });
  });
});

describe("a bank that changes its mind", () => {
  const dispute = async (order: TestOrder, given: object = {}) =>
    ((await t.simulator.control(`charges/${await chargeOf(order)}/dispute`, given)) as { id: string }).id;

  it("stripe F7: a lost dispute that is won upon an appeal: its money is booked, and an admin decides", async () => {
    const order = await t.aPaidOrder();
    const id = await dispute(order);
    await waitFor(async () => (await t.paymentOf(order)).state === "frozen", { what: "the chargeback" });
    await t.simulator.control(`disputes/${id}/decide`, { verdict: "lost" });
    await waitFor(async () => (await t.paymentOf(order)).state === "blocked", { what: "the verdict" });
    await t.refuse(order);
    await t.settled(order);
    await t.simulator.control(`disputes/${id}/appeal`);
    await t.simulator.control(`disputes/${id}/overturn`);
    const { status, balance_transactions } = await t.simulator.stripe.disputes.retrieve(id);
    if (status === "won") {
      const back = balance_transactions.find(({ amount }) => amount > 0);
      expect(await raised(String(back?.id))).toMatchObject({
        kind: "verdict_changed",
        amount: { amount: 1500 },
      });
    }
  });

  it("stripe F7: less taken than disputed: the rest is the order's after three days", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const id = await dispute(order, { takenCents: 600 });
    await waitFor(async () => (await t.paymentOf(order)).state === "frozen", { what: "the chargeback" });
    await t.simulator.control(`disputes/${id}/decide`, { verdict: "lost" });
    expect(await differences()).toEqual([]);
    t.clock.advance(72 * HOUR_MS);
    day = dayOf(t.clock.now());
    await waitFor(async () => (await t.paymentOf(order)).state === "blocked", { what: "the verdict" });
    await t.complete(order);
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({ released: { amount: 900 } });
  });

  it("stripe F7: two disputes of one charge, one won and one lost, leave what is left", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const ids = [await dispute(order, { amountCents: 500 }), await dispute(order, { amountCents: 600 })];
    await waitFor(async () => (await t.parts.payments.find(order.orderId))?.chargebacks.length === 2, {
      what: "both chargebacks",
    });
    await t.simulator.control(`disputes/${ids[0]}/decide`, { verdict: "won" });
    await t.simulator.control(`disputes/${ids[1]}/decide`, { verdict: "lost" });
    await waitFor(async () => (await t.paymentOf(order)).state === "blocked", { what: "both verdicts" });
    await t.complete(order);
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({ released: { amount: 900 } });
  });
});

describe("a reversal over several transfers", () => {
  it("stripe F23: takes what each holds, until all has come back", async () => {
    const sellerId = await t.aSeller();
    const order = await released(sellerId);
    await released(sellerId);
    const { data } = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    const { id } = await t.simulator.stripe.transfers.createReversal(String(data[0]?.id), { amount: 500 });
    await resolve(await raised(id), "charge_seller");
    await untilBalance(sellerId, { available: 1900, payable: 1900, receivable: 0 });
    const disputed = (await t.simulator.control(`charges/${await chargeOf(order)}/dispute`)) as {
      id: string;
    };
    await untilBalance(sellerId, { available: 700 });
    await t.simulator.control(`disputes/${disputed.id}/decide`, { verdict: "lost" });
    await waitFor(
      async () => {
        const made = await t.entries({ kind: "reversal_made", orderId: order.orderId });
        return made.length === 2 ? made : null;
      },
      { what: "two reversals" },
    );
    await untilBalance(sellerId, { available: 700, payable: 700, receivable: 0 });
  }, 60_000);
});

describe("the queue of exceptions", () => {
  it("R31: is for admins alone, and one at a time works on an exception", async () => {
    const order = await t.aPaidOrder();
    const { id } = await raised(await refundOutside(order));
    expect((await t.call(newId("account"), "GET", "/exceptions")).status).toBe(403);
    expect((await ask("GET", `/${newId("exception")}`)).status).toBe(404);
    expect((await ask("GET", `/${id}`)).body).toMatchObject({ id, state: "open", takenBy: null });
    t.clock.advance(HOUR_MS);
    const metrics = await t.platform.registry.metrics();
    expect(metrics).toMatch(/^payments_exceptions_waiting [1-9]/m);
    expect(Number(/^payments_exceptions_oldest_waiting_seconds (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(
      3_599,
    );
    const accept = { decision: "accept", reason: "Goodwill." };
    expect((await ask("POST", `/${id}/resolve`, accept)).body).toMatchObject({ code: "not_taken" });
    expect((await ask("POST", `/${id}/take`)).body).toMatchObject({ state: "taken", takenBy: { id: admin } });
    const other = newId("account");
    expect((await ask("POST", `/${id}/take`, undefined, other)).body).toMatchObject({
      code: "already_taken",
    });
    expect((await ask("POST", `/${id}/release`)).body).toMatchObject({ state: "open" });
    expect((await ask("POST", `/${id}/take`, undefined, other)).status).toBe(200);
    const pay = { decision: "pay_seller", reason: "A mistake." };
    expect((await ask("POST", `/${id}/resolve`, pay, other)).body).toMatchObject({
      code: "action_not_allowed",
    });
    expect((await ask("POST", `/${id}/resolve`, accept, other)).body).toMatchObject({
      state: "resolved",
      decisions: [],
      resolution: { ...accept, by: other },
    });
    expect((await ask("POST", `/${id}/take`)).body).toMatchObject({ code: "already_decided" });
    const { body } = await ask("GET", "?state=resolved&limit=100");
    expect(body.items.map((item: MoneyException) => item.id)).toContain(id);
  });

  it("R31: holds one exception for one object of Stripe, however often it is told", async () => {
    const order = await t.aPaidOrder();
    const refundId = await refundOutside(order);
    await raised(refundId);
    for await (const { id } of t.simulator.stripe.events.list({ limit: 100 })) {
      await t.simulator.control(`events/${id}/resend`);
    }
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    const { body } = await ask("GET", "?limit=100");
    expect(body.items.filter((item: MoneyException) => item.stripeId === refundId)).toHaveLength(1);
    expect(await t.entries({ kind: "refunded_outside", stripeId: refundId })).toHaveLength(1);
  });
});
