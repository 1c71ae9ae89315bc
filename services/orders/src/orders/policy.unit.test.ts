import { describe, expect, it } from "vitest";
import { DEFAULT_WINDOWS, orderPolicy } from "./policy.ts";

describe("the windows", () => {
  it("R8, R9, R16: 30 minutes to pay, 48 h to answer, 7 days to complete", () => {
    expect(orderPolicy(DEFAULT_WINDOWS, 1)).toEqual({
      paymentMs: 30 * 60_000,
      acceptanceMs: 48 * 3_600_000,
      deliveryDayMs: 24 * 3_600_000,
      completionMs: 7 * 24 * 3_600_000,
    });
  });

  it("are divided for demonstrations, but never the time to pay", () => {
    expect(orderPolicy(DEFAULT_WINDOWS, 3600)).toEqual({
      paymentMs: 30 * 60_000,
      acceptanceMs: 48_000,
      deliveryDayMs: 24_000,
      completionMs: 168_000,
    });
  });
});
