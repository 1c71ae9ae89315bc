import { readInStretches } from "@vc/bus";
import { MAX_PRICE_CENTS, type SearchListingsQuery } from "@vc/contracts";
import { type Behind, decodeCursor, readFromPlace, trusted } from "@vc/service";
import { z } from "zod";
import type { ListingDocument } from "../listings/model.ts";

export type StoredFields = Pick<
  ListingDocument,
  "_id" | "createdAt" | "basePriceCents" | "sellerRating" | "sellerReviewCount"
>;

/** What a list is asked for; what shows all of a listing need not say so. */
export type ListingsQuery = Omit<SearchListingsQuery, "view"> & Partial<Pick<SearchListingsQuery, "view">>;

export type Place = readonly (string | number)[];

/** An order that needs no words, and that the database keeps in an index. */
export interface StoredSort {
  /** It ends with the id, so that no two listings are level. */
  readonly fields: Readonly<Record<string, 1 | -1>>;
  readonly place: z.ZodType<readonly [number, ...(string | number)[]]>;
  readonly placeOf: (listing: StoredFields) => Place;
  /** Between which values of the first field a list is; the upper one is not in it any more. */
  readonly range: (query: ListingsQuery, now: Date) => { readonly start: number; readonly end: number };
  /** A value of the first field, from the number by which places and ranges have it. */
  readonly valueOf: (position: number) => number | Date;
  /** How far the first stretch that is read goes, and the farthest before the last one. */
  readonly reach: { readonly first: number; readonly farthest: number };
}

const asItIs = (position: number) => position;
const priceReach = { first: 500, farthest: MAX_PRICE_CENTS };

export const storedSorts = {
  newest: {
    fields: { createdAt: -1, _id: -1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: ({ createdAt, _id }) => [createdAt.getTime(), _id],
    // Clocks of several instances differ.
    range: (_query, now) => ({ start: now.getTime() + 60_000, end: 0 }),
    valueOf: (ms) => new Date(ms),
    reach: { first: 3_600_000, farthest: 5 * 365 * 86_400_000 },
  },
  price: {
    fields: { basePriceCents: 1, _id: 1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: ({ basePriceCents, _id }) => [basePriceCents, _id],
    range: ({ minPrice = 0, maxPrice = MAX_PRICE_CENTS }) => ({ start: minPrice, end: maxPrice + 1 }),
    valueOf: asItIs,
    reach: priceReach,
  },
  "-price": {
    fields: { basePriceCents: -1, _id: -1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: ({ basePriceCents, _id }) => [basePriceCents, _id],
    range: ({ minPrice = 0, maxPrice = MAX_PRICE_CENTS }) => ({ start: maxPrice + 1, end: minPrice }),
    valueOf: asItIs,
    reach: priceReach,
  },
  rating: {
    fields: { sellerRating: -1, sellerReviewCount: -1, _id: -1 },
    place: z.tuple([z.number(), z.number(), z.string()]),
    placeOf: ({ sellerRating, sellerReviewCount, _id }) => [sellerRating, sellerReviewCount, _id],
    range: ({ minRating = 0 }) => ({ start: 5.01, end: minRating }),
    valueOf: asItIs,
    reach: { first: 0.02, farthest: 5 },
  },
} satisfies Record<string, StoredSort>;

/**
 * Reads one listing more than the page of a search in a stored order.
 *
 * @param among how many the whole list may have: of many it is read in stretches
 * @param read gives at most `missing` listings that meet a condition, in that order
 */
export function readSorted<Item>(
  sort: StoredSort,
  query: ListingsQuery,
  now: Date,
  among: "few" | "many",
  read: (condition: Behind, missing: number) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const [[field, direction]] = Object.entries(sort.fields) as [[string, 1 | -1]]; // a sort has a field
  const range = sort.range(query, now);
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, sort.place);
  const [start, ...rest] = cursor ?? [range.start];
  const farthest = Math.min(sort.reach.farthest, Math.abs(range.end - start));
  const at = (distance: number) => sort.valueOf(start + direction * distance);

  const place = cursor && [sort.valueOf(start), ...rest];
  return readFromPlace(sort.fields, place, query.limit + 1, (behind, missing) => {
    const isLevel = Object.keys(behind).length > 1;
    if (isLevel || among === "few") return read(behind, missing);
    return readInStretches({ first: sort.reach.first, farthest }, missing, ({ from, to }, stillMissing) => {
      const [near, far] = [at(from), Number.isFinite(to) ? at(to) : sort.valueOf(range.end)];
      const [$gte, $lt] = direction === 1 ? [near, far] : [far, near];
      // A condition on one field, or none: level places were read above.
      const beyondPlace = from === 0 ? (behind[field] as object | undefined) : undefined;
      return read({ [field]: trusted({ $gte, $lt, ...beyondPlace }) }, stillMissing);
    });
  });
}
