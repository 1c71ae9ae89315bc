import { describe, expect, it } from "vitest";
import { inShortLists, inTwoSteps, readInStretches } from "./stand-in-database.ts";

it("says what an index answers before what is checked on what it finds", () => {
  expect(inTwoSteps<object>({ state: "armed" }, { note: null })).toEqual([
    { $match: { state: "armed" } },
    { $match: { note: null } },
  ]);
});

it("has each value of a long list in one of several short ones, in their order", () => {
  const values = Array.from({ length: 47 }, (_, index) => index);
  const lists = inShortLists(values);
  expect(lists.map(({ length }) => length)).toEqual([20, 20, 7]);
  expect(lists.flat()).toEqual(values);
  expect(inShortLists([])).toEqual([]);
});

describe("a page in stretches", () => {
  async function readFrom(places: readonly number[], limit: number) {
    const stretches: [number, number][] = [];
    const found = await readInStretches(
      { first: 10, farthest: 1_000 },
      limit,
      async ({ from, to }, missing) => {
        stretches.push([from, to]);
        return places.filter((place) => place >= from && place < to).slice(0, missing);
      },
    );
    return { found, stretches };
  }

  it("stops with the stretch that fills it", async () => {
    expect(await readFrom([1, 2, 3, 400], 3)).toEqual({ found: [1, 2, 3], stretches: [[0, 10]] });
  });

  it("grows by what is missing, eightfold at the most, and ends with all the rest", async () => {
    expect(await readFrom([5, 12, 5_000, 6_000], 4)).toEqual({
      found: [5, 12, 5_000, 6_000],
      stretches: [
        [0, 10],
        [10, 50],
        [50, 200],
        [200, Number.POSITIVE_INFINITY],
      ],
    });
    expect((await readFrom([], 4)).stretches.at(-1)).toEqual([640, Number.POSITIVE_INFINITY]);
  });
});
