import { expect, it } from "vitest";
import { z } from "zod";
import { afterPlace, decodeCursor, encodeCursor, toPage } from "./paging.ts";

it("what comes after a place is further in the first field, or level in it and further in the next", () => {
  expect(afterPlace({ price: 1, _id: -1 }, [500, "listing_b"])).toEqual({
    $or: [{ price: { $gt: 500 } }, { price: 500, _id: { $lt: "listing_b" } }],
  });
});

it("a page ends with a cursor only where there is more", () => {
  const placeOf = (item: number) => [item];
  expect(toPage([1, 2, 3], 2, placeOf, String)).toEqual({ items: ["1", "2"], nextCursor: encodeCursor([2]) });
  expect(toPage([1, 2], 2, placeOf, String).nextCursor).toBeNull();
});

it("a cursor that is none of this list's is bad input", () => {
  expect(decodeCursor(encodeCursor([7]), z.tuple([z.number()]))).toEqual([7]);
  for (const cursor of ["x", encodeCursor(["7"]), encodeCursor([])]) {
    expect(() => decodeCursor(cursor, z.tuple([z.number()]))).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  }
});
