import { ChargebackDecided, PaymentChargedBack, RefundFailed, WithdrawalPaid } from "@vc/contracts";
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

/** What is at Stripe and what the ledger says is there: the platform's whole balance, to the cent. */
async function platformCash() {
  const { available } = await t.simulator.stripe.balance.retrieve();
  const lines = await t.entries({ "lines.account": "STRIPE_CASH" });
  const byLedger = lines
    .flatMap((entry) => entry.lines)
    .filter(({ account }) => account === "STRIPE_CASH")
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { atStripe: available[0]?.amount ?? 0, byLedger };
}

async function chargeBack(order: TestOrder, amountCents?: number): Promise<string> {
  const charge = (await t.parts.payments.find(order.orderId))?.charge;
  const path = `charges/${charge?.id}/dispute`;
  const { id } = (await t.simulator.control(path, { amountCents })) as { id: string };
  await t.neighbours.heard(PaymentChargedBack, ({ orderId }) => orderId === order.orderId);
  return id;
}

async function decide(order: TestOrder, disputeId: string, verdict: "won" | "lost"): Promise<void> {
  await t.simulator.control(`disputes/${disputeId}/decide`, { verdict });
  await t.neighbours.heard(ChargebackDecided, ({ orderId }) => orderId === order.orderId);
}

const untilBalance = (accountId: string, expected: Partial<Awaited<ReturnType<TestApp["balance"]>>>) =>
  waitFor(
    async () => {
      const balance = await t.balance(accountId);
      return Object.entries(expected).every(([name, cents]) => Reflect.get(balance, name) === cents);
    },
    { what: `the balance ${JSON.stringify(expected)}` },
  );

const receivableSettled = (disputeId: string) =>
  waitFor(
    async () => {
      const found = await t.platform.db
        .collection<{ _id: string }>("receivables")
        .findOne({ _id: disputeId });
      return found !== null && Reflect.get(found, "state") === "settled";
    },
    { what: "the receivable to be settled" },
  );

describe("R30: a chargeback of an order that goes on", () => {
  it("freezes its money: a release waits for the verdict, and is done when the bank decides for the seller", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const disputeId = await chargeBack(order);
    expect(await t.paymentOf(order)).toMatchObject({ state: "frozen", chargedBack: { amount: 1500 } });
    expect(await t.balance(sellerId)).toMatchObject({ blocked: 1500, available: 0 });
    await t.complete(order);
    await waitFor(async () => (await t.parts.payments.find(order.orderId))?.settlement !== null, {
      what: "the order's end to be kept",
    });
    expect(await t.paymentOf(order)).toMatchObject({ state: "frozen", released: { amount: 0 } });
    await decide(order, disputeId, "won");
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ blocked: 0, available: 1200, payable: 1200 });
  });

  it("is lost: the buyer keeps the money, and ending the order moves nothing more", async () => {
    const order = await t.aPaidOrder();
    const disputeId = await chargeBack(order);
    await decide(order, disputeId, "lost");
    await t.refuse(order);
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({
      refunded: { amount: 0 },
      chargedBack: { amount: 1500 },
      movements: [{ kind: "payment" }, { kind: "chargeback", state: "succeeded" }],
    });
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    expect((await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" })).data).toEqual([]);
  });
});

