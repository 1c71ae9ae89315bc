import { describe, expect, it } from "vitest";
import { attemptOf, decideRetry, type FailureKind, GAP_DELAY_MS, withoutFailures } from "./retry.ts";

const delays = [5_000, 30_000];

/** What becomes of a message that fails in this way until it is parked. */
function journey(kind: FailureKind): { delays: number[]; attempts: number } {
  const seen: number[] = [];
  let headers: Record<string, number> = {};
  for (;;) {
    const decision = decideRetry(kind, headers, delays);
    if (decision.kind === "park") return { delays: seen, attempts: decision.attempts };
    seen.push(decision.delayMs);
    headers = { ...headers, ...decision.headers };
    expect(seen.length).toBeLessThan(100);
  }
}

describe("decideRetry", () => {
  it("goes through the tiers in order and then parks", () => {
    expect(journey("failed")).toEqual({ delays: [5_000, 30_000], attempts: 3 });
  });

  it("parks at once what gave up", () => {
    expect(journey("gave_up")).toEqual({ delays: [], attempts: 1 });
  });

  it("waits shortly and boundedly for a gap, then treats it as a failure", () => {
    const { delays: seen, attempts } = journey("gap");
    expect(seen.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => GAP_DELAY_MS));
    expect(seen.slice(30)).toEqual([5_000, 30_000]);
    expect(attempts).toBe(3);
  });

  it("does not count waiting for a gap as a try", () => {
    const decision = decideRetry("gap", {}, delays);
    expect(decision.kind === "retry" && attemptOf(decision.headers)).toBe(1);
  });

  it("ignores malformed counters, and resets them on replay", () => {
    expect(attemptOf({ "x-bus-failures": "many" })).toBe(1);
    expect(attemptOf(undefined)).toBe(1);
    expect(withoutFailures({ "x-bus-failures": 2, "x-bus-gap-waits": 3, other: 1 })).toEqual({ other: 1 });
  });
});
