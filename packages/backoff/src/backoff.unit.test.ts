import { expect, it } from "vitest";
import { backoffMs, exactBackoffMs } from "./backoff.ts";

const limits = { firstMs: 100, mostMs: 5_000 };

it("doubles from the first delay to the longest, and stays there", () => {
  const delays = [1, 2, 3, 6, 7, 100, 10_000].map((failures) => exactBackoffMs(failures, limits));
  expect(delays).toEqual([100, 200, 400, 3_200, 5_000, 5_000, 5_000]);
});

it("begins with the first delay where nothing has failed yet", () => {
  expect(exactBackoffMs(0, limits)).toBe(100);
});

it("takes between a half and all of the delay, at random", () => {
  for (const failures of [1, 3, 20]) {
    const exact = exactBackoffMs(failures, limits);
    expect(backoffMs(failures, limits, () => 0)).toBe(exact / 2);
    expect(backoffMs(failures, limits, () => 1)).toBe(exact);
    const delay = backoffMs(failures, limits);
    expect(delay).toBeGreaterThanOrEqual(exact / 2);
    expect(delay).toBeLessThanOrEqual(exact);
  }
});
