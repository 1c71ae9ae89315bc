import { afterPlace, type Clock, decodeCursor, invalidRequest, toPage } from "@vc/chassis";
import type { Listing as ListingView, SearchListingsQuery } from "@vc/contracts";
import type { Filter } from "mongodb";
import { z } from "zod";
import { listingCategoriesIn } from "../categories/categories.ts";
import type { Listing } from "../listings/listing.ts";
import type { Candidate, ListingDocument, ListingStore } from "../listings/store.ts";
import { toListing } from "../listings/store.ts";
import { toListingView } from "../listings/view.ts";
import type { SellerStore } from "../sellers/store.ts";
import { createCandidateFinder } from "./find-candidates.ts";
import {
  MAX_PREFIX_LENGTH,
  readSearchText,
  relevanceOf,
  type SearchedWord,
  type SearchText,
} from "./relevance.ts";

/** Orders that need no words; each ends with the id, so that no two listings are level. */
const storedSorts = {
  newest: {
    fields: { createdAt: -1, _id: -1 },
    place: z.tuple([z.number().transform((ms) => new Date(ms)), z.string()]),
    placeOf: (listing) => [listing.createdAt.getTime(), listing._id],
  },
  price: {
    fields: { basePriceCents: 1, _id: 1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: (listing) => [listing.basePriceCents, listing._id],
  },
  "-price": {
    fields: { basePriceCents: -1, _id: -1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: (listing) => [listing.basePriceCents, listing._id],
  },
  rating: {
    fields: { sellerRating: -1, sellerReviewCount: -1, _id: -1 },
    place: z.tuple([z.number(), z.number(), z.string()]),
    placeOf: (listing) => [listing.sellerRating, listing.sellerReviewCount, listing._id],
  },
} satisfies Record<string, StoredSort>;

interface StoredSort {
  readonly fields: Record<string, 1 | -1>;
  readonly place: z.ZodType<readonly unknown[]>;
  readonly placeOf: (listing: StoredFields) => readonly (string | number)[];
}

type StoredFields = Pick<
  ListingDocument,
  "_id" | "createdAt" | "basePriceCents" | "sellerRating" | "sellerReviewCount"
>;

type Place = readonly (string | number)[];
type Page = { items: Listing[]; nextCursor: string | null };
type Ranked = Candidate & { relevance: number };

const rankedPlace = z.tuple([z.number(), z.number(), z.string()]);

/** Whose listings are searched: everybody's published ones, or all of one's own. */
export type SearchScope =
  | { readonly kind: "published" }
  | { readonly kind: "own"; readonly sellerId: string };

export type ListingPage = { items: ListingView[]; nextCursor: string | null };

/** Search of listings (R6). */
export function createListingSearch(deps: { listings: ListingStore; sellers: SellerStore; clock: Clock }) {
  const { listings, sellers } = deps;
  const findCandidates = createCandidateFinder(deps);

  /** A page that the database sorts, for lists of everything and for words that very many listings have. */
  async function byStoredOrder(
    filter: Filter<ListingDocument>,
    sort: StoredSort,
    query: SearchListingsQuery,
  ): Promise<Page> {
    const from =
      query.cursor === undefined
        ? filter
        : { $and: [filter, afterPlace(sort.fields, decodeCursor(query.cursor, sort.place))] };
    const found = await listings.list(from, sort.fields, query.limit + 1);
    return toPage(found, query.limit, sort.placeOf, toListing);
  }

  /** A page of what has been found already. */
  async function cut<Item extends { _id: string }>(
    found: readonly Item[],
    compare: (a: Place, b: Place) => number,
    placeOf: (one: Item) => Place,
    from: Place | null,
    limit: number,
  ): Promise<Page> {
    const rest = found
      .filter((one) => from === null || compare(placeOf(one), from) > 0)
      .sort((a, b) => compare(placeOf(a), placeOf(b)));
    const page = toPage(rest.slice(0, limit + 1), limit, placeOf, (one) => one._id);
    return { items: await listings.findAll(page.items), nextCursor: page.nextCursor };
  }

  async function withWords(
    text: SearchText,
    within: Filter<ListingDocument>,
    query: SearchListingsQuery,
    sort: keyof typeof storedSorts | "relevance",
  ): Promise<Page> {
    const { found, isComplete, sellersNamed } = await findCandidates(text, within);
    if (sort === "relevance") {
      const ranked = found.map(
        (one): Ranked => ({ ...one, relevance: relevanceOf(text, one, sellersNamed) }),
      );
      const from = query.cursor === undefined ? null : decodeCursor(query.cursor, rankedPlace);
      return cut(ranked, comparePlaces([-1, -1, -1]), placeOfRanked, from, query.limit);
    }
    const stored: StoredSort = storedSorts[sort];
    if (isComplete) {
      const from = query.cursor === undefined ? null : readPlace(query.cursor, stored);
      return cut(found, comparePlaces(Object.values(stored.fields)), stored.placeOf, from, query.limit);
    }
    const holdsAll = text.words.map((word) => holdsWord(word, [...sellersNamed(word)]));
    return byStoredOrder({ $and: [within, ...holdsAll] }, stored, query);
  }

  /**
   * One page of a search. Without `sort`, a search for words is sorted by relevance, any other by age.
   *
   * @throws HttpProblem 400 for a category that does not exist, and for a cursor of another list
   */
  return async function searchListings(query: SearchListingsQuery, scope: SearchScope): Promise<ListingPage> {
    const text = readSearchText(query.q ?? "");
    const within = filterOf(query, scope);
    const wanted = query.sort ?? "relevance";
    const page =
      text.words.length > 0
        ? await withWords(text, within, query, wanted)
        : await byStoredOrder(within, storedSorts[wanted === "relevance" ? "newest" : wanted], query);
    const sellerOf = await sellers.viewsOf(page.items.map((listing) => listing.sellerId));
    return {
      items: page.items.map((listing) => toListingView(listing, sellerOf(listing.sellerId))),
      nextCursor: page.nextCursor,
    };
  };
}

const placeOfRanked = (one: Ranked): Place => [one.relevance, one.sellerRating, one._id];

/** Below 0 where the first comes before the second. */
function comparePlaces(directions: readonly (1 | -1)[]): (a: Place, b: Place) => number {
  return (a, b) => {
    for (const [index, direction] of directions.entries()) {
      const [one, other] = [a[index] ?? 0, b[index] ?? 0];
      if (one !== other) return one < other ? -direction : direction;
    }
    return 0;
  };
}

/** A cursor's place as `placeOf` gives it: what the database compares as a time is a number there. */
function readPlace(cursor: string, sort: StoredSort): Place {
  const place = decodeCursor(cursor, sort.place);
  return place.map((part) =>
    part instanceof Date ? part.getTime() : typeof part === "number" ? part : String(part),
  );
}

/**
 * Equalities and ranges beside each other, which every database answers by an index. Cents are whole, so below the
 * next one is up to this one; an index that goes on after the price finds that bound more reliably.
 */
function filterOf(query: SearchListingsQuery, scope: SearchScope): Filter<ListingDocument> {
  const categories = query.category === undefined ? undefined : listingCategoriesIn(query.category);
  if (categories === null) throw invalidRequest("category", "is not one of /v1/categories");
  const { minPrice, maxPrice, maxDeliveryDays, minRating } = query;
  return {
    ...(scope.kind === "own"
      ? { sellerId: scope.sellerId, state: { $ne: "deleted" } }
      : { state: "published", ...(query.sellerId === undefined ? {} : { sellerId: query.sellerId }) }),
    ...(categories === undefined ? {} : { category: { $in: [...categories] } }),
    ...(minPrice === undefined && maxPrice === undefined
      ? {}
      : {
          basePriceCents: {
            ...(minPrice === undefined ? {} : { $gte: minPrice }),
            ...(maxPrice === undefined ? {} : { $lt: maxPrice + 1 }),
          },
        }),
    ...(maxDeliveryDays === undefined ? {} : { deliveryDays: { $lte: maxDeliveryDays } }),
    ...(minRating === undefined ? {} : { sellerRating: { $gte: minRating } }),
  };
}

function holdsWord({ forms, prefix }: SearchedWord, sellerIds: readonly string[]): Filter<ListingDocument> {
  return {
    $or: [
      { "search.all": { $in: [...forms] } },
      ...(prefix === null ? [] : [{ "search.begins": prefix.slice(0, MAX_PREFIX_LENGTH) }]),
      { sellerId: { $in: [...sellerIds] } },
    ],
  };
}
