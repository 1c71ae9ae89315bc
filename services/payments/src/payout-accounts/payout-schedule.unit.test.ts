import type Stripe from "stripe";
import { expect, it } from "vitest";
import { keepPayoutsManual } from "./payout-schedule.ts";

type Interval = "manual" | "daily";

/** Balance settings of Stripe that begin with a schedule, and end with another when they are changed. */
function settingsOf(before: Interval, after: Interval) {
  const updates: unknown[] = [];
  const settings = (interval: Interval) => ({ payments: { payouts: { schedule: { interval } } } });
  const stripe = {
    balanceSettings: {
      retrieve: async () => settings(before),
      update: async (params: unknown, options: unknown) => {
        updates.push([params, options]);
        return settings(after);
      },
    },
  };
  // Only what is called here of the client.
  return { stripe: stripe as unknown as Stripe, updates };
}

it("R29: changes nothing where payouts are manual", async () => {
  const { stripe, updates } = settingsOf("manual", "manual");
  await keepPayoutsManual(stripe, "acct_1");
  expect(updates).toEqual([]);
});

it("R29: makes daily payouts manual, on the seller's account", async () => {
  const { stripe, updates } = settingsOf("daily", "manual");
  await keepPayoutsManual(stripe, "acct_1");
  const params = { payments: { payouts: { schedule: { interval: "manual" } } } };
  expect(updates).toEqual([[params, { stripeAccount: "acct_1" }]]);
});

it("R29: fails when Stripe does not confirm it", async () => {
  const { stripe } = settingsOf("daily", "daily");
  await expect(keepPayoutsManual(stripe, "acct_1")).rejects.toThrow("still pays out acct_1 by itself");
});
