import type { ClientSession, Db, Filter } from "mongodb";
import { categoryNames } from "../categories/categories.ts";
import { formsOf } from "../search/analyse-text.ts";
import type { SearchTerms } from "../search/relevance.ts";
import type { Listing, ListingTerms } from "./listing.ts";

/** A listing as it is stored, with what search needs beside it. */
export interface ListingDocument extends Omit<Listing, "id"> {
  _id: string;
  search: SearchTerms;
  /** Copies of the seller's figures, so that search filters and sorts by them in one collection; 0 without reviews. */
  sellerRating: number;
  sellerReviewCount: number;
}

export interface SellerFigures {
  readonly rating: number;
  readonly reviewCount: number;
}

/** Listings in the service's database. */
export function createListingStore(db: Db) {
  const listings = db.collection<ListingDocument>("listings");

  return {
    async ensureIndexes(): Promise<void> {
      await listings.createIndexes([
        { key: { state: 1, "search.all": 1 } },
        { key: { state: 1, category: 1, createdAt: -1 } },
        { key: { state: 1, createdAt: -1, _id: -1 } },
        { key: { state: 1, basePriceCents: 1, _id: 1 } },
        { key: { state: 1, sellerRating: -1, sellerReviewCount: -1, _id: -1 } },
        { key: { sellerId: 1, createdAt: -1, _id: -1 } },
      ]);
    },

    /** `null` also for one that was deleted. */
    async find(listingId: string): Promise<Listing | null> {
      const found = await listings.findOne({ _id: listingId, state: { $ne: "deleted" } });
      return found && toListing(found);
    },

    async insert(listing: Listing, figures: SellerFigures, session: ClientSession): Promise<void> {
      const { id, ...rest } = listing;
      await listings.insertOne(
        {
          _id: id,
          ...rest,
          search: searchTermsOf(listing),
          sellerRating: figures.rating,
          sellerReviewCount: figures.reviewCount,
        },
        { session },
      );
    },

    /**
     * Writes a changed listing, if nobody else changed it since.
     *
     * @returns whether it did
     */
    async update(before: Listing, after: Listing, session: ClientSession): Promise<boolean> {
      const { id, ...rest } = after;
      const { matchedCount } = await listings.updateOne(
        { _id: id, version: before.version },
        { $set: { ...rest, search: searchTermsOf(after) } },
        { session },
      );
      return matchedCount === 1;
    },

    /** Every listing of a seller, deleted ones too, newest first. */
    async *allOf(sellerId: string, session?: ClientSession): AsyncIterable<Listing> {
      const found = listings.find({ sellerId }, session ? { session } : {}).sort({ createdAt: -1, _id: -1 });
      for await (const document of found) yield toListing(document);
    },

    async copySellerFigures(sellerId: string, figures: SellerFigures, session: ClientSession): Promise<void> {
      await listings.updateMany(
        { sellerId },
        { $set: { sellerRating: figures.rating, sellerReviewCount: figures.reviewCount } },
        { session },
      );
    },

    /** At most `limit` listings of a filter, in the order of `sort`. */
    async list(
      filter: Filter<ListingDocument>,
      sort: Record<string, 1 | -1>,
      limit: number,
    ): Promise<ListingDocument[]> {
      return listings.find(filter).sort(sort).limit(limit).toArray();
    },

    /** What ranking needs of the at most `limit` best rated listings of a filter. */
    async candidates(filter: Filter<ListingDocument>, limit: number) {
      return listings
        .find(filter)
        .project<Candidate>({ sellerRating: 1, "search.title": 1, "search.tags": 1 })
        .sort({ sellerRating: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },

    /** The listings of the ids, in the order of the ids. */
    async findAll(listingIds: readonly string[]): Promise<Listing[]> {
      const found = await listings.find({ _id: { $in: [...listingIds] } }).toArray();
      const byId = new Map(found.map((document) => [document._id, document]));
      return listingIds.flatMap((id) => byId.get(id) ?? []).map(toListing);
    },
  };
}

export type ListingStore = ReturnType<typeof createListingStore>;

/** A listing that a search found, before it is ranked. */
export type Candidate = Pick<ListingDocument, "_id" | "sellerRating"> & {
  search: Pick<SearchTerms, "title" | "tags">;
};

export function toListing(document: ListingDocument): Listing {
  const { _id, search: _search, sellerRating: _rating, sellerReviewCount: _count, ...listing } = document;
  return { id: _id, ...listing };
}

/** What a listing is found by. Its category's names are in it in both languages, whatever the seller writes in. */
function searchTermsOf(terms: ListingTerms): SearchTerms {
  const title = formsOf(terms.title);
  const tags = formsOf(terms.tags.join(" "));
  const text = formsOf([terms.description, ...categoryNames(terms.category)].join(" "));
  return { title, tags, all: [...new Set([...title, ...tags, ...text])] };
}
