import { expect, it } from "vitest";
import { meanOfStars } from "./numbers.ts";

it.each([
  [4.95, "4,9", "4.9"],
  [4.6, "4,6", "4.6"],
  [4, "4,0", "4.0"],
  [5, "5,0", "5.0"],
])("hunt F21: never tells more stars than there are: %s", (mean, french, english) => {
  expect(meanOfStars(mean, "fr")).toBe(french);
  expect(meanOfStars(mean, "en")).toBe(english);
});
