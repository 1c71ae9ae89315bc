import { expect, it } from "vitest";
import { dateFormat } from "./dates.ts";

const first = new Date("2026-12-01T10:05:00Z");
const long = { dateStyle: "long", timeZone: "Europe/Paris" } as const;

it("hunt F20: French writes the first of a month “1er”, and only that day", () => {
  const french = dateFormat("fr", long);
  expect(french(first)).toBe("1er décembre 2026");
  expect(french(new Date("2026-12-11T10:00:00Z"))).toBe("11 décembre 2026");
  expect(dateFormat("fr", { ...long, timeStyle: "short" })(first)).toBe("1er décembre 2026 à 11:05");
  expect(dateFormat("fr", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" })(first)).toBe(
    "mardi 1er décembre",
  );
});

it("figures stay figures, and English has no such word", () => {
  expect(dateFormat("fr", { dateStyle: "short", timeZone: "UTC" })(first)).toBe("01/12/2026");
  expect(dateFormat("en", long)(first)).toBe("1 December 2026");
});
