import { WithdrawalFailed, WithdrawalPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

/** The simulator's bank refuses payouts to this one. */
const CLOSED_BANK_ACCOUNT = "FR8420041010050500013M02607";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  await t.simulator.control("faults", {}, "DELETE");
  expect(await t.findings()).toEqual([]);
});

describe("a withdrawal", () => {
  it("R29: however many are asked for at once, together they never exceed the balance", async () => {
    const sellerId = await t.aSellerWith(1250);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => t.withdraw(sellerId, 150)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(6);
    expect(
      answers.filter(({ status }) => status === 409).every(({ body }) => body.code === "insufficient_funds"),
    ).toBe(true);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    for (const { status, withdrawal } of answers) {
      if (status === 201)
        await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    }
    expect(await t.balance(sellerId)).toMatchObject({ available: 100, payable: 100, pendingPayouts: 0 });
    const account = await t.parts.payoutAccounts.find(sellerId);
    const { balances } = await t.simulator.state();
    expect(balances[account?.stripeAccountId ?? ""]).toBe(100);
  });

  it("R29: that fails at the bank returns to the balance", async () => {
    const sellerId = await t.aSellerWith(1250, { iban: CLOSED_BANK_ACCOUNT });
    const { withdrawal } = await t.withdraw(sellerId, 400);
    const { data } = await t.neighbours.heard(
      WithdrawalFailed,
      ({ withdrawalId }) => withdrawalId === withdrawal.id,
    );
    expect(data).toEqual({ withdrawalId: withdrawal.id, accountId: sellerId, amount: 400 });
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000, pendingPayouts: 0 });
    const { body } = await t.call(sellerId, "GET", "/withdrawals");
    expect(body.items).toMatchObject([{ id: withdrawal.id, state: "failed" }]);
  });

  it("R29: that the bank sends back after it was paid returns to the balance", async () => {
    const sellerId = await t.aSellerWith(1250);
    const { withdrawal } = await t.withdraw(sellerId, 400);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    const payoutId = (await t.parts.withdrawals.find(withdrawal.id))?.payoutId;
    await t.simulator.control(`payouts/${payoutId}/fail`);
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, payable: 1000, pendingPayouts: 0 });
  });

  it("R29: whose payout is paid before Stripe's answer has come is paid once", async () => {
    const sellerId = await t.aSellerWith(1250);
    await t.simulator.fault({ kind: "hang_after_work", method: "POST", path: "/v1/payouts" });
    const { withdrawal } = await t.withdraw(sellerId, 400);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    await waitFor(async () => (await t.parts.movements.find(`po:${withdrawal.id}`))?.lastError, {
      what: "the time-out",
    });
    t.clock.advance(5_000);
    await waitFor(async () => (await t.parts.movements.find(`po:${withdrawal.id}`))?.state === "succeeded", {
      what: "the payout to be found",
    });
    const account = await t.parts.payoutAccounts.find(sellerId);
    const payouts = await t.simulator.stripe.payouts.list(
      {},
      { stripeAccount: account?.stripeAccountId ?? "" },
    );
    expect(payouts.data.map((payout) => payout.amount)).toEqual([400]);
    expect(await t.balance(sellerId)).toMatchObject({ available: 600, pendingPayouts: 0 });
  });

  it("stripe F2: whose money is not at Stripe waits, and returns to the balance after three days", async () => {
    const sellerId = await t.aSellerWith(1250);
    const account = await t.parts.payoutAccounts.find(sellerId);
    await t.simulator.fault({ kind: "webhook_drop", times: null, endpoint: "connected" });
    // The account was emptied at Stripe, beside the platform.
    await t.simulator.stripe.payouts.create(
      { amount: 1000, currency: "eur" },
      { stripeAccount: account?.stripeAccountId ?? "" },
    );
    const { withdrawal } = await t.withdraw(sellerId, 400);
    const movement = await waitFor(
      async () => {
        const found = await t.parts.movements.find(`po:${withdrawal.id}`);
        return found?.lastError ? found : null;
      },
      { what: "Stripe to refuse the payout" },
    );
    expect(movement).toMatchObject({ state: "due", lastError: expect.stringContaining("does not hold") });
    expect(await t.balance(sellerId)).toMatchObject({ available: 600, pendingPayouts: 400 });
    t.clock.advance(72 * 60 * 60_000);
    await t.neighbours.heard(WithdrawalFailed, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    expect(await t.balance(sellerId)).toMatchObject({ available: 1000, pendingPayouts: 0 });
  });

  it("security 22: is not undone by payouts that only name it: of another account, or of another amount", async () => {
    const [sellerId, otherId] = [await t.aSellerWith(1250), await t.aSellerWith(1250)];
    const { withdrawal } = await t.withdraw(sellerId, 400);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === withdrawal.id);
    const forge = async (accountId: string) => {
      const stripeAccount = (await t.parts.payoutAccounts.find(accountId))?.stripeAccountId ?? "";
      const metadata = { withdrawal: withdrawal.id, movement: `po:${withdrawal.id}` };
      const params = { amount: 300, currency: "eur", metadata };
      return (await t.simulator.stripe.payouts.create(params, { stripeAccount })).id;
    };
    const forged = await Promise.all([forge(sellerId), forge(otherId)]);
    await Promise.all(forged.map((id) => t.simulator.control(`payouts/${id}/fail`)));
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
    expect(await t.parts.withdrawals.find(withdrawal.id)).toMatchObject({ state: "paid", amountCents: 400 });
    await waitFor(async () => (await t.balance(sellerId)).available === 600, {
      what: "what was forged to be back",
    });
    expect(await t.balance(otherId)).toMatchObject({ available: 1000 });
  });

  it("R29: repeated with its Idempotency-Key is one withdrawal", async () => {
    const sellerId = await t.aSellerWith(1250);
    const first = await t.withdraw(sellerId, 400, "once");
    const again = await t.withdraw(sellerId, 400, "once");
    expect(again.status).toBe(201);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect(again.body).toEqual(first.body);
    expect((await t.withdraw(sellerId, 500, "once")).status).toBe(422);
    expect((await t.call(sellerId, "GET", "/withdrawals")).body.items).toHaveLength(1);
    await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === first.withdrawal.id);
  });

  it("R29: lists page by page", async () => {
    const sellerId = await t.aSellerWith(1250);
    const ids: string[] = [];
    for (const amount of [1, 2, 3]) ids.unshift((await t.withdraw(sellerId, amount)).withdrawal.id);
    const { body: first } = await t.call(sellerId, "GET", "/withdrawals?limit=2");
    const { body: rest } = await t.call(sellerId, "GET", `/withdrawals?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map((item: { id: string }) => item.id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
    for (const id of ids) await t.neighbours.heard(WithdrawalPaid, ({ withdrawalId }) => withdrawalId === id);
  });
});