describe("R30: a chargeback after the release", () => {
  it("is kept from what the seller has until the verdict, and given back when it is won", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    await t.complete(order);
    await t.settled(order);
    const disputeId = await chargeBack(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, payable: 0, receivable: 0 });
    expect((await t.withdraw(sellerId, 1)).body).toMatchObject({ code: "insufficient_funds" });
    await decide(order, disputeId, "won");
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 1200, receivable: 0 });
  });

  it("is brought back by reversing the transfer when it is lost", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    await t.complete(order);
    await t.settled(order);
    const disputeId = await chargeBack(order);
    await decide(order, disputeId, "lost");
    await receivableSettled(disputeId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, payable: 0, receivable: 0 });
    const { data } = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
    expect(data.map((transfer) => transfer.amount_reversed)).toEqual([1200]);
    const account = await t.parts.payoutAccounts.find(sellerId);
    const { available } = await t.simulator.stripe.balance.retrieve(
      {},
      { stripeAccount: account?.stripeAccountId ?? "" },
    );
    expect(available[0]?.amount).toBe(0);
  });

  it("after a withdrawal is owed, and taken from later earnings before they can be withdrawn", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    await t.complete(order);
    await t.settled(order);
    const { withdrawal } = await t.withdraw(sellerId, 1200);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    const disputeId = await chargeBack(order);
    await decide(order, disputeId, "lost");
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, receivable: 1200 });

    const small = await t.aPaidOrder({ sellerId, totalAmount: 1000 });
    await t.complete(small);
    await t.settled(small);
    await untilBalance(sellerId, { available: 0, payable: 0, receivable: 400 });
    const large = await t.aPaidOrder({ sellerId, totalAmount: 1000 });
    await t.complete(large);
    await t.settled(large);
    await receivableSettled(disputeId);
    await untilBalance(sellerId, { available: 400, payable: 400, receivable: 0 });
    expect((await t.withdraw(sellerId, 401)).body).toMatchObject({ code: "insufficient_funds" });
    expect((await t.withdraw(sellerId, 400)).status).toBe(201);
  });

  it("leaves the platform's balance at Stripe what the ledger says", async () => {
    await waitFor(
      async () => {
        const { atStripe, byLedger } = await platformCash();
        return atStripe === byLedger;
      },
      { what: "ledger and Stripe to agree" },
    );
  });
});

describe("R30: a chargeback of a part that is lost", () => {
  it("comes off the seller's part of an order that goes on; the rest is released with its commission", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const disputeId = await chargeBack(order, 500);
    await t.complete(order);
    await decide(order, disputeId, "lost");
    await t.settled(order);
    expect(await t.paymentOf(order)).toMatchObject({
      released: { amount: 1000 },
      refunded: { amount: 0 },
      chargedBack: { amount: 500 },
      commission: { amount: 167 },
      vat: { amount: 33 },
    });
    expect(await t.balance(sellerId)).toMatchObject({ available: 800, payable: 800, receivable: 0 });
  });

  it("is part of what an order's end gives back: only the rest is refunded", async () => {
    const order = await t.aPaidOrder();
    const disputeId = await chargeBack(order, 500);
    await decide(order, disputeId, "lost");
    await t.refuse(order);
    await t.settled(order);
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    const { data } = await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" });
    expect(data.map(({ amount, status }) => [amount, status])).toEqual([[1000, "succeeded"]]);
  });

  it("after the release is owed by the seller as far as it goes, and its commission is given back", async () => {
    const sellerId = await t.aSellerWith(1500);
    const [{ orderId }] = (await t.call(sellerId, "GET", "/invoices")).body.items;
    const order = { orderId, buyerId: "", sellerId, totalAmount: 1500 };
    const disputeId = await chargeBack(order, 500);
    expect(await t.balance(sellerId)).toMatchObject({ available: 800 });
    await decide(order, disputeId, "lost");
    await receivableSettled(disputeId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 800, payable: 800, receivable: 0 });
    const [note] = (await t.call(sellerId, "GET", "/invoices")).body.items;
    expect(note).toMatchObject({ kind: "credit_note", total: { amount: 100 } });
  });
});

