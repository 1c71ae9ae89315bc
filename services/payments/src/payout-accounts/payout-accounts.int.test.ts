import { EarningsReleased, PayoutAccountChanged, WithdrawalFailed, WithdrawalPaid } from "@vc/contracts";
import { newId } from "@vc/service";
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

const stripeAccountOf = async (sellerId: string) =>
  String((await t.parts.payoutAccounts.find(sellerId))?.stripeAccountId);

/** Stripe wants to see a document, and its day is past. */
async function restrict(sellerId: string): Promise<void> {
  await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/restrict`);
  await t.neighbours.heard(
    PayoutAccountChanged,
    ({ accountId, state }) => accountId === sellerId && state === "restricted",
  );
}

/** The seller hands it in on Stripe's pages, to which the platform leads them. */
async function meetRequirements(sellerId: string): Promise<void> {
  const { status, body } = await t.call(sellerId, "POST", "/payout-account");
  expect(status).toBe(201);
  await t.simulator.onboard(body.url);
  await waitFor(async () => (await t.parts.payoutAccounts.find(sellerId))?.state === "active", {
    what: "the account to be active again",
  });
}

it("R5: is not made at Stripe before the seller's e-mail address is known", async () => {
  const stranger = newId("account");
  const made = async () => (await t.simulator.state()).objects["v2.core.account"] ?? 0;
  const before = await made();
  expect((await t.call(stranger, "POST", "/payout-account")).status).toBe(503);
  expect(await made()).toBe(before);
  await t.introduce(stranger);
  await waitFor(async () => (await t.call(stranger, "POST", "/payout-account")).status === 201, {
    what: "the onboarding",
  });
  expect(await made()).toBe(before + 1);
});

describe("R29: a payout account that Stripe restricts, its requirements being past due", () => {
  it("says what Stripe wants, and pays nothing out of what is earned until the requirements are met", async () => {
    const sellerId = await t.aSellerWith(1250);
    await restrict(sellerId);
    expect((await t.call(sellerId, "GET", "/payout-account")).body).toEqual({
      state: "restricted",
      requirements: ["identity.individual.documents.primary_verification"],
    });
    const before = { available: 1000, payable: 0, pendingPayouts: 0 };
    expect(await t.balance(sellerId)).toMatchObject(before);
    expect((await t.withdraw(sellerId, 400)).body).toMatchObject({
      status: 409,
      code: "payout_account_missing",
    });
    expect(await t.balance(sellerId)).toMatchObject(before);
    expect((await t.call(sellerId, "GET", "/withdrawals")).body.items).toEqual([]);

    await meetRequirements(sellerId);
    expect((await t.call(sellerId, "GET", "/payout-account")).body).toEqual({
      state: "active",
      requirements: [],
    });
    const { status, withdrawal } = await t.withdraw(sellerId, 400);
    expect(status).toBe(201);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toMatchObject({ available: 600, payable: 600, pendingPayouts: 0 });
  });

  it("keeps what is earned meanwhile in the balance; it follows when the requirements are met", async () => {
    const sellerId = await t.aSellerWith(1250);
    await restrict(sellerId);
    const order = await t.aPaidOrder({ sellerId, totalAmount: 2000 });
    await t.complete(order);
    await t.neighbours.heard(EarningsReleased, ({ orderId }) => orderId === order.orderId);
    expect(await t.balance(sellerId)).toMatchObject({ available: 2600, payable: 0 });
    await meetRequirements(sellerId);
    await t.settled(order);
    expect(await t.balance(sellerId)).toMatchObject({ available: 2600, payable: 2600 });
  });

  it("gives back a withdrawal that was asked for just before, once Stripe refuses its payout", async () => {
    const sellerId = await t.aSellerWith(1250);
    // Stripe restricts the account, and the platform does not know yet.
    await t.simulator.control("webhooks/pause");
    await t.simulator.control(`accounts/${await stripeAccountOf(sellerId)}/restrict`);
    const { status, withdrawal } = await t.withdraw(sellerId, 400);
    expect(status).toBe(201);
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000, pendingPayouts: 0 });
    await t.simulator.control("webhooks/resume");
  });
});
