import {
  BalanceAgeing,
  RefundFailed,
  RefundSucceeded,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { realistic } from "@vc/stripe-simulator";
import { waitFor } from "@vc/testing";
import { afterEach, describe, expect, it } from "vitest";
import { resolveException, takeException } from "../src/exception-desk/work-exceptions.ts";
import { checkPlatformAccount } from "../src/platform-account/check.ts";
import { requestComparison } from "../src/reconciliation/apply-to-day.ts";
import { dayOf } from "../src/reconciliation/compare.ts";
import { readPayout } from "../src/withdrawals/read-payout.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";

/** What the platform does where Stripe is as hard as it is. docs/stripe.md names what each test is about. */

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const {
  settlementDelayMs,
  areClosedAccountsShut,
  payoutInterval,
  paymentMethods,
  minimumPayoutCents,
  areAccountEventsInContext,
  areRefundsFunded,
} = realistic();

let t: TestApp;
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
  await t.stop();
});

const stripeAccountOf = async (sellerId: string): Promise<string> =>
  (await t.parts.payoutAccounts.find(sellerId))?.stripeAccountId ?? "";

describe("payouts that Stripe makes by itself", () => {
  it("R29: are turned off for a seller, also after they were turned on again", async () => {
    t = await buildTestApp({ realism: { payoutInterval } });
    const sellerId = await t.aSellerWith(1250);
    const stripeAccount = await stripeAccountOf(sellerId);
    const { balanceSettings, payouts } = t.simulator.stripe;
    const intervalOf = async () =>
      (await balanceSettings.retrieve({}, { stripeAccount })).payments.payouts?.schedule?.interval;
    expect(await intervalOf()).toBe("manual");
    t.clock.advance(2 * DAY_MS);
    await t.simulator.control("jobs/run");
    expect((await payouts.list({}, { stripeAccount })).data).toEqual([]);

    const daily = { payments: { payouts: { schedule: { interval: "daily" } } } } as const;
    await balanceSettings.update(daily, { stripeAccount });
    expect((await t.call(sellerId, "GET", "/payout-account")).body.state).toBe("active");
    await t.simulator.control(`accounts/${stripeAccount}/activate`);
    await waitFor(async () => (await intervalOf()) === "manual", { what: "manual payouts" });
  });
});

describe("the platform's own balance", () => {
  const gauge = async (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(await t.platform.registry.metrics())?.[1]);

  it("stripe F4: is told as unsafe while Stripe pays it out, and as short once it has", async () => {
    t = await buildTestApp({ realism: { payoutInterval } });
    await waitFor(async () => (await gauge("payments_platform_payouts_unsafe")) === 1, {
      what: "the check at the start",
    });
    const order = await t.aPaidOrder();
    const { stripe } = t.simulator;
    const minimum = { payments: { payouts: { minimum_balance_by_currency: { eur: order.totalAmount } } } };
    await stripe.balanceSettings.update(minimum);
    expect(await checkPlatformAccount(t.parts)).toMatchObject({
      isProtected: true,
      owedCents: order.totalAmount,
    });
    expect(await gauge("payments_platform_payouts_unsafe")).toBe(0);

    await stripe.payouts.create({ amount: 1000, currency: "eur" });
    const found = await checkPlatformAccount(t.parts);
    expect(found.missingCents).toBeGreaterThanOrEqual(1000);
    expect(await gauge("payments_platform_missing_cents")).toBe(found.missingCents);
  });

  it("stripe F4: is checked with each day's reconciliation", async () => {
    t = await buildTestApp({ realism: { payoutInterval } });
    await waitFor(() => t.parts.platformAccount.find(), { what: "the check at the start" });
    await t.simulator.stripe.balanceSettings.update({
      payments: { payouts: { schedule: { interval: "manual" } } },
    });
    const day = dayOf(t.clock.now());
    t.clock.advance(2 * DAY_MS);
    await t.parts.polls.take("platform account", t.clock.now(), 30 * DAY_MS);
    await requestComparison(t.parts.reconciliations, day, t.clock.now());
    await t.parts.reconciliations.demand(day, t.clock.now());
    await t.parts.reconciliation.drain();
    expect(await t.parts.platformAccount.find()).toMatchObject({ isProtected: true });
  });
});

