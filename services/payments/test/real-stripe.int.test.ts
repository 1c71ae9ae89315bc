import { newId } from "@vc/service";
import { realistic } from "@vc/stripe-simulator";
import { waitFor } from "@vc/testing";
import { afterEach, describe, expect, it } from "vitest";
import { requestComparison } from "../src/reconciliation/apply-to-day.ts";
import { dayOf } from "../src/reconciliation/compare.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";

/** What the platform does where Stripe is as hard as it is. docs/stripe.md names what each test is about. */

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const { areClosedAccountsShut } = realistic();

let t: TestApp;
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
  await t.stop();
});

const stripeAccountOf = async (sellerId: string): Promise<string> =>
  (await t.parts.payoutAccounts.find(sellerId))?.stripeAccountId ?? "";

describe("an account that was closed at Stripe", () => {
  it("R31: does not keep the reconciliation from the other sellers", async () => {
    t = await buildTestApp({ realism: { areClosedAccountsShut } });
    // Far from midnight, so that the day's trading stays on its day.
    const day = dayOf(new Date(t.clock.now().getTime() + DAY_MS));
    t.clock.set(`${day}T06:00:00Z`);
    const sellers = [await t.aSellerWith(1250), await t.aSellerWith(1250), await t.aSellerWith(1250)];
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
