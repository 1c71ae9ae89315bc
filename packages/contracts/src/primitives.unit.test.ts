import { expect, it } from "vitest";
import { z } from "zod";
import { line, text } from "./primitives.ts";

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
