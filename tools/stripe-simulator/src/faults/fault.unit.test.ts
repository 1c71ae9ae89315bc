import { describe, expect, it } from "vitest";
import { deliveryPlan, faultSchema, requestPlan, strikes } from "./fault.ts";

const fault = (given: object) => faultSchema.parse(given);
const request = { at: "request", method: "POST", path: "/v1/transfers", account: "platform" } as const;

describe("strikes", () => {
  it.each([
    [{ kind: "delay", ms: 1 }, true],
    [{ kind: "delay", ms: 1, path: "/v1/*" }, true],
    [{ kind: "delay", ms: 1, path: "/v1/transfer" }, false],
    [{ kind: "delay", ms: 1, path: "/v1.transfers" }, false],
    [{ kind: "delay", ms: 1, method: "GET" }, false],
    [{ kind: "delay", ms: 1, account: "acct_1" }, false],
    [{ kind: "webhook_drop" }, false],
  ])("%j: %s", (given, isStruck) => {
    expect(strikes(fault(given), request)).toBe(isStruck);
  });
});

describe("plans", () => {
  it("do the work at most once: what comes before it wins", () => {
    const faults = [
      fault({ kind: "answer_after_work" }),
      fault({ kind: "hang_before_work" }),
      fault({ kind: "delay", ms: 5 }),
    ];
    expect(requestPlan(faults)).toEqual({ delayMs: 5, before: "hang", after: null });
  });

  it("send each webhook of a reordered group before the one in front of it", () => {
    const departures = [3, 2, 1].map((times) =>
      deliveryPlan([fault({ kind: "webhook_reorder", times, spacingMs: 10 })], Math.random),
    );
    expect(departures).toEqual([[30], [20], [10]]);
  });

  it("drop rather than duplicate", () => {
    const faults = [fault({ kind: "webhook_duplicate" }), fault({ kind: "webhook_drop" })];
    expect(deliveryPlan(faults, Math.random)).toEqual([]);
  });

  it("let each copy of a delayed webhook leave at a moment of its own", () => {
    const chances = [0, 0.5, 0.99];
    const faults = [
      fault({ kind: "webhook_duplicate", copies: 2 }),
      fault({ kind: "webhook_delay", ms: 86_400_000, jitterMs: 100 }),
    ];
    const departures = deliveryPlan(faults, () => chances.shift() ?? 0);
    expect(departures).toEqual([86_400_000, 86_400_050, 86_400_099]);
  });
});
