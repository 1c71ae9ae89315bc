import { afterPlace, decodeCursor, invalidRequest, toPage } from "@vc/chassis";
import type { Listing as ListingView, SearchListingsQuery } from "@vc/contracts";
import type { Filter } from "mongodb";
import { z } from "zod";
import { listingCategoriesIn } from "../categories/categories.ts";
import type { Candidate, ListingDocument, ListingStore } from "../listings/store.ts";
import { toListing } from "../listings/store.ts";
import { toListingView } from "../listings/view.ts";
import type { SellerStore } from "../sellers/store.ts";
import { endOfPrefix, readSearchText, relevanceOf, type SearchText } from "./relevance.ts";

/**
 * Only so many of the listings that the index found are ranked, the best rated ones first: a search for a word that
 * half the listings have costs no more than one for a rare word.
 */
const MAX_RANKED = 1_000;

/** Orders that the database keeps by an index; each ends with the id, so that no two listings are level. */
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
  readonly placeOf: (listing: ListingDocument) => readonly (string | number)[];
}

type Ranked = Candidate & { relevance: number };

const rankedPlace = z.tuple([z.number(), z.number(), z.string()]);

/** Whose listings are searched: everybody's published ones, or all of one's own. */
export type SearchScope =
  | { readonly kind: "published" }
  | { readonly kind: "own"; readonly sellerId: string };

export type ListingPage = { items: ListingView[]; nextCursor: string | null };

/** Search of listings (R6). */
export function createListingSearch({ listings, sellers }: { listings: ListingStore; sellers: SellerStore }) {
  async function byStoredOrder(
    filter: Filter<ListingDocument>,
    sort: StoredSort,
    query: SearchListingsQuery,
  ) {
    const from =
      query.cursor === undefined
        ? filter
        : { $and: [filter, afterPlace(sort.fields, decodeCursor(query.cursor, sort.place))] };
    const found = await listings.list(from, sort.fields, query.limit + 1);
    return toPage(found, query.limit, sort.placeOf, toListing);
  }

  async function byRelevance(filter: Filter<ListingDocument>, text: SearchText, query: SearchListingsQuery) {
    const candidates = await listings.candidates(filter, MAX_RANKED);
    const ranked = candidates
      .map((candidate): Ranked => ({ ...candidate, relevance: relevanceOf(text, candidate.search) }))
      .sort((a, b) => comparePlaces(placeOfRanked(a), placeOfRanked(b)));
    const place = query.cursor === undefined ? null : decodeCursor(query.cursor, rankedPlace);
    const rest =
      place === null ? ranked : ranked.filter((one) => comparePlaces(placeOfRanked(one), place) > 0);
    const page = toPage(rest.slice(0, query.limit + 1), query.limit, placeOfRanked, (one) => one._id);
    return { items: await listings.findAll(page.items), nextCursor: page.nextCursor };
  }

  /**
   * One page of a search. Without `sort`, a search for words is sorted by relevance, any other by age.
   *
   * @throws HttpProblem 400 for a category that does not exist, and for a cursor of another list
   */
  return async function searchListings(query: SearchListingsQuery, scope: SearchScope): Promise<ListingPage> {
    const text = readSearchText(query.q ?? "");
    const filter = filterOf(query, text, scope);
    const wanted = query.sort ?? "relevance";
    const sort = wanted === "relevance" && text.words.length === 0 ? "newest" : wanted;
    const page =
      sort === "relevance"
        ? await byRelevance(filter, text, query)
        : await byStoredOrder(filter, storedSorts[sort], query);
    const sellerOf = await sellers.viewsOf(page.items.map((listing) => listing.sellerId));
    return {
      items: page.items.map((listing) => toListingView(listing, sellerOf(listing.sellerId))),
      nextCursor: page.nextCursor,
    };
  };
}

const placeOfRanked = (one: Ranked): [number, number, string] => [one.relevance, one.sellerRating, one._id];

/** Best first: by relevance, then by rating, then newest. Below 0 where `a` comes before `b`. */
function comparePlaces(a: [number, number, string], b: [number, number, string]): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? 1 : a[2] > b[2] ? -1 : 0);
}

function filterOf(query: SearchListingsQuery, text: SearchText, scope: SearchScope): Filter<ListingDocument> {
  const conditions: Filter<ListingDocument>[] = [
    scope.kind === "own"
      ? { sellerId: scope.sellerId, state: { $ne: "deleted" } }
      : { state: "published", ...(query.sellerId === undefined ? {} : { sellerId: query.sellerId }) },
    ...text.words.map(holdsWord),
  ];
  if (query.category !== undefined) {
    const categories = listingCategoriesIn(query.category);
    if (categories === null) throw invalidRequest("category", "is not one of /v1/categories");
    conditions.push({ category: { $in: [...categories] } });
  }
  if (query.minPrice !== undefined) conditions.push({ basePriceCents: { $gte: query.minPrice } });
  if (query.maxPrice !== undefined) conditions.push({ basePriceCents: { $lte: query.maxPrice } });
  if (query.maxDeliveryDays !== undefined) conditions.push({ deliveryDays: { $lte: query.maxDeliveryDays } });
  if (query.minRating !== undefined) conditions.push({ sellerRating: { $gte: query.minRating } });
  return { $and: conditions };
}

/** One range of the index for each form and, for a word that may not be typed to its end, one for its beginning. */
function holdsWord({ forms, prefix }: SearchText["words"][number]): Filter<ListingDocument> {
  const holdsForm = { "search.all": { $in: [...forms] } };
  if (prefix === null) return holdsForm;
  return {
    $or: [holdsForm, { "search.all": { $elemMatch: { $gte: prefix, $lt: endOfPrefix(prefix) } } }],
  };
}
