import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { ListingDeleted, ListingPaused, ListingPublished, ListingUpdated } from "@vc/contracts";
import type { KnownListing, ListingStore } from "./store.ts";

/** Catalog's events hold the whole listing, so the newest alone counts. */
export function addListingConsumers(bus: Bus, listings: ListingStore): void {
  const keep = ({ data }: BusEvent<KnownListing>, { session }: Transaction) => listings.keep(data, session);
  bus.consume({
    purpose: "listings",
    order: "latest",
    subscriptions: [
      on(ListingPublished, keep),
      on(ListingUpdated, keep),
      on(ListingPaused, keep),
      on(ListingDeleted, keep),
    ],
  });
}
