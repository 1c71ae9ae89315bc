import fc from "fast-check";
import { expect, it } from "vitest";
import { type Funds, payableOf, sumOf } from "./payable.ts";

const friday = new Date("2026-03-06T00:00:00Z");
const monday = new Date("2026-03-09T00:00:00Z");

const funds = (given: Partial<Funds> = {}): Funds => ({
  availableCents: 1000,
  connectedCents: 1000,
  settling: [],
  isPaidOut: true,
  ...given,
});

it("R29: all that lies at Stripe and has settled is payable", () => {
  expect(payableOf(funds())).toEqual({ payableCents: 1000, next: [] });
});

it("stripe F2, security 10: what has not settled is not payable, and is named with the day on which it is", () => {
  const settling = [
    { amountCents: 300, at: friday },
    { amountCents: 100, at: friday },
    { amountCents: 200, at: monday },
  ];
  expect(payableOf(funds({ settling }))).toEqual({
    payableCents: 400,
    next: [
      { amountCents: 400, at: friday },
      { amountCents: 200, at: monday },
    ],
  });
});

it("R30: of what settles, no more is named than the seller has: the rest pays what they owe", () => {
  const settling = [
    { amountCents: 800, at: friday },
    { amountCents: 200, at: monday },
  ];
  expect(payableOf(funds({ availableCents: 700, settling }))).toEqual({
    payableCents: 0,
    next: [{ amountCents: 700, at: friday }],
  });
});

it("hunt F3: nothing is payable of an account that Stripe has restricted", () => {
  const settling = [{ amountCents: 300, at: friday }];
  expect(payableOf(funds({ settling, isPaidOut: false }))).toEqual({ payableCents: 0, next: [] });
});

it("R29: never promises more than the seller has, nor more than lies at Stripe", () => {
  const cents = fc.nat(10_000);
  const part = fc.record({
    amountCents: fc.integer({ min: 1, max: 5_000 }),
    at: fc.constantFrom(friday, monday),
  });
  fc.assert(
    fc.property(cents, cents, fc.array(part), (availableCents, connectedCents, parts) => {
      const settling = parts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
      const { payableCents, next } = payableOf({ availableCents, connectedCents, settling, isPaidOut: true });
      expect(payableCents).toBeGreaterThanOrEqual(0);
      expect(payableCents).toBeLessThanOrEqual(Math.max(0, connectedCents - sumOf(settling)));
      expect(payableCents + sumOf(next)).toBeLessThanOrEqual(availableCents);
      expect(next.every(({ amountCents }) => amountCents > 0)).toBe(true);
    }),
  );
});
