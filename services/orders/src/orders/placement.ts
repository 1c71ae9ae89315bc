import { totalOf } from "@vc/contracts";
import type { KnownListing } from "../listings/store.ts";
import type { FrozenListing } from "./order.ts";

/** What a buyer asks to order, at the price that they saw, in cents. */
export interface PlacementRequest {
  readonly buyerId: string;
  readonly extraIds: readonly string[];
  readonly expectedAmount: number;
}

export type PlacementTerms =
  | {
      readonly kind: "terms";
      readonly sellerId: string;
      readonly listing: Omit<FrozenListing, "hash">;
      readonly category: string;
      readonly totalAmount: number;
    }
  | { readonly kind: "refused"; readonly reason: "own_listing" | "listing_not_available" | "extra_twice" }
  | { readonly kind: "refused"; readonly reason: "price_changed"; readonly totalAmount: number };

/**
 * R7: what an order of a listing would freeze, or why there can be none. An extra that the listing does not have was
 * removed since the buyer saw it: the price is another then, even where what is left costs the same.
 */
export function termsOf(listing: KnownListing | null, request: PlacementRequest): PlacementTerms {
  if (listing?.state !== "published") return { kind: "refused", reason: "listing_not_available" };
  if (listing.sellerId === request.buyerId) return { kind: "refused", reason: "own_listing" };
  if (new Set(request.extraIds).size !== request.extraIds.length) {
    return { kind: "refused", reason: "extra_twice" };
  }
  const extras = listing.extras.filter((extra) => request.extraIds.includes(extra.id));
  const totalAmount = totalOf(
    listing.basePrice,
    extras.map((extra) => extra.price),
  );
  const lacksExtra = extras.length !== request.extraIds.length;
  if (lacksExtra || totalAmount !== request.expectedAmount)
    return { kind: "refused", reason: "price_changed", totalAmount };
  return {
    kind: "terms",
    sellerId: listing.sellerId,
    totalAmount,
    category: listing.category,
    listing: {
      id: listing.listingId,
      title: listing.title,
      description: listing.description,
      briefInstructions: listing.briefInstructions,
      basePrice: listing.basePrice,
      deliveryDays: extras.reduce((days, extra) => days + extra.extraDays, listing.deliveryDays),
      revisionLimit: listing.revisionLimit,
      extras,
    },
  };
}
