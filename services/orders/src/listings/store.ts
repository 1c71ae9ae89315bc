import type { Database } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type ListingDocument, listingModel } from "./model.ts";

/** A listing as the catalog last told of it. */
export type KnownListing = Omit<ListingDocument, "_id">;

/** Price and terms of listings: placing an order never calls the catalog. */
export function createListingStore(database: Database) {
  const listings = database.model(listingModel);
  return {
    find: (listingId: string) => listings.findOne({ _id: listingId }),

    async keep(listing: KnownListing, session: ClientSession): Promise<void> {
      await listings.replaceOne({ _id: listing.listingId }, listing, { upsert: true, session });
    },
  };
}

export type ListingStore = ReturnType<typeof createListingStore>;
