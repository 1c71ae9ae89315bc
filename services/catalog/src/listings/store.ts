import { changedMeanwhile, inTwoSteps } from "@vc/bus";
import { type Database, type Filter, type Sort, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { categoryForms, categoryWords } from "../categories/category-forms.ts";
import { ratingBandOf } from "../ranking/rating-bands.ts";
import { beginningsOf, type Searchable, type SearchTerms } from "../ranking/relevance.ts";
import type { SellerFigures } from "../sellers/seller.ts";
import { formsOf, plainWordsOf } from "../words/analyse-text.ts";
import type { Listing, ListingTerms } from "./listing.ts";
import { type ListingDocument, listingModel } from "./model.ts";

/** Listings in the service's database. */
export function createListingStore(database: Database) {
  const listings = database.model(listingModel);

  return {
    /** `null` also for one that was deleted. */
    async find(listingId: string, session?: ClientSession): Promise<Listing | null> {
      const found = await listings.findOne(
        { _id: listingId, state: trusted({ $ne: "deleted" }) },
        { session },
      );
      return found && toListing(found);
    },

    async insert(listing: Listing, figures: SellerFigures, session: ClientSession): Promise<void> {
      const { id, ...rest } = listing;
      await listings.insertOne(
        {
          _id: id,
          ...rest,
          search: searchTermsOf(listing),
          ...copyOf(figures),
        },
        { session },
      );
    },

    /**
     * Writes a listing over the version that it was made from.
     *
     * @throws changedMeanwhile when that is no longer the one stored
     */
    async update(before: Listing, after: Listing, session: ClientSession): Promise<void> {
      const { id, ...rest } = after;
      const { matchedCount } = await listings.updateOne(
        { _id: id, version: before.version },
        { $set: { ...rest, search: searchTermsOf(after) } },
        { session },
      );
      if (matchedCount === 0) throw changedMeanwhile(`listing ${id}`);
    },

    /** Every listing of a seller, deleted ones too, newest first. */
    async *allOf(sellerId: string): AsyncIterable<Listing> {
      const found = listings.stream({ sellerId }, { sort: { createdAt: -1, _id: -1 } });
      for await (const document of found) yield toListing(document);
    },

    /** R42: at most `limit` listings of a seller that still have words. */
    async unerasedOf(sellerId: string, limit: number, session: ClientSession): Promise<Listing[]> {
      const found = await listings.find({ sellerId, title: trusted({ $gt: "" }) }, { session, limit });
      return found.map(toListing);
    },

    async copySellerFigures(sellerId: string, figures: SellerFigures, session: ClientSession): Promise<void> {
      await listings.updateMany({ sellerId }, { $set: copyOf(figures) }, { session });
    },

    /**
     * At most `limit` listings, in the order of `sort`.
     *
     * @param by what an index of theirs begins with
     * @param besides what is checked on what the index finds
     */
    async list(
      by: Filter<ListingDocument>,
      besides: Filter<ListingDocument>,
      sort: Sort,
      limit: number,
    ): Promise<ListingDocument[]> {
      return listings.aggregate([...inTwoSteps(by, besides), { $sort: { ...sort } }, { $limit: limit }]);
    },

    /** At most `limit` listings as search looks at them, in no order; otherwise as `list`. */
    async candidates(
      by: Filter<ListingDocument>,
      besides: Filter<ListingDocument>,
      limit: number,
    ): Promise<Candidate[]> {
      return listings.aggregate(
        [...inTwoSteps(by, besides), { $limit: limit }, { $project: candidateFields }],
        { batchSize: limit },
      );
    },

    /** How many listings meet a filter; at most `limit`. */
    async count(filter: Filter<ListingDocument>, limit: number): Promise<number> {
      return listings.countDocuments(filter, { limit });
    },

    /** The listings of the ids, in the order of the ids. */
    async findAll(listingIds: readonly string[]): Promise<Listing[]> {
      const found = await listings.find({ _id: trusted({ $in: listingIds }) });
      const byId = new Map(found.map((document) => [document._id, document]));
      return listingIds.flatMap((id) => byId.get(id) ?? []).map(toListing);
    },
  };
}

export type ListingStore = ReturnType<typeof createListingStore>;

const candidateFields = {
  sellerId: 1,
  category: 1,
  sellerRating: 1,
  sellerReviewCount: 1,
  basePriceCents: 1,
  createdAt: 1,
  "search.title": 1,
  "search.tags": 1,
  "search.all": 1,
};

/** A listing that a search may find, as far as filters and orders look at it. */
export type Candidate = Searchable &
  Pick<ListingDocument, "_id" | "sellerRating" | "sellerReviewCount" | "basePriceCents" | "createdAt">;

export function toListing(document: ListingDocument): Listing {
  const {
    _id,
    search: _search,
    sellerRating: _rating,
    sellerReviewCount: _count,
    ratingBand: _band,
    ...listing
  } = document;
  return { id: _id, ...listing };
}

function copyOf(figures: SellerFigures) {
  return {
    sellerRating: figures.rating,
    sellerReviewCount: figures.reviewCount,
    ratingBand: ratingBandOf(figures.rating),
  };
}

/** What a listing is found by. Its category's names are in it in both languages, whatever the seller writes in. */
export function searchTermsOf(terms: ListingTerms): SearchTerms {
  const title = formsOf(terms.title);
  const tags = formsOf(terms.tags.join(" "));
  const category = categoryForms(terms.category);
  return {
    title,
    tags,
    all: [...new Set([...title, ...tags, ...category, ...formsOf(terms.description)])],
    begins: beginningsOf([
      ...plainWordsOf(`${terms.title} ${terms.tags.join(" ")}`),
      ...categoryWords(terms.category),
    ]),
  };
}
