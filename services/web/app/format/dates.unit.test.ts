import { expect, it } from "vitest";
import { day, duration, elapsed, span, weekday } from "./dates.ts";

/** Spaces that do not break, of whatever width, as plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [6 * DAY + 23 * HOUR, "6 j 23 h", "6d 23h"],
  [2 * DAY, "2 j", "2d"],
  [27 * HOUR, "1 j 3 h", "1d 3h"],
  [5 * HOUR + 20 * MINUTE, "6 h", "6h"],
  [3 * HOUR + 20 * MINUTE, "3 h 20 min", "3h 20m"],
  [24 * MINUTE, "24 min", "24m"],
  [20_000, "1 min", "1m"],
])("R39: writes %d ms that are left in at most two units", (ms, french, english) => {
  expect([plain(span(ms, "fr")), span(ms, "en")]).toEqual([french, english]);
});

it.each([
  [48 * HOUR, "48 h", "48 hours"],
  [7 * DAY, "7 jours", "7 days"],
  [30 * MINUTE, "30 minutes", "30 minutes"],
  [120_000, "2 minutes", "2 minutes"],
  [50_000, "50 secondes", "50 seconds"],
])("R9, R16: writes a window of %d ms by itself, also on a demonstration's clock", (ms, french, english) => {
  expect([plain(duration(ms, "fr")), duration(ms, "en")]).toEqual([french, english]);
});

it("writes how long ago something was, never less than a minute", () => {
  const now = new Date("2026-03-17T10:00:00Z");
  expect(plain(elapsed(new Date("2026-03-17T05:00:00Z"), now, "fr"))).toBe("5 h");
  expect(plain(elapsed(new Date("2026-03-17T10:05:00Z"), now, "fr"))).toBe("1 min");
});

it("writes the first of a month as each language does, and other days as they are", () => {
  const first = new Date("2026-12-01T12:00:00Z");
  expect([day(first, "fr"), day(first, "en")]).toEqual(["1er\u00a0décembre 2026", "1\u00a0December 2026"]);
  expect([weekday(first, "fr"), weekday(first, "en")]).toEqual([
    "mardi 1er\u00a0décembre",
    "Tuesday 1\u00a0December",
  ]);
  expect(day(new Date("2026-12-11T12:00:00Z"), "fr")).toBe("11\u00a0décembre 2026");
});
