import { expect, it } from "vitest";
import { withMarksKept } from "./marks.ts";

it.each([
  ["Si vous préférez : oui ?", "Si vous préférez\u00a0: oui\u00a0?"],
  ["Je crée « Brume ».", "Je crée «\u00a0Brume\u00a0»."],
  ["de vive voix : ", "de vive voix\u00a0: "],
  ["so far :-) no change", "so far :-) no change"],
  ["1 200 mots, 06 12 34", "1\u00a0200 mots, 06 12 34"],
  ["a : b\n: c", "a\u00a0: b\n: c"],
])("keeps marks on the line of their words: %j", (written, shown) => {
  expect(withMarksKept(written)).toBe(shown);
});
