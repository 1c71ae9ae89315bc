import { describe, expect, it } from "vitest";
import { decideRetry, isRepeatable, parseRetryAfter } from "./retry.ts";

const first = { attempt: 0, elapsedMs: 0, patienceMs: 10_000 };
const answered = (status: number, retryAfterMs?: number) => ({
  kind: "answered" as const,
  status,
  retryAfterMs,
});

describe("isRepeatable", () => {
  it.each([
    ["GET", "/v1/me", false, true],
    ["PUT", "/v1/orders/order_1/brief", false, true],
    ["POST", "/v1/orders", false, false],
    ["POST", "/v1/orders", true, true],
    ["POST", "/v1/orders/order_1/accept", false, true],
    ["POST", "/v1/orders/order_1/files", false, true],
    ["POST", "/v1/orders/order_1/add-statement", false, false],
    ["POST", "/v1/conversations/conversation_1/messages", false, false],
    ["PATCH", "/v1/me", false, false],
  ])("%s %s with a key: %s → %s", (method, path, hasKey, expected) => {
    expect(isRepeatable(method, path, hasKey)).toBe(expected);
  });
});

describe("decideRetry", () => {
  it("is done with an answer, good or bad", () => {
    for (const status of [200, 400, 401, 404, 409, 500]) {
      expect(decideRetry(answered(status), { ...first, isRepeatable: true })).toEqual({ kind: "done" });
    }
  });

  it("repeats 503 and broken connections only where a repeat does no harm", () => {
    for (const outcome of [answered(503), { kind: "broken" as const }]) {
      expect(decideRetry(outcome, { ...first, isRepeatable: true }).kind).toBe("again");
      expect(decideRetry(outcome, { ...first, isRepeatable: false }).kind).toBe("done");
    }
  });

  it("repeats 429 always, after the time that the server names", () => {
    expect(decideRetry(answered(429, 1_500), { ...first, isRepeatable: false })).toEqual({
      kind: "again",
      afterMs: 1_500,
    });
  });

  it("waits longer each time, but not without end", () => {
    const pauses = [0, 1, 2, 10].map((attempt) =>
      decideRetry(answered(503), { ...first, attempt, isRepeatable: true }, () => 1),
    );
    expect(pauses).toEqual([100, 200, 400, 2_000].map((afterMs) => ({ kind: "again", afterMs })));
  });

  it("gives up when its patience would be exceeded", () => {
    expect(decideRetry(answered(503, 5_000), { ...first, elapsedMs: 6_000, isRepeatable: true }).kind).toBe(
      "done",
    );
  });
});

it("reads Retry-After in seconds and as a date", () => {
  const now = new Date("2026-01-05T09:00:00Z");
  expect(parseRetryAfter("2", now)).toBe(2_000);
  expect(parseRetryAfter("Mon, 05 Jan 2026 09:00:03 GMT", now)).toBe(3_000);
  expect(parseRetryAfter("soon", now)).toBeUndefined();
  expect(parseRetryAfter(null, now)).toBeUndefined();
});
