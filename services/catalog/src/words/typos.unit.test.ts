import { expect, it } from "vitest";
import { oneLetterAway } from "./typos.ts";

it.each([
  ["logoo", "logo"],
  ["traducton", "traduction"],
  ["packeging", "packaging"],
  ["tranlsation", "translation"],
  ["ogo", "logo"],
])("real-clients 10a: %s is one letter away from %s, and the other way round", (typed, meant) => {
  expect(oneLetterAway(typed)).toContain(meant);
  expect(oneLetterAway(meant)).toContain(typed);
});

it("a word is not away from itself, two mistakes are more than one, and figures are no misspelt words", () => {
  expect(oneLetterAway("logo")).not.toContain("logo");
  expect(oneLetterAway("lggoo")).not.toContain("loo");
  expect(oneLetterAway("rue12")).toEqual([]);
});