describe("R30: the order's case", () => {
  const submissions = async (disputeId: string) =>
    (await t.simulator.stripe.disputes.retrieve(disputeId)).evidence_details.submission_count;

  /** Lets the last day begin on which Stripe takes evidence. */
  async function lastDayBegins(disputeId: string): Promise<void> {
    const { evidence_details } = await t.simulator.stripe.disputes.retrieve(disputeId);
    const dueMs = Number(evidence_details.due_by) * 1_000;
    t.clock.advance(dueMs - 24 * 60 * 60_000 - t.clock.now().getTime() + 1_000);
  }

  const staged = (disputeId: string) =>
    waitFor(
      async () => {
        const dispute = await t.simulator.stripe.disputes.retrieve(disputeId);
        return dispute.evidence_details.has_evidence ? dispute.evidence : null;
      },
      { what: "the staged evidence" },
    );

  it("stripe F19: is staged at once, and handed to the bank with the day before the last", async () => {
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    await t.deliver(order);
    await t.complete(order);
    await t.settled(order);
    const disputeId = await chargeBack(order);
    const evidence = await staged(disputeId);
    expect(evidence.product_description).toBe("A logo\n\nThree proposals");
    expect(evidence.uncategorized_text).toContain("The seller delivered the work through the platform.");
    expect(await submissions(disputeId)).toBe(0);
    await lastDayBegins(disputeId);
    await waitFor(async () => (await submissions(disputeId)) === 1, { what: "the evidence" });
    await decide(order, disputeId, "won");
  });

  it("stripe F19: keeps what a person has written and added in the Dashboard, and hands that in", async () => {
    const order = await t.aPaidOrder();
    await t.deliver(order);
    const disputeId = await chargeBack(order);
    await staged(disputeId);
    const written = { uncategorized_text: "The buyer thanked by e-mail.", access_activity_log: "log in" };
    await t.simulator.stripe.disputes.update(disputeId, { evidence: written, submit: false });
    await lastDayBegins(disputeId);
    await waitFor(async () => (await submissions(disputeId)) === 1, { what: "the evidence" });
    const { evidence } = await t.simulator.stripe.disputes.retrieve(disputeId);
    expect(evidence).toMatchObject({ ...written, product_description: "A logo\n\nThree proposals" });
    await decide(order, disputeId, "lost");
  });

  it("stripe F19: is not handed in a second time when a person has done it", async () => {
    const order = await t.aPaidOrder();
    await t.deliver(order);
    const disputeId = await chargeBack(order);
    await staged(disputeId);
    await t.simulator.stripe.disputes.update(disputeId, { submit: true });
    await lastDayBegins(disputeId);
    await waitFor(async () => (await t.parts.movements.find(`ev:${disputeId}`))?.state === "succeeded", {
      what: "the movement's end",
    });
    expect(await submissions(disputeId)).toBe(1);
    await decide(order, disputeId, "won");
  });

  it("of an order that continues is handed in with what has happened until the last day", async () => {
    const order = await t.aPaidOrder();
    const disputeId = await chargeBack(order);
    await t.deliver(order);
    await waitFor(async () => (await t.parts.movements.find(`ev:${disputeId}`))?.state === "waiting", {
      what: "the movement to wait",
    });
    expect(await submissions(disputeId)).toBe(0);
    await lastDayBegins(disputeId);
    await waitFor(async () => (await submissions(disputeId)) === 1, { what: "the evidence" });
    const { evidence } = await t.simulator.stripe.disputes.retrieve(disputeId);
    expect(evidence.uncategorized_text).toContain("The seller delivered the work through the platform.");
    await decide(order, disputeId, "lost");
  });
});

describe("R8, R27: what Stripe undoes later", () => {
  it("a refund that fails after it was accepted is owed and made again, and its buyer is notified", async () => {
    const order = await t.aPaidOrder();
    await t.refuse(order);
    await t.settled(order);
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    const refunds = () => t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" });
    await t.simulator.control(`refunds/${(await refunds()).data[0]?.id}/fail`);
    await t.neighbours.heard(RefundFailed, ({ orderId }) => orderId === order.orderId);
    expect(await t.paymentOf(order)).toMatchObject({ state: "settling", refunded: { amount: 0 } });
    expect(await t.findings()).toEqual([]);
    t.clock.advance(61 * 60_000);
    await t.settled(order);
    expect((await refunds()).data.map(({ status }) => status).toSorted()).toEqual(["failed", "succeeded"]);
    expect(await t.paymentOf(order)).toMatchObject({ refunded: { amount: 1500 } });
  });
});
