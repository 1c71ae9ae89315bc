import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { type DataOf, ListingDeleted, ListingPaused, ListingPublished, ListingUpdated } from "@vc/contracts";
import type { Db } from "mongodb";

/** A listing as the catalog last told of it. */
export type KnownListing = DataOf<typeof ListingPublished>;

interface ListingDocument extends KnownListing {
  _id: string;
}

/** Price and terms of listings, projected from the catalog's events: placing an order never calls the catalog. */
export function createListingStore(db: Db) {
  const listings = db.collection<ListingDocument>("listings");

  async function remember({ data }: BusEvent<KnownListing>, tx: Transaction): Promise<void> {
    await listings.replaceOne({ _id: data.listingId }, data, { upsert: true, session: tx.session });
  }

  return {
    async find(listingId: string): Promise<KnownListing | null> {
      return listings.findOne({ _id: listingId });
    },

    follow(bus: Bus): void {
      bus.consume({
        purpose: "listings",
        order: "latest",
        subscriptions: [
          on(ListingPublished, remember),
          on(ListingUpdated, remember),
          on(ListingPaused, remember),
          on(ListingDeleted, remember),
        ],
      });
    },
  };
}

export type ListingStore = ReturnType<typeof createListingStore>;
