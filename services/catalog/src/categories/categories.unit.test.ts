import { expect, it } from "vitest";
import { CATEGORIES, categoryNames, isListingCategory, listingCategoriesIn } from "./categories.ts";

it("R4: categories have two levels, are named in French and English, and no id is used twice", () => {
  const all = CATEGORIES.flatMap((category) => [category, ...category.children]);
  expect(CATEGORIES).toHaveLength(8);
  expect(new Set(all.map((category) => category.id)).size).toBe(all.length);
  for (const { name } of all) expect([name.fr, name.en]).not.toContain("");
  for (const { children } of CATEGORIES) expect(children.length).toBeGreaterThan(0);
});

it("R4: a listing is in a category of the second level", () => {
  expect(isListingCategory("logo-design")).toBe(true);
  expect(isListingCategory("graphic-design")).toBe(false);
  expect(isListingCategory("gardening")).toBe(false);
  expect(categoryNames("voice-over")).toEqual([
    "Voix off",
    "Voice-over",
    "Vidéo et audio",
    "Video and audio",
  ]);
});

it("R6: a category of the first level includes those in it", () => {
  expect(listingCategoriesIn("advice")).toContain("audits");
  expect(listingCategoriesIn("audits")).toEqual(["audits"]);
  expect(listingCategoriesIn("gardening")).toBeNull();
});
