import type { Category, Listing } from "@vc/client";

/** As much of a listing as a card shows: pages carry it in their HTML, so it is small. */
export interface Card {
  readonly id: string;
  readonly title: string;
  readonly sellerName: string;
  readonly rating: number | null;
  readonly reviewCount: number;
  readonly priceCents: number;
  readonly deliveryDays: number;
  readonly topCategory: string;
}

export function cardOf(listing: Listing, categories: readonly Category[]): Card {
  return {
    id: listing.id,
    title: listing.title,
    sellerName: listing.seller.displayName,
    rating: listing.seller.rating,
    reviewCount: listing.seller.reviewCount,
    priceCents: listing.basePrice.amount,
    deliveryDays: listing.deliveryDays,
    topCategory: topCategoryOf(listing.category, categories)?.id ?? listing.category,
  };
}

/** The category of the first level that one of the second belongs to. */
export function topCategoryOf(category: string, categories: readonly Category[]): Category | undefined {
  return categories.find(
    ({ id, children }) => id === category || children.some((child) => child.id === category),
  );
}
