import type { DataOf, ListingPublished } from "@vc/contracts";
import type { Listing } from "./listing.ts";

/** What every event of a listing carries: the whole of it, so that a projection needs only the latest. */
export function snapshotOf(listing: Listing): DataOf<typeof ListingPublished> {
  return {
    listingId: listing.id,
    sellerId: listing.sellerId,
    state: listing.state,
    title: listing.title,
    description: listing.description,
    category: listing.category,
    briefInstructions: listing.briefInstructions,
    basePrice: listing.basePriceCents,
    deliveryDays: listing.deliveryDays,
    extras: listing.extras.map(({ id, title, priceCents, extraDays }) => ({
      id,
      title,
      price: priceCents,
      extraDays,
    })),
    revisionLimit: listing.revisionLimit,
  };
}