describe("ways to pay whose bank answers after days", () => {
  it("R8: are not offered, though the account's settings do", async () => {
    t = await buildTestApp({ realism: { paymentMethods } });
    const { body } = await t.checkout(await t.aPlacedOrder());
    const session = await t.simulator.stripe.checkout.sessions.retrieve(body.id);
    expect(session.payment_method_types).toEqual(["card"]);
  });

  it("stripe F24: speaks the buyer's language, and names the order on the bank statement", async () => {
    t = await buildTestApp();
    const order = await t.aPlacedOrder();
    await t.introduce(order.buyerId);
    await waitFor(() => t.parts.people.find(order.buyerId), { what: "the buyer to be known" });
    const { body } = await t.checkout(order);
    const session = await t.simulator.stripe.checkout.sessions.retrieve(body.id);
    expect(session.locale).toBe("en");
    expect(await t.simulator.pay(`${body.url}/pay`)).toBe(303);
    const paid = await t.simulator.stripe.checkout.sessions.retrieve(body.id, { expand: ["payment_intent"] });
    expect(paid.payment_intent).toMatchObject({
      statement_descriptor_suffix: `O-${order.orderId.slice(-8).toUpperCase()}`,
    });
  });

  it("R8: a session that is complete and unpaid is not answered with a second one", async () => {
    t = await buildTestApp({ realism: { paymentMethods, delayedPaymentMs: 5 * DAY_MS } });
    const order = await t.aPlacedOrder();
    expect((await t.checkout(order)).status).toBe(201);
    // A session as an earlier release opened them.
    const productData = { name: "A logo" };
    const priceData = { currency: "eur", unit_amount: order.totalAmount, product_data: productData };
    const { id, url } = await t.simulator.stripe.checkout.sessions.create({
      mode: "payment",
      client_reference_id: order.orderId,
      line_items: [{ quantity: 1, price_data: priceData }],
      success_url: "https://web.example.test/paid",
    });
    await t.platform.db
      .collection<{ _id: string }>("payments")
      .updateOne({ _id: order.orderId }, { $set: { "checkout.opened": { id, url } } });
    const form = new URLSearchParams({ iban: "DE89370400440532013000", name: "Test Person" });
    expect((await fetch(`${url}/debit`, { method: "POST", body: form, redirect: "manual" })).status).toBe(
      303,
    );
    expect((await t.checkout(order)).body).toMatchObject({ status: 409, code: "order_not_payable" });
    expect((await t.simulator.stripe.checkout.sessions.list({ status: "open" })).data).toHaveLength(1);
  });
});

describe("a backup that is older than idempotency keys are kept", () => {
  it("R27: a refund that was made after it is found, and not made again", async () => {
    t = await buildTestApp();
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    await t.complete(order, { refundAmount: 500, releaseAmount: 1000 });
    await t.settled(order);
    const id = `re:${order.orderId}`;
    const made = await t.parts.movements.find(id);
    t.clock.advance(25 * HOUR_MS);
    await t.platform.db
      .collection<{ _id: string }>("movements")
      .updateOne(
        { _id: id },
        { $set: { state: "due", calls: 0, stripeId: null, finishedAt: null, nextAt: t.clock.now() } },
      );
    const again = await waitFor(
      async () => {
        const found = await t.parts.movements.find(id);
        return found?.state === "succeeded" ? found : null;
      },
      { what: "the refund to be found" },
    );
    expect(again.stripeId).toBe(made?.stripeId);
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    expect((await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" })).data).toHaveLength(1);
  });
});

describe("funds that have not settled", () => {
  it("R29: a withdrawal waits for them, is not told as failed, and is paid when they have", async () => {
    t = await buildTestApp({ realism: { settlementDelayMs } });
    const sellerId = await t.aSellerWith(1250);
    // As of a transfer that an earlier release made: nothing is known of when it settles.
    await t.platform.db.collection("movements").updateMany({}, { $unset: { availableAt: 1 } });
    const { withdrawal } = await t.withdraw(sellerId, 1000);
    const movement = await waitFor(
      async () => {
        const found = await t.parts.movements.find(`po:${withdrawal.id}`);
        return found?.lastError?.includes("have not settled") ? found : null;
      },
      { what: "Stripe to refuse the payout" },
    );
    expect(movement).toMatchObject({ state: "waiting", stripeId: null });
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, pendingPayouts: 1000 });
    t.clock.advance(settlementDelayMs + HOUR_MS);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(t.neighbours.timesHeard(WithdrawalFailed)).toBe(0);
    const { balances } = await t.simulator.state();
    expect(balances[await stripeAccountOf(sellerId)]).toBe(0);
  });
});

