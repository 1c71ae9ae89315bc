import type { ListingSearchPage } from "@vc/contracts";
import { invalidRequest } from "@vc/http";
import { decodeCursor, type Filter, toPage, trusted } from "@vc/service";
import { z } from "zod";
import { listingCategoriesIn } from "../categories/categories.ts";
import type { Listing } from "../listings/listing.ts";
import type { ListingDocument } from "../listings/model.ts";
import { type Candidate, toListing } from "../listings/store.ts";
import { toListingCard, toListingView } from "../listings/view.ts";
import {
  lacksWords,
  neededOf,
  readSearchText,
  relevanceOf,
  type SearchText,
  wordsFound,
} from "../ranking/relevance.ts";
import {
  type CandidateFinderDeps,
  type Candidates,
  createCandidateFinder,
  type Within,
} from "./find-candidates.ts";
import { type ListingsQuery, type Place, readSorted, type StoredSort, storedSorts } from "./stored-sorts.ts";
import { hasWord } from "./word-conditions.ts";

type Page = { items: Listing[]; nextCursor: string | null };
type Ranked = Candidate & { relevance: number };

const rankedPlace = z.tuple([z.number(), z.number(), z.string()]);

/** Which listings are searched: the published ones of all sellers, or all of one's own. */
export type SearchScope =
  | { readonly kind: "published" }
  | { readonly kind: "own"; readonly sellerId: string };

export type ListingPage = ListingSearchPage;

/** Search of listings (R6). */
export function createListingSearch(deps: CandidateFinderDeps) {
  const { listings, sellers, clock } = deps;
  const findCandidates = createCandidateFinder(deps);

  /** A page that the database sorts, for lists of everything and for words that very many listings have. */
  async function byStoredOrder(
    { scope, besides }: Within,
    sort: StoredSort,
    query: ListingsQuery,
  ): Promise<Page> {
    const byCategory = sort === storedSorts.newest && typeof besides.category === "string";
    const by = byCategory ? { ...scope, category: besides.category } : scope;
    const read = (condition: Filter<ListingDocument>, missing: number) =>
      listings.list({ ...by, ...condition }, besides, sort.fields, missing);
    const found = await readSorted(sort, query, clock.now(), "sellerId" in scope ? "few" : "many", read);
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
    asked: SearchText,
    within: Within,
    query: ListingsQuery,
    sort: keyof typeof storedSorts | "relevance",
  ): Promise<Page & Pick<Candidates, "match" | "corrections">> {
    const minRating = query.minRating ?? 0;
    if (sort === "relevance") {
      const from = query.cursor === undefined ? null : decodeCursor(query.cursor, rankedPlace);
      const isBehindAll = from !== null && lacksWords(asked, from[0]);
      const candidates = await findCandidates(asked, within, minRating, isBehindAll);
      const { found, text, sellersNamed } = candidates;
      const ranked = found.map(
        (one): Ranked => ({ ...one, relevance: relevanceOf(text, one, sellersNamed) }),
      );
      const page = await cut(ranked, comparePlaces([-1, -1, -1]), placeOfRanked, from, query.limit);
      return { ...candidates, ...page };
    }
    const candidates = await findCandidates(asked, within, minRating, false);
    const { text, sellersNamed } = candidates;
    const stored: StoredSort = storedSorts[sort];
    if (candidates.isComplete) {
      const from = query.cursor === undefined ? null : decodeCursor(query.cursor, stored.place);
      const best = withFewestMissing(candidates);
      const compare = comparePlaces(Object.values(stored.fields));
      const page = await cut(best, compare, stored.placeOf, from, query.limit);
      return { ...candidates, ...page };
    }
    const hasAll = neededOf(text).map((word) => hasWord(word, sellersNamed));
    const all = { ...within, besides: { ...within.besides, $and: hasAll } };
    return { ...candidates, ...(await byStoredOrder(all, stored, query)) };
  }

  async function pageOfWords(query: ListingsQuery, q: string, within: Within) {
    const text = readSearchText(q);
    if (text.words.length === 0) {
      return { items: [], nextCursor: null, search: { match: "no_words", corrections: [] } } as const;
    }
    const { items, nextCursor, match, corrections } = await withWords(
      text,
      within,
      query,
      query.sort ?? "relevance",
    );
    return { items, nextCursor, search: { match, corrections } };
  }

  /**
   * One page of a search. Without `sort`, a search for words is sorted by relevance, any other by age.
   *
   * @throws HttpProblem 400 for a category that does not exist, and for a cursor of another list
   */
  return async function searchListings(query: ListingsQuery, scope: SearchScope): Promise<ListingPage> {
    const within = withinOf(query, scope);
    const { q } = query;
    const wanted = query.sort ?? "relevance";
    const page =
      q !== undefined
        ? await pageOfWords(query, q, within)
        : {
            ...(await byStoredOrder(within, storedSorts[wanted === "relevance" ? "newest" : wanted], query)),
            search: null,
          };
    const sellerOf = await sellers.viewsOf(page.items.map((listing) => listing.sellerId));
    return {
      items: page.items.map((listing) => {
        const shown = toListingView(listing, sellerOf(listing.sellerId));
        return query.view === "card" ? toListingCard(shown) : shown;
      }),
      nextCursor: page.nextCursor,
      search: page.search && { match: page.search.match, corrections: [...page.search.corrections] },
    };
  };
}

/** In an order that is not by relevance, what has fewer of the words would stand between what has more. */
function withFewestMissing({ found, match, text, sellersNamed }: Candidates) {
  if (match === "all") return found;
  const counts = found.map((one) => wordsFound(text, one, sellersNamed));
  const most = Math.max(...counts);
  return found.filter((_, index) => counts[index] === most);
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

function withinOf(query: ListingsQuery, scope: SearchScope): Within {
  const categories = query.category === undefined ? undefined : listingCategoriesIn(query.category);
  if (categories === null) throw invalidRequest("category", "is not one of /v1/categories");
  const { minPrice, maxPrice, maxDeliveryDays, minRating, sellerId } = query;
  const ofSeller = scope.kind === "own" ? scope.sellerId : sellerId;
  const state = scope.kind === "own" ? trusted({ $ne: "deleted" }) : ("published" as const);
  return {
    scope: ofSeller === undefined ? { state: "published" } : { sellerId: ofSeller },
    besides: {
      ...(ofSeller === undefined ? {} : { state }),
      ...(categories === undefined ? {} : { category: categoryIn(categories) }),
      ...(minPrice === undefined && maxPrice === undefined
        ? {}
        : {
            basePriceCents: trusted({
              ...(minPrice === undefined ? {} : { $gte: minPrice }),
              ...(maxPrice === undefined ? {} : { $lte: maxPrice }),
            }),
          }),
      ...(maxDeliveryDays === undefined ? {} : { deliveryDays: trusted({ $lte: maxDeliveryDays }) }),
      ...(minRating === undefined ? {} : { sellerRating: trusted({ $gte: minRating }) }),
    },
  };
}

export type ListingSearch = ReturnType<typeof createListingSearch>;

/** One category as such, not as one of one: it can then be what an index begins with. */
function categoryIn(categories: readonly string[]) {
  const [only, ...others] = categories;
  return only !== undefined && others.length === 0 ? only : trusted({ $in: categories });
}
