import { expect, it } from "vitest";
import { z } from "zod";
import { inQuery, line, text } from "./primitives.ts";

it.each([
  ["a line break", "a\nb"],
  ["a carriage return", "a\rBcc: b"],
  ["a nought", "a\u0000b"],
  ["a next line", "a\u0085b"],
  ["a separator of lines", "a\u2028b"],
  ["a separator of paragraphs", "a\u2029b"],
  ["an override of direction", "a\u202eb"],
  ["an isolate of direction", "a\u2066b"],
])("takes no text of one line with %s", (_, given) => {
  expect(line(1, 80).safeParse(given).success).toBe(false);
});

it("takes names of every script, with accents, joiners and emoji", () => {
  for (const name of ["Zoë d'Aubigné", "李小龍", "مریم", "نیلوفر\u200cفر", "👩‍🎨 Ada", "O’Neil & fils"]) {
    expect(line(1, 80).parse(name)).toBe(name);
  }
});

it("hunt F15: takes nothing that draws nothing, where something is asked for", () => {
  const invisible = [
    "\u200b",
    "\u200b".repeat(5),
    "\u2060",
    "\u00ad",
    "\u3164",
    "\u115f",
    "\uffa0",
    "\u2800",
    "\ufe0f",
  ];
  for (const given of [
    ...invisible,
    "\u034f",
    "\u17b4",
    "\u180e",
    "\u{e0001}",
    "\u{1d159}",
    " \u200b \u2800 ",
  ]) {
    expect(line(1, 80).safeParse(given).success, JSON.stringify(given)).toBe(false);
    expect(text(1, 80).safeParse(given).success, JSON.stringify(given)).toBe(false);
    expect(text(0, 80).safeParse(given).success, JSON.stringify(given)).toBe(true);
  }
  expect(text(1, 80).safeParse("").error?.issues).toHaveLength(1);
  for (const given of ["a", "…", "👍", "٣", "李", "\u200ba"])
    expect(line(1, 80).safeParse(given).success).toBe(true);
});

it("keeps out every control character, in words that every reader of the OpenAPI document knows", () => {
  const everyControl = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((each) =>
    /\p{Cc}|\p{Zl}|\p{Zp}/u.test(each),
  );
  expect(everyControl.filter((each) => line(1, 80).safeParse(`a${each}b`).success)).toEqual([]);
  const inText = everyControl.filter((each) => text(1, 80).safeParse(`a${each}b`).success);
  expect(inText).toEqual(["\t", "\n", "\r", "\u2028", "\u2029"]);
  for (const taken of [line(1, 80), text(1, 80)]) {
    expect(z.toJSONSchema(taken, { io: "input" }).pattern).toMatch(/^\^\[\^[^pP]*\]\*\$$/);
  }
});

it("takes several lines and tabs where several lines are asked for, and nothing else that controls", () => {
  expect(text(1, 80).safeParse("a\r\n\tb").success).toBe(true);
  expect(text(1, 80).safeParse("a\u0000b").success).toBe(false);
});

it("hunt F18: a number in a query is in plain decimal digits", () => {
  const price = inQuery(z.int().min(0));
  expect(price.parse("500")).toBe(500);
  expect(inQuery(z.number()).parse("4.5")).toBe(4.5);
  for (const given of ["0x1F4", "1e3", " 5", "+5", "5.5", "", "Infinity", "9".repeat(13)]) {
    expect(price.safeParse(given).success, given).toBe(false);
  }
});
