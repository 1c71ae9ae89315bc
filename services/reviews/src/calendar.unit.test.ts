import { expect, it } from "vitest";
import { addMonths } from "./calendar.ts";

it.each([
  ["2026-01-15T10:30:00.000Z", 6, "2026-07-15T10:30:00.000Z"],
  ["2026-08-31T10:30:00.000Z", 6, "2027-02-28T10:30:00.000Z"],
  ["2027-08-31T00:00:00.000Z", 6, "2028-02-29T00:00:00.000Z"],
  ["2026-12-31T23:59:59.999Z", 12, "2027-12-31T23:59:59.999Z"],
  ["2026-03-31T00:00:00.000Z", -13, "2025-02-28T00:00:00.000Z"],
])("%s and %i months is %s", (time, months, expected) => {
  expect(addMonths(new Date(time), months).toISOString()).toBe(expected);
});
