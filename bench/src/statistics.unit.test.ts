import { expect, it } from "vitest";
import { median, quantile } from "./statistics.ts";

it("takes the nearest rank, in any order of the samples", () => {
  const samples = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.8, 0.81, 1].map((share) => quantile(samples, share))).toEqual([1, 3, 4, 5, 5]);
});

it("takes the middle of an odd number and the mean of the two of an even one", () => {
  expect(median([9, 1, 3])).toBe(3);
  expect(median([9, 1, 3, 5])).toBe(4);
});

it("has no figure for no samples", () => {
  expect([quantile([], 0.5), median([])]).toEqual([Number.NaN, Number.NaN]);
});
