import type { z } from "zod";
import { invalidRequest } from "./problem.ts";

/** Packs the place where a page ends into an opaque cursor. */
export function encodeCursor(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * Reads a cursor that `encodeCursor` made.
 *
 * @throws HttpProblem 400 when it is not one
 */
export function decodeCursor<Schema extends z.ZodType>(cursor: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw invalidRequest("cursor", "is not a cursor of this list");
  }
}

/**
 * Cuts a page out of `limit + 1` found items: the one too many only says that there is a next page.
 * The cursor holds the last item's place, so that the list stays stable while data changes.
 */
export function toPage<Item, Shown>(
  found: readonly Item[],
  limit: number,
  placeOf: (item: Item) => readonly (string | number | null)[],
  show: (item: Item) => Shown,
): { items: Shown[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(show),
    nextCursor: found.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  };
}

/**
 * The MongoDB filter for what comes after a place in a list sorted by several fields, the last of them unique:
 * pages that begin where the last one ended neither skip nor repeat what was added or removed in between.
 */
export function afterPlace(
  sort: Readonly<Record<string, 1 | -1>>,
  place: readonly unknown[],
): { $or: Record<string, unknown>[] } {
  const fields = Object.entries(sort);
  return {
    $or: fields.map(([field, direction], depth) => ({
      ...Object.fromEntries(fields.slice(0, depth).map(([before], index) => [before, place[index]])),
      [field]: { [direction === 1 ? "$gt" : "$lt"]: place[depth] },
    })),
  };
}
