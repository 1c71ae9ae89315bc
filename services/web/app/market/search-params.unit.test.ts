import { expect, it } from "vitest";
import { activeFilters, changed, parseSearchParams } from "./search-params.ts";

it("reads what a form without scripts sends, and leaves out what is not usable", () => {
  const sent = {
    q: " logo ",
    minPrice: "",
    maxPrice: "150",
    maxDeliveryDays: "3",
    minRating: "4,5",
    sort: "-price",
  };
  expect(parseSearchParams(sent)).toEqual({
    q: "logo",
    maxPrice: 150,
    maxDeliveryDays: 3,
    minRating: 4.5,
    sort: "-price",
  });
  expect(
    parseSearchParams({ q: "", maxPrice: "cheap", minPrice: "-1", minRating: "9", sort: "size" }),
  ).toEqual({});
});

it("changes one thing of a question, and begins at its first page again", () => {
  const params = parseSearchParams({ q: "logo", maxPrice: "150", cursor: "abc" });
  expect(changed(params, { maxPrice: undefined })).toEqual({ q: "logo" });
  expect(changed(params, { cursor: "def" })).toEqual({ q: "logo", maxPrice: 150, cursor: "def" });
  expect(activeFilters(params)).toEqual(["maxPrice"]);
});
