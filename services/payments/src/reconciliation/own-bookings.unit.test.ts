import { describe, expect, it } from "vitest";
import { wholeCents } from "./balance-watch.ts";
import { accountOfBooking } from "./own-bookings.ts";

/** Where a booking of Stripe's belongs, by hand from Stripe's list of types. */
const reviewed = {
  stripe_fee: "STRIPE_FEES",
  stripe_fx_fee: "STRIPE_FEES",
  tax_fee: "STRIPE_FEES",
  contribution: "STRIPE_FEES",
  reserve_hold: "RESERVED",
  reserve_release: "RESERVED",
  reserved_funds: "RESERVED",
  payout_minimum_balance_hold: "RESERVED",
  anticipation_repayment: "OUTSIDE",
  issuing_transaction: "OUTSIDE",
  charge: null,
  refund: null,
  refund_failure: null,
  transfer: null,
  transfer_refund: null,
} as const;

describe("what Stripe books on the platform's balance", () => {
  it.each(Object.entries(reviewed))("stripe F14: of the type %s belongs to %s", (type, account) => {
    const booking = { id: "txn_1", source: "obj_1", type, netCents: -100 };
    expect(accountOfBooking(booking)).toBe(account);
  });

  it("stripe F14: an adjustment of a dispute is the platform's business, and one of nothing is unknown", () => {
    const adjustment = { id: "txn_1", type: "adjustment", netCents: -100 };
    expect(accountOfBooking({ ...adjustment, source: "du_1" })).toBeNull();
    expect(accountOfBooking({ ...adjustment, source: null })).toBe("OUTSIDE");
  });

  it("R31: a seller's balance is what is available and what has yet to settle, in euros", () => {
    const eur = (amount: number) => ({ amount, currency: "eur" });
    const usd = { amount: -900, currency: "usd" };
    expect(wholeCents({ available: [eur(-500), usd], pending: [eur(200)] })).toBe(-300);
  });
});