describe("what Stripe will pay", () => {
  it("stripe F2, security 10: is payable as it settles, and the balance says how much when", async () => {
    t = await buildTestApp({ realism: { settlementDelayMs } });
    const sellerId = await t.aSellerWith(1250);
    const early = await t.balance(sellerId);
    expect(early).toMatchObject({ available: 1000, payable: 0, next: [{ amount: 1000 }] });
    const settlesAt = early.next[0]?.at ?? t.clock.now();
    expect(settlesAt.getTime() - t.clock.now().getTime()).toBeGreaterThan(settlementDelayMs - HOUR_MS);
    expect(await t.withdraw(sellerId, 1)).toMatchObject({
      status: 409,
      body: { code: "insufficient_funds" },
    });

    t.clock.set(settlesAt.toISOString());
    const second = await t.aPaidOrder({ sellerId, totalAmount: 500 });
    await t.complete(second);
    await t.settled(second);
    expect(await t.balance(sellerId)).toMatchObject({
      available: 1400,
      payable: 1000,
      next: [{ amount: 400 }],
    });
    const answers = await Promise.all([600, 600, 600].map((amount) => t.withdraw(sellerId, amount)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    await t.neighbours.heard(WithdrawalPaid, ({ accountId }) => accountId === sellerId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 800, payable: 400 });
    expect(t.neighbours.timesHeard(WithdrawalFailed)).toBe(0);
  });

  it("stripe F16: is not asked for below Stripe's minimum", async () => {
    const minimumWithdrawalCents = minimumPayoutCents;
    t = await buildTestApp({ realism: { minimumPayoutCents }, minimumWithdrawalCents });
    const sellerId = await t.aSellerWith(1250);
    const refused = await t.withdraw(sellerId, minimumPayoutCents - 1);
    expect(refused.body).toMatchObject({
      status: 409,
      code: "withdrawal_too_small",
      minimum: { amount: minimumPayoutCents, currency: "EUR" },
    });
    expect(await t.balance(sellerId)).toMatchObject({ payable: 1000, pendingPayouts: 0 });
    expect((await t.withdraw(sellerId, minimumPayoutCents)).status).toBe(201);
    await t.neighbours.heard(WithdrawalPaid, ({ accountId }) => accountId === sellerId);
  });

  it("hunt F3: is nothing while the payout account is restricted", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSellerWith(1250);
    expect(await t.balance(sellerId)).toMatchObject({ payable: 1000 });
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/restrict`);
    await waitFor(async () => (await t.balance(sellerId)).payable === 0, { what: "the restriction" });
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 0, next: [] });
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/activate`);
    await waitFor(async () => (await t.balance(sellerId)).payable === 1000, { what: "the account" });
  });
});

