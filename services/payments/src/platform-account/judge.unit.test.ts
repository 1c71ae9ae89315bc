import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { judge, owedCents, readPlatformFunds } from "./judge.ts";

type Payouts = NonNullable<Stripe.BalanceSettings["payments"]["payouts"]>;

// Only what is read of Stripe's settings.
const settings = (payouts: Partial<Payouts>) => ({ payments: { payouts } }) as Stripe.BalanceSettings;

const balance: Stripe.Balance = {
  object: "balance",
  livemode: false,
  available: [
    { amount: 700, currency: "eur" },
    { amount: 9_000, currency: "usd" },
  ],
  pending: [{ amount: 300, currency: "eur" }],
};

describe("the platform's own account", () => {
  it("stripe F4: is read as what is in it, and what Stripe leaves in it", () => {
    const read = (payouts: Partial<Payouts>) => readPlatformFunds(settings(payouts), balance);
    expect(read({ schedule: { interval: "manual" } })).toEqual({ keptCents: null, balanceCents: 1000 });
    expect(read({ schedule: { interval: "daily" } })).toMatchObject({ keptCents: 0 });
    const minimum = { schedule: { interval: "daily" }, minimum_balance_by_currency: { eur: 500 } } as const;
    expect(read(minimum)).toMatchObject({ keptCents: 500 });
  });

  it.each([
    ["manual payouts protect all", null, 1000, 1000, true, 0],
    ["a minimum balance protects as much", 1000, 1000, 1000, true, 0],
    ["a cent less does not", 999, 1000, 1000, false, 0],
    ["automatic payouts do not, also before the first order", 0, 0, 0, false, 0],
    ["what was paid out is missing, also where payouts are manual now", null, 400, 1000, true, 600],
    ["a balance below zero is missing too", null, -50, 1000, true, 1050],
  ])("stripe F4: %s", (_what, keptCents, balanceCents, owed, isProtected, missingCents) => {
    expect(judge({ keptCents, balanceCents }, owed)).toEqual({ isProtected, missingCents });
  });

  it("stripe F4: owes what buyers and sellers have, less what lies elsewhere", () => {
    const balances = [
      { account: "ESCROW:order_1", cents: 1500 },
      { account: "REFUND_DUE:order_2", cents: 500 },
      // The bank has not taken it yet, and has taken all of the next one.
      { account: "CHARGEBACK_HOLD:order_3", cents: 300 },
      { account: "CHARGEBACK_HOLD:order_4", cents: 200 },
      { account: "CHARGEBACK_CASH:order_4", cents: 200 },
      // Of 1,000 earned, 100 are not transferred.
      { account: "SELLER:account_1", cents: 600 },
      { account: "PAYOUT_DUE:account_1", cents: 400 },
      { account: "CONNECTED_CASH:account_1", cents: 500 },
      { account: "TRANSIT:account_1", cents: 400 },
      // What a seller owes is no money of others.
      { account: "CONNECTED_CASH:account_2", cents: 70 },
      { account: "SELLER_RECEIVABLE:account_2", cents: 30 },
    ];
    expect(owedCents(balances)).toBe(1500 + 500 + 300 + 100);
    expect(owedCents([])).toBe(0);
  });
});
