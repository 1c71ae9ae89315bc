import { createHash } from "node:crypto";
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

/** A listing for a list: the same, with what is long empty. */
export function toListingCard(listing: ListingView): ListingView {
  return { ...listing, description: "", briefInstructions: "", extras: [] };
}

/** The strong entity tag of a listing as it is shown: its version, and a hash of the seller's name and rating beside it. */
export function etagOf(version: number, { seller }: Pick<ListingView, "seller">): string {
  const beside = createHash("sha256").update(JSON.stringify(seller)).digest("base64url").slice(0, 8);
  return `"${version}.${beside}"`;
}

/**
 * Reads `If-Match` (RFC 9110, 13.1.1): whether a version is among those that the sender knows. Without it, any is. Only the
 * version counts: what the seller does not write, such as the rating, is in no one's way. A weak tag matches nothing.
 */
export function acceptedVersions(ifMatch: string | undefined): (version: number) => boolean {
  if (ifMatch === undefined || ifMatch.trim() === "*") return () => true;
  const versions = new Set(ifMatch.split(",").map((tag) => /^"(\d+)(\.[\w-]*)?"$/.exec(tag.trim())?.[1]));
  return (version) => versions.has(String(version));
}
