import { expect, it } from "vitest";
import { createFailedEntryBackoff } from "./failed-entry-backoff.ts";

it("holds an entry back twice as long after each failure, up to 5 minutes", () => {
  let now = 0;
  const heldBack = createFailedEntryBackoff(() => now);
  expect(heldBack.failed("a")).toEqual({ failures: 1, restMs: 1_000 });
  expect(heldBack.ids()).toEqual(["a"]);
  now = 1_000;
  expect(heldBack.ids()).toEqual([]);
  const rests = Array.from({ length: 10 }, () => heldBack.failed("a").restMs);
  expect(rests.slice(0, 2)).toEqual([2_000, 4_000]);
  expect(rests.at(-1)).toBe(300_000);
});

it("begins anew with what was sent, and with what was not heard of for long", () => {
  let now = 0;
  const heldBack = createFailedEntryBackoff(() => now);
  heldBack.failed("sent");
  heldBack.failed("lost");
  heldBack.forget("sent");
  expect(heldBack.ids()).toEqual(["lost"]);
  now = 400_000;
  expect(heldBack.failed("other").failures).toBe(1);
  expect(heldBack.failed("lost").failures).toBe(1);
});
