import { describe, expect, it } from "vitest";
import { defaultWindows, orderPolicy } from "./policy.ts";

describe("the windows", () => {
  it("R8, R9, R16, R19, R21, R26, R39: the numbers of the rules", () => {
    expect(orderPolicy(defaultWindows, 1)).toEqual({
      paymentMs: 30 * 60_000,
      acceptanceMs: 48 * 3_600_000,
      deliveryDayMs: 24 * 3_600_000,
      completionMs: 7 * 24 * 3_600_000,
      revisionAnswerMs: 48 * 3_600_000,
      cancellationAnswerMs: 48 * 3_600_000,
      escalationMs: 60 * 24 * 3_600_000,
      capMs: 75 * 24 * 3_600_000,
      remindersMs: {
        answer: [24 * 3_600_000, 4 * 3_600_000],
        delivery: [24 * 3_600_000],
        completion: [3 * 24 * 3_600_000, 24 * 3_600_000],
      },
    });
  });

  it("are divided for demonstrations, but never the time to pay", () => {
    expect(orderPolicy(defaultWindows, 3600)).toEqual({
      paymentMs: 30 * 60_000,
      acceptanceMs: 48_000,
      deliveryDayMs: 24_000,
      completionMs: 168_000,
      revisionAnswerMs: 48_000,
      cancellationAnswerMs: 48_000,
      escalationMs: 1_440_000,
      capMs: 1_800_000,
      remindersMs: { answer: [24_000, 4_000], delivery: [24_000], completion: [72_000, 24_000] },
    });
  });
});