describe("a refund that Stripe does not make at once", () => {
  const refundsOf = async (orderId: string) => {
    const { charge } = (await t.parts.payments.find(orderId)) ?? {};
    return (await t.simulator.stripe.refunds.list({ charge: charge?.id ?? "" })).data;
  };

  it("stripe F11: is told as made when it is, and shown as pending until then", async () => {
    t = await buildTestApp({ realism: { settlementDelayMs, areRefundsFunded } });
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    // Stripe's fees come out of the balance, so that one payment does not cover its own refund.
    await t.aPaidOrder();
    await t.refuse(order);
    const movementId = `re:${order.orderId}`;
    await waitFor(async () => (await t.parts.movements.find(movementId))?.state === "waiting", {
      what: "the bank to be waited for",
    });
    expect((await refundsOf(order.orderId)).map(({ status }) => status)).toEqual(["pending"]);
    expect(await t.paymentOf(order)).toMatchObject({ state: "settling", refunded: { amount: 0 } });
    t.clock.advance(HOUR_MS);
    await t.parts.executor.drain();
    expect(t.neighbours.timesHeard(RefundSucceeded)).toBe(0);
    t.clock.advance(settlementDelayMs);
    await t.settled(order);
    expect(await refundsOf(order.orderId)).toHaveLength(1);
    await t.neighbours.heard(RefundSucceeded, ({ orderId }) => orderId === order.orderId);
    expect(t.neighbours.timesHeard(RefundSucceeded)).toBe(1);
  });

  it("stripe F11: that fails before it was made is made again under another key, and undoes nothing", async () => {
    t = await buildTestApp({ realism: { settlementDelayMs, areRefundsFunded } });
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    // Stripe's fees come out of the balance, so that one payment does not cover its own refund.
    await t.aPaidOrder();
    await t.refuse(order);
    const [pending] = await waitFor(
      async () => {
        const found = await refundsOf(order.orderId);
        return found.length > 0 ? found : null;
      },
      { what: "the refund" },
    );
    await t.simulator.control(`refunds/${pending?.id}/fail`);
    const attempts = async () => (await t.parts.movements.find(`re:${order.orderId}`))?.attempt ?? 1;
    await waitFor(async () => (await attempts()) > 1, { what: "another attempt" });
    t.clock.advance(settlementDelayMs + HOUR_MS);
    await t.settled(order);
    const statuses = (await refundsOf(order.orderId)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(["failed", "succeeded"]);
    expect(await t.entries({ kind: "refund_returned" })).toEqual([]);
    expect(await t.entries({ kind: "refund_paid" })).toHaveLength(1);
  });

  it("security 14: that fails again and again is told once, and made four times in five days, then each month", async () => {
    t = await buildTestApp();
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    await t.refuse(order);
    const movementId = `re:${order.orderId}`;
    for (let count = 1; count <= 4; count++) {
      await t.settled(order);
      const made = await t.parts.movements.find(movementId);
      await t.simulator.control(`refunds/${made?.stripeId}/fail`);
      await waitFor(async () => (await t.parts.movements.find(movementId))?.undoneCount === count, {
        what: "the failure",
      });
      t.clock.advance(72 * HOUR_MS);
    }
    await t.parts.executor.drain();
    expect(await t.parts.movements.find(movementId)).toMatchObject({ state: "due" });
    expect(await refundsOf(order.orderId)).toHaveLength(4);
    expect(t.neighbours.timesHeard(RefundFailed)).toBe(1);
    expect((await t.parts.movements.backlog()).oldestDueAt).not.toBeNull();
    expect(await t.paymentOf(order)).toMatchObject({ state: "settling", refunded: { amount: 0 } });
    t.clock.advance(30 * DAY_MS);
    await t.settled(order);
    expect(await refundsOf(order.orderId)).toHaveLength(5);
  });
});

describe("a refund that the buyer's bank does not take", () => {
  it("stripe F11: is put to an admin from the second failure on, who ends it once the buyer is paid another way", async () => {
    t = await buildTestApp();
    const order = await t.aPaidOrder({ sellerId: await t.aSeller() });
    await t.refuse(order);
    const movementId = `re:${order.orderId}`;
    const exceptions = () => t.parts.exceptions.list({ orderId: order.orderId }, 10);
    for (let count = 1; count <= 2; count++) {
      await t.settled(order);
      const made = await t.parts.movements.find(movementId);
      await t.simulator.control(`refunds/${made?.stripeId}/fail`);
      await waitFor(async () => (await t.parts.movements.find(movementId))?.undoneCount === count, {
        what: "the failure",
      });
      expect(await exceptions()).toHaveLength(count - 1);
      t.clock.advance(HOUR_MS);
    }
    const [exception] = await exceptions();
    expect(exception).toMatchObject({ kind: "refund_failing", amountCents: 1500, lossCents: 0 });
    const id = String(exception?.id);
    await takeException(t.parts, id, "admin");
    await resolveException(t.parts, id, "admin", { decision: "paid_otherwise", reason: "By bank transfer." });
    expect(await t.paymentOf(order)).toMatchObject({
      state: "settled",
      refunded: { amount: 0 },
      refundedOutside: { amount: 1500 },
    });
    t.clock.advance(31 * DAY_MS);
    await t.parts.executor.drain();
    expect(await t.parts.movements.find(movementId)).toMatchObject({ state: "failed" });
    expect(await exceptions()).toHaveLength(1);
  });
});

describe("a payment that the card's bank thinks is fraud", () => {
  it("stripe F20: is put to an admin, and the seller's transfer waits for the decision", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    await t.simulator.control(`charges/${charge?.id}/warn`);
    const exception = await waitFor(
      async () => (await t.parts.exceptions.list({ orderId: order.orderId }, 1))[0] ?? null,
      { what: "the exception" },
    );
    expect(exception).toMatchObject({ kind: "fraud_warning", sellerId, amountCents: 1500 });
    await t.complete(order);
    await waitFor(
      async () =>
        (await t.parts.movements.find(`tr:${order.orderId}`))?.lastError?.includes("suspects fraud"),
      { what: "the transfer to be withheld" },
    );
    expect((await t.simulator.stripe.transfers.list({})).data).toEqual([]);
    await takeException(t.parts, exception.id, "admin");
    await resolveException(t.parts, exception.id, "admin", {
      decision: "accept",
      reason: "They know each other.",
    });
    t.clock.advance(HOUR_MS);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ payable: 1200 });
  });
});

