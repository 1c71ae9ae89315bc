import { describe, expect, it } from "vitest";
import { type FailedAttempt, repeatAfterMs } from "./repeat.ts";

const attempt = (given: Partial<FailedAttempt>): FailedAttempt => ({
  failure: "not reached",
  isSent: false,
  isRepeatable: false,
  rounds: 0,
  hasUntried: true,
  ...given,
});

describe("a request whose attempt failed", () => {
  it("goes to the next address at once when nothing of it was sent, with any method", () => {
    for (const isRepeatable of [true, false]) {
      for (const failure of ["not reached", "broken"] as const) {
        expect(repeatAfterMs(attempt({ failure, isRepeatable }))).toBe(0);
      }
    }
  });

  it("is sent again after its connection broke only where it does no harm twice", () => {
    for (const failure of ["broken", "not reached"] as const) {
      expect(repeatAfterMs(attempt({ failure, isSent: true, isRepeatable: true }))).toBe(0);
      expect(repeatAfterMs(attempt({ failure, isSent: true, isRepeatable: false }))).toBeNull();
    }
  });

  it("goes back to tried addresses twice, after pauses", () => {
    const afterRounds = (rounds: number) => repeatAfterMs(attempt({ hasUntried: false, rounds }));
    expect([0, 1, 2].map(afterRounds)).toEqual([50, 100, null]);
  });

  it("is not sent again when the service was too slow, or the failure is none of the connection's", () => {
    for (const failure of ["too slow", null] as const) {
      for (const isSent of [true, false]) {
        expect(repeatAfterMs(attempt({ failure, isSent, isRepeatable: true }))).toBeNull();
      }
    }
  });
});
