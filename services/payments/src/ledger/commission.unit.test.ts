import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commissionTerms, divideRelease } from "./commission.ts";

const usual = commissionTerms(20, 20);
const amounts = fc.integer({ min: 0, max: 100_000_000 });
const percents = fc.integer({ min: 0, max: 10_000 }).map((basisPoints) => basisPoints / 100);

describe("the commission", () => {
  it.each([
    // gross, deduction, VAT contained in it
    [1500, 300, 50],
    [10_000, 2_000, 333],
    [1, 0, 0],
    [2, 0, 0],
    [3, 1, 0],
    [12, 2, 0],
    [13, 3, 1],
    [0, 0, 0],
  ])("R28: of %i cents keeps %i, of which %i are VAT", (grossCents, deductionCents, vatCents) => {
    expect(divideRelease(grossCents, usual)).toEqual({
      grossCents,
      netCents: grossCents - deductionCents,
      commissionCents: deductionCents - vatCents,
      vatCents,
    });
  });

  it("R28: leaves no cent over, for all amounts and shares", () => {
    fc.assert(
      fc.property(amounts, percents, percents, (grossCents, commission, vat) => {
        const release = divideRelease(grossCents, commissionTerms(commission, vat));
        const parts = [release.netCents, release.commissionCents, release.vatCents];
        expect(parts.every((cents) => Number.isSafeInteger(cents) && cents >= 0)).toBe(true);
        expect(parts.reduce((sum, cents) => sum + cents, 0)).toBe(grossCents);
      }),
    );
  });

  it("R28: rounds the deduction to the nearest cent, halves up, for every amount", () => {
    fc.assert(
      fc.property(amounts, (grossCents) => {
        const { netCents } = divideRelease(grossCents, usual);
        // In integers: |5 × deduction − gross| is at most 2.5.
        expect(Math.abs(5 * (grossCents - netCents) - grossCents)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
