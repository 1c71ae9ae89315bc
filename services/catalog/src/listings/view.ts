import { euros, type Listing as ListingView } from "@vc/contracts";
import type { SellerView } from "../sellers/store.ts";
import type { Listing } from "./listing.ts";

/** A listing as the API shows it. */
export function toListingView(listing: Listing, seller: SellerView): ListingView {
  // A deleted listing is never found, so nothing that is shown is one.
  if (listing.state === "deleted") throw new Error(`${listing.id} is deleted and must not be shown`);
  return {
    id: listing.id,
    sellerId: listing.sellerId,
    seller,
    title: listing.title,
    description: listing.description,
    category: listing.category,
    tags: [...listing.tags],
    basePrice: euros(listing.basePriceCents),
    deliveryDays: listing.deliveryDays,
    briefInstructions: listing.briefInstructions,
    extras: listing.extras.map(({ id, title, priceCents, extraDays }) => ({
      id,
      title,
      price: euros(priceCents),
      extraDays,
    })),
    revisionLimit: listing.revisionLimit,
    state: listing.state,
    createdAt: listing.createdAt.toISOString(),
    updatedAt: listing.updatedAt.toISOString(),
  };
}

/** The strong validator of what the seller writes. The seller's name and rating beside it do not count. */
export function etagOf(listing: Listing): string {
  return `"${listing.version}"`;
}

/** Reads `If-Match` (RFC 9110, 13.1.1): whether a version is among those that the editor knows. Without it, any is. */
export function acceptedVersions(ifMatch: string | undefined): (version: number) => boolean {
  if (ifMatch === undefined || ifMatch.trim() === "*") return () => true;
  const tags = new Set(ifMatch.split(",").map((tag) => tag.trim()));
  return (version) => tags.has(`"${version}"`);
}
