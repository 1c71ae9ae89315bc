import { expect, it } from "vitest";
import { sortableId } from "./ids.ts";

it("makes ids that sort in the order of making, also within a millisecond", () => {
  const ids = Array.from({ length: 10_000 }, () => sortableId("evt"));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
});
