import { describe, expect, it } from "vitest";
import { z } from "zod";
import { trusted } from "./database/queries.ts";
import { decodeCursor, readFromPlace, toPage } from "./paging.ts";

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

  it("refuses times that no document can have with 400", () => {
    const places: [unknown[], z.ZodType][] = [
      [[8_640_000_000_000_001, "x"], z.tuple([z.int(), z.string()])],
      [["0000-01-01T00:00:00Z", "x"], z.tuple([z.iso.datetime(), z.string()])],
    ];
    for (const [place, schema] of places) {
      const cursor = Buffer.from(JSON.stringify(place)).toString("base64url");
      expect(() => decodeCursor(cursor, schema)).toThrow(expect.objectContaining({ status: 400 }));
    }
  });
});

describe("a page from behind a place", () => {
  const all = [1, 2, 3].flatMap((a) => ["x", "y", "z"].map((b) => ({ a, b })));
  const sort = { a: -1, b: 1 } as const;
  const sorted = all.toSorted((one, other) => other.a - one.a || one.b.localeCompare(other.b));
  const asked: Record<string, unknown>[] = [];

  /** As a database would answer. */
  async function read(condition: Readonly<Record<string, unknown>>, missing: number) {
    asked.push(condition);
    return sorted.filter((item) => meets(item, condition)).slice(0, missing);
  }
  function meets(item: { a: number; b: string }, condition: Readonly<Record<string, unknown>>): boolean {
    return Object.entries(item).every(([field, value]) => {
      const wanted = condition[field] as { $gt?: string; $lt?: number } | number | undefined;
      if (typeof wanted !== "object") return wanted === undefined || wanted === value;
      const { $gt, $lt } = wanted;
      return $gt === undefined ? Number(value) < Number($lt) : String(value) > $gt;
    });
  }

  it.each([1, 2, 4, 100])("follows the list, %i at a time, and skips and repeats nothing", async (limit) => {
    const seen: typeof all = [];
    for (let place: [number, string] | null = null; ; ) {
      const page: typeof all = await readFromPlace(sort, place, limit, read);
      seen.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      place = [last.a, last.b];
    }
    expect(seen).toEqual(sorted);
  });

  it("asks for what is level with the place first, and for no more than is missing", async () => {
    asked.length = 0;
    expect(await readFromPlace(sort, [2, "y"], 1, read)).toEqual([{ a: 2, b: "z" }]);
    expect(asked).toEqual([{ a: 2, b: trusted({ $gt: "y" }) }]);
    expect(await readFromPlace(sort, [2, "z"], 2, read)).toEqual(sorted.slice(6, 8));
    expect(asked.slice(1)).toEqual([{ a: 2, b: trusted({ $gt: "z" }) }, { a: trusted({ $lt: 2 }) }]);
  });
});
