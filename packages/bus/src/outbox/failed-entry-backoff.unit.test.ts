import { expect, it } from "vitest";
import { createFailedEntryBackoff } from "./failed-entry-backoff.ts";

it("defers an entry twice as long after each failure, up to 5 minutes", () => {
  let now = 0;
  const backoff = createFailedEntryBackoff(() => now);
  expect(backoff.failed("a")).toEqual({ failures: 1, delayMs: 1_000 });
  expect(backoff.ids()).toEqual(["a"]);
  now = 1_000;
  expect(backoff.ids()).toEqual([]);
  const delays = Array.from({ length: 10 }, () => backoff.failed("a").delayMs);
  expect(delays.slice(0, 2)).toEqual([2_000, 4_000]);
  expect(delays.at(-1)).toBe(300_000);
});

it("starts over with an entry that was sent, or that has not failed for long", () => {
  let now = 0;
  const backoff = createFailedEntryBackoff(() => now);
  backoff.failed("sent");
  backoff.failed("lost");
  backoff.sent("sent");
  expect(backoff.ids()).toEqual(["lost"]);
  now = 400_000;
  expect(backoff.failed("other").failures).toBe(1);
  expect(backoff.failed("lost").failures).toBe(1);
});
