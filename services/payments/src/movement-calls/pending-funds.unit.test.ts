import type Stripe from "stripe";
import { expect, it } from "vitest";
import { coversWhenSettled } from "./pending-funds.ts";

const balance = (available: number, pending: number): Stripe.Balance => ({
  object: "balance",
  livemode: false,
  available: [
    { amount: available, currency: "eur" },
    { amount: 1_000_000, currency: "usd" },
  ],
  pending: [{ amount: pending, currency: "eur" }],
});

it.each([
  [1000, 0, true],
  [400, 600, true],
  [400, 599, false],
  // A chargeback took more than was there: what is pending has to make up for it first.
  [-200, 1000, false],
])("R29: of 1,000 cents, %d available and %d pending are enough: %s", (available, pending, isEnough) => {
  expect(coversWhenSettled(balance(available, pending), 1000)).toBe(isEnough);
});
