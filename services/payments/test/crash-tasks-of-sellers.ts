import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { expect } from "vitest";
import { startOnboarding } from "../src/payout-accounts/onboarding.ts";
import { type CrashScene, carryOut, processEvents, stripeAccountOf, withdrawalsOf } from "./crash-scene.ts";
import type { Task } from "./crash-task.ts";

/** Pays a withdrawal out to the seller's bank. */
export function payoutTask({ t, sellerId }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v1/payouts" },
    prepare: async () => {
      const key = newId("withdrawal");
      const amount = { amount: 100, currency: "EUR" };
      const known = new Set((await withdrawalsOf(t, sellerId)).map(({ id }) => id));
      return {
        ask: ({ call }) => call(sellerId, "POST", "/withdrawals", { amount }, { "idempotency-key": key }),
        carryOut,
        expectOnce: async () => {
          const made = (await withdrawalsOf(t, sellerId)).filter(({ id }) => !known.has(id));
          expect(made).toHaveLength(1);
          const id = String(made[0]?.id);
          const stripeAccount = await stripeAccountOf(t, sellerId);
          const payouts = (
            await t.simulator.stripe.payouts.list({ limit: 100 }, { stripeAccount })
          ).data.filter(({ metadata }) => metadata?.withdrawal === id);
          expect(payouts.map((payout) => payout.amount)).toEqual([100]);
          // The bank's verdict arrives by an event, which no process has handled yet.
          await waitFor(
            async () => {
              const { data } = await t.simulator.stripe.payouts.list({ limit: 100 }, { stripeAccount });
              return data.every(({ status }) => status !== "pending" && status !== "in_transit");
            },
            { what: "the bank" },
          );
          await processEvents(t);
          expect(await t.parts.withdrawals.find(id)).toMatchObject({
            state: "paid",
            payoutId: payouts[0]?.id,
          });
        },
      };
    },
  };
}

/** Creates the account of a seller at Stripe. */
export function payoutAccountTask({ t }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v2/core/accounts" },
    prepare: async () => {
      const accountId = newId("account");
      await t.introduce(accountId);
      // Waiting for an address that has not arrived yet is no step of the task.
      await waitFor(() => t.platform.db.collection<{ _id: string }>("contacts").findOne({ _id: accountId }), {
        what: "the address to be known",
      });
      return {
        ask: ({ parts }) => startOnboarding(parts, accountId),
        expectOnce: async () => {
          const accounts: string[] = [];
          for await (const account of t.simulator.stripe.v2.core.accounts.list({ limit: 100 })) {
            if (account.metadata?.account === accountId) accounts.push(account.id);
          }
          expect(accounts).toEqual([await stripeAccountOf(t, accountId)]);
        },
      };
    },
  };
}
