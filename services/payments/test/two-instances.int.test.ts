import type { Withdrawal } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

it("R29: 200 withdrawals at once, over two instances, never take more than the balance", async () => {
  const sellerId = await t.aSellerWith(12_500);
  expect(await t.balance(sellerId)).toMatchObject({ available: 10_000, payable: 10_000 });
  const instances = [t, await t.anotherProcess()] as const;
  const body = { amount: { amount: 150, currency: "EUR" } };
  const answers = await Promise.all(
    instances.flatMap(({ call }) =>
      Array.from({ length: 100 }, () =>
        call(sellerId, "POST", "/withdrawals", body, { "idempotency-key": newId("withdrawal") }),
      ),
    ),
  );
  const made = answers.filter(({ status }) => status === 201);
  // 66 times 1.50 euros are 99; a 67th would be more than there is.
  expect(made).toHaveLength(66);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(refused.map((answer) => answer.body.code))).toEqual(new Set(["insufficient_funds"]));

  await waitFor(async () => (await t.balance(sellerId)).pendingPayouts === 0, {
    what: "every payout to be paid",
    timeoutMs: 60_000,
  });
  expect(await t.balance(sellerId)).toMatchObject({ available: 100, payable: 100, receivable: 0 });
  // The API answers a created withdrawal with this very type.
  const ids = new Set(made.map(({ body: withdrawal }) => (withdrawal as Withdrawal).id));
  const stripeAccount = String((await t.parts.payoutAccounts.find(sellerId))?.stripeAccountId);
  const payouts = await t.simulator.stripe.payouts
    .list({ limit: 100 }, { stripeAccount })
    .autoPagingToArray({ limit: 1_000 });
  expect(new Set(payouts.map(({ metadata }) => metadata?.withdrawal))).toEqual(ids);
  expect(payouts).toHaveLength(66);
  expect((await t.simulator.state()).balances[stripeAccount]).toBe(100);
  expect(await t.findings()).toEqual([]);
  await instances[1].close();
}, 240_000);