describe("a balance that no one withdraws", () => {
  it("stripe F12, R29: is reminded of once after 60 days, and paid out by itself after 80", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSellerWith(1250);
    const isSellers = ({ accountId }: { accountId: string }) => accountId === sellerId;
    const passDays = async (days: number) => {
      t.clock.advance(days * DAY_MS);
      await t.parts.oldBalances.drain();
    };
    await passDays(59);
    expect(t.neighbours.timesHeard(BalanceAgeing)).toBe(0);
    await passDays(2);
    await t.neighbours.heard(BalanceAgeing, (told) => isSellers(told) && told.amount === 1000);
    await passDays(18);
    expect(t.neighbours.timesHeard(BalanceAgeing)).toBe(1);
    expect(await t.balance(sellerId)).toMatchObject({ payable: 1000 });
    await passDays(2);
    await t.neighbours.heard(WithdrawalPaid, isSellers);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0, pendingPayouts: 0 });
  });

  it("stripe F12, R29: what was earned meanwhile waits for its own time", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSellerWith(1250);
    t.clock.advance(50 * DAY_MS);
    expect((await t.withdraw(sellerId, 1000)).status).toBe(201);
    await t.neighbours.heard(WithdrawalPaid, ({ accountId }) => accountId === sellerId);
    const order = await t.aPaidOrder({ sellerId });
    await t.complete(order);
    await t.settled(order);
    t.clock.advance(40 * DAY_MS);
    await t.parts.oldBalances.drain();
    expect(t.neighbours.timesHeard(BalanceAgeing)).toBe(0);
    expect(await t.balance(sellerId)).toMatchObject({ payable: 1200 });
  });
});

