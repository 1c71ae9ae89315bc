import { invalidRequest } from "@vc/http";
import type { z } from "zod";
import { type Trusted, trusted } from "./database/queries.ts";

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
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(place) && place.every(canBeStored)) return schema.parse(place);
  } catch {
    // Answered below.
  }
  throw invalidRequest("cursor", "is not a cursor of this list");
}

/** The last moment that a `Date` can hold, in milliseconds. */
const LAST_MOMENT = 8.64e15;

/** Whether a value of a place can be one of a document: no time is beyond what a `Date` holds, or before the platform. */
function canBeStored(value: unknown): boolean {
  if (typeof value === "number") return Math.abs(value) <= LAST_MOMENT;
  return typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value) || value >= "1970";
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

type PlaceValue = string | number | Date | null;

/** The condition of what comes after a place in a list, to be spread into a filter. */
export type Behind = Readonly<Record<string, PlaceValue | Trusted<object>>>;

/**
 * Reads a page of a list that is sorted by several fields, the last of them unique, from behind a place: pages that begin
 * where the last one ended neither skip nor repeat what was added or removed in between.
 *
 * What comes after a place is asked for in turn: what is level with it but for the last field, then but for the last two,
 * and so on. Each is one stretch of the list's index. Asked for in one question, as alternatives, a database reads more
 * than the page, and some read everything.
 *
 * @param read gives at most `missing` items that meet the condition, in the order of the list
 */
export async function readFromPlace<Item>(
  sort: Readonly<Record<string, 1 | -1>>,
  place: readonly PlaceValue[] | null,
  limit: number,
  read: (condition: Behind, missing: number) => Promise<readonly Item[]>,
): Promise<Item[]> {
  if (place === null) return [...(await read({}, limit))];
  const fields = Object.entries(sort);
  const found: Item[] = [];
  for (let depth = fields.length - 1; depth >= 0 && found.length < limit; depth--) {
    const level = fields.slice(0, depth).map(([field], index) => [field, place[index]]);
    const [field, direction] = fields[depth] ?? [];
    const behind = [field, trusted({ [direction === 1 ? "$gt" : "$lt"]: place[depth] })];
    found.push(...(await read(Object.fromEntries([...level, behind]), limit - found.length)));
  }
  return found;
}
