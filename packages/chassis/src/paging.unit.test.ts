import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeCursor, toPage } from "./paging.ts";

const show = (item: number) => ({ item });
const placeOf = (item: number) => [item];

describe("a page", () => {
  it("has a cursor only where more follows, and the cursor is the last item's place", () => {
    const page = toPage([1, 2, 3], 2, placeOf, show);
    expect(page.items).toEqual([{ item: 1 }, { item: 2 }]);
    expect(decodeCursor(page.nextCursor ?? "", z.tuple([z.number()]))).toEqual([2]);
    expect(toPage([1, 2], 2, placeOf, show).nextCursor).toBeNull();
    expect(toPage([], 2, placeOf, show)).toEqual({ items: [], nextCursor: null });
  });

  it("refuses what is no cursor of this list with 400", () => {
    for (const cursor of ["x", "", "e30", Buffer.from('["a"]').toString("base64url")]) {
      expect(() => decodeCursor(cursor, z.tuple([z.number()]))).toThrow(
        expect.objectContaining({ status: 400 }),
      );
    }
  });
});