describe("a payout account that is closed or rejected", () => {
  const onboardAgain = async (sellerId: string) => {
    const { status, body } = await t.call(sellerId, "POST", "/payout-account");
    expect(status).toBe(201);
    await t.simulator.onboard(body.url);
    await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "active", {
      what: "the account",
    });
  };

  it.each(["close", "reject"])(
    "stripe F5: is replaced: what is earned goes to the new one, and payouts of the old one are followed: %s",
    async (how) => {
      t = await buildTestApp({ realism: { areClosedAccountsShut } });
      const sellerId = await t.aSellerWith(1250);
      const { withdrawal } = await t.withdraw(sellerId, 1000);
      await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
      const old = await stripeAccountOf(sellerId);
      await t.simulator.control(`accounts/${old}/${how}`);
      await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "restricted", {
        what: "the restriction",
      });
      const order = await t.aPaidOrder({ sellerId });
      await t.complete(order);
      // An account that is ready while the call is under way is heard of too early: the transfer would go on an hour later.
      await waitFor(async () => (await t.parts.movements.find(`tr:${order.orderId}`))?.state === "waiting", {
        what: "the transfer to wait for an account",
      });
      await onboardAgain(sellerId);
      expect(await t.parts.payoutAccounts.find(sellerId)).toMatchObject({ formerStripeIds: [old] });
      expect(await t.parts.payoutAccounts.findByStripeAccount(old)).toMatchObject({ id: sellerId });
      await t.settled(order);
      expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 1200 });
      const { data } = await t.simulator.stripe.transfers.list({ transfer_group: order.orderId });
      expect(data.map(({ destination }) => destination)).toEqual([await stripeAccountOf(sellerId)]);
    },
  );

  it("stripe F5: is not replaced while the books have money in it, and an admin sees that", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSellerWith(1250);
    const old = await stripeAccountOf(sellerId);
    // The account's owner takes the money out before, and Stripe's event about that is lost.
    await t.simulator.fault({ kind: "webhook_drop", times: null, endpoint: "connected" });
    const taken = await t.simulator.control(`accounts/${old}/pay-out`, { amountCents: 1000 });
    await t.simulator.control(`accounts/${old}/close`);
    await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "restricted", {
      what: "the restriction",
    });
    const held = await t.call(sellerId, "POST", "/payout-account");
    expect(held.body).toMatchObject({ status: 409, code: "provider_refused" });
    expect(await t.parts.exceptions.list({ kind: "account_gone" }, 2)).toMatchObject([
      { stripeId: old, sellerId, amountCents: 1000 },
    ]);
    await readPayout(t.parts, (taken as { id: string }).id, old);
    await onboardAgain(sellerId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 0 });
  });
});

describe("a refund that this platform did not ask for, heard of after the order's end", () => {
  it("R27, R31: keeps the same money from the seller until an admin has decided", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    await t.simulator.control("webhooks/pause");
    await t.simulator.control(`charges/${charge?.id}/refund`);
    await t.complete(order);
    const withheld = () =>
      waitFor(
        async () => {
          const found = await t.parts.movements.find(`tr:${order.orderId}`);
          return found?.lastError == null ? null : found;
        },
        { what: "the transfer to be withheld" },
      );
    expect(await withheld()).toMatchObject({
      state: "due",
      lastError: expect.stringContaining("are refunded"),
    });
    expect((await t.parts.movements.backlog()).oldestDueAt).not.toBeNull();
    await t.simulator.control("webhooks/resume");
    const exception = await waitFor(
      async () => (await t.parts.exceptions.list({ orderId: order.orderId }, 1))[0] ?? null,
      { what: "the exception" },
    );
    expect(exception).toMatchObject({ kind: "refund_outside", lossCents: 1500 });
    t.clock.advance(HOUR_MS);
    expect(await withheld()).toMatchObject({ state: "due" });
    expect((await t.simulator.stripe.transfers.list({})).data).toEqual([]);
    expect(await t.balance(sellerId)).toMatchObject({ payable: 0 });

    await takeException(t.parts, exception.id, "admin");
    const accepted = { decision: "accept", reason: "Our mistake." } as const;
    await resolveException(t.parts, exception.id, "admin", accepted);
    t.clock.advance(HOUR_MS);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200, payable: 1200 });
  });
});

describe("an account that was closed at Stripe", () => {
  it("R29, R31: keeps neither the poller nor the reconciliation from the other sellers", async () => {
    t = await buildTestApp({ realism: { areClosedAccountsShut } });
    // Far from midnight, so that the day's trading stays on its day.
    const day = dayOf(new Date(t.clock.now().getTime() + DAY_MS));
    t.clock.set(`${day}T06:00:00Z`);
    const sellers = [await t.aSellerWith(1250), await t.aSellerWith(1250), await t.aSellerWith(1250)];
    await t.simulator.fault({ kind: "webhook_drop", times: null, endpoint: "connected" });
    const withdrawals: string[] = [];
    for (const sellerId of sellers) withdrawals.push((await t.withdraw(sellerId, 300)).withdrawal.id);
    await waitFor(
      async () => {
        const found = await Promise.all(withdrawals.map((id) => t.parts.withdrawals.find(id)));
        const { jobs } = await t.simulator.state();
        return (
          found.every((each) => each?.payoutId != null) && jobs.every(({ kind }) => kind !== "settle_payout")
        );
      },
      { what: "the payouts to be paid" },
    );
    const [closed = ""] = sellers;
    await t.simulator.control(`accounts/${await stripeAccountOf(closed)}/close`);

    t.clock.advance(HOUR_MS);
    await t.parts.poller.drain();
    for (const id of withdrawals.slice(1)) {
      await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === id);
    }

    t.clock.advance(DAY_MS);
    await requestComparison(t.parts.reconciliations, day, t.clock.now());
    await t.parts.reconciliation.drain();
    const authorization = await t.authorization(newId("account"), ["admin"]);
    const { items } = (
      await t.app.inject({ url: "/v1/payments/reconciliations", headers: authorization })
    ).json();
    const shown = items.find((item: { day: string }) => item.day === day);
    expect(shown.checkedAt).not.toBeNull();
    expect(shown.differences).toMatchObject([{ kind: "ours_without_theirs", accountId: closed }]);
  });
});

describe("events of accounts that are listed in their own context", () => {
  it("stripe F18: an account whose events never came is read all the same: daily, or each hour until it is active", async () => {
    t = await buildTestApp({ realism: { areAccountEventsInContext }, isWorking: false });
    await t.simulator.fault({ kind: "webhook_drop", times: null, endpoint: "accounts" });
    const sellerId = newId("account");
    await t.introduce(sellerId);
    const { body } = await t.call(sellerId, "POST", "/payout-account");
    await t.simulator.onboard(body.url);
    const stateAfter = async (passedMs: number) => {
      t.clock.advance(passedMs);
      await t.parts.poller.drain();
      await t.parts.accountPoller.drain();
      return (await t.parts.payoutAccounts.find(sellerId))?.state;
    };
    expect(await stateAfter(0)).toBe("active");
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/restrict`);
    expect(await stateAfter(HOUR_MS)).toBe("active");
    expect(await stateAfter(DAY_MS)).toBe("restricted");
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/activate`);
    expect(await stateAfter(HOUR_MS)).toBe("active");
  });
});

describe("a chargeback that is won before its money is back", () => {
  it("R30: releases nothing until it is", async () => {
    t = await buildTestApp();
    const sellerId = await t.aSeller();
    const order = await t.aPaidOrder({ sellerId });
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    // The control API answers with Stripe's dispute.
    const dispute = (await t.simulator.control(`charges/${charge?.id}/dispute`)) as { id: string };
    await waitFor(async () => (await t.paymentOf(order)).state === "frozen", { what: "the chargeback" });
    await t.complete(order);
    await waitFor(async () => (await t.parts.payments.find(order.orderId))?.settlement ?? null, {
      what: "the order's end to wait",
    });
    await t.simulator.control(`disputes/${dispute.id}/decide`, { verdict: "won", isPaidBack: false });
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await t.paymentOf(order)).toMatchObject({ state: "frozen" });
    await t.simulator.control(`disputes/${dispute.id}/reinstate`);
    t.clock.advance(HOUR_MS);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1200 });
  });
});
