import { notFound, redirect } from "@tanstack/react-router";
import type { Listing, SellerProfile } from "@vc/client";
import { addresses, idOfSlug, slugOf } from "../state/addresses.ts";
import { type Language, pageContext } from "../state/page-context.ts";
import { loadPolicy, type Policy } from "../state/policy.ts";
import { read, readIfPossible } from "../state/reading.ts";
import { type Card, cardOf, topCategoryOf } from "./card.ts";
import { type Review, reviewOf } from "./review.ts";

/** Reviews and similar listings that the page of a listing shows. */
const REVIEWS_SHOWN = 5;
const SIMILAR_SHOWN = 4;

interface Named {
  readonly id: string;
  readonly name: { readonly fr: string; readonly en: string };
}

export interface ListingData {
  readonly listing: Listing;
  readonly topCategory: Named | null;
  readonly category: Named | null;
  /** Null where it could not be read: the page does without. */
  readonly profile: SellerProfile | null;
  readonly reviews: { readonly items: readonly Review[]; readonly hasMore: boolean } | null;
  readonly similar: readonly Card[];
  readonly policy: Policy;
}

/** R1, R6, R35: everything that the page of a listing shows. Another wording in its address leads to the right one. */
export async function loadListing(slug: string, language: Language): Promise<ListingData> {
  const { api } = pageContext();
  const listingId = idOfSlug(slug, "listing");
  if (listingId === undefined) throw notFound();
  const asked = readIfPossible(
    api.GET("/v1/reviews", { params: { query: { listingId, limit: REVIEWS_SHOWN } } }),
  );
  const [listing, { items: categories }, policy] = await Promise.all([
    read(api.GET("/v1/listings/{listingId}", { params: { path: { listingId } } })),
    read(api.GET("/v1/categories")),
    loadPolicy(),
  ]);
  const rightSlug = slugOf(listing.title, listing.id);
  if (slug !== rightSlug) {
    throw redirect({ to: addresses[language].listing, params: { slug: rightSlug }, statusCode: 301 });
  }
  const top = topCategoryOf(listing.category, categories);
  const category = top?.children.find(({ id }) => id === listing.category);
  const inCategory = (id: string, limit: number) =>
    readIfPossible(api.GET("/v1/listings", { params: { query: { category: id, limit, view: "card" } } }));
  const [profile, reviews, near, further] = await Promise.all([
    readIfPossible(api.GET("/v1/sellers/{accountId}", { params: { path: { accountId: listing.sellerId } } })),
    asked,
    inCategory(listing.category, SIMILAR_SHOWN + 1),
    top === undefined ? null : inCategory(top.id, 2 * SIMILAR_SHOWN + 1),
  ]);
  const similar = new Map([...(near?.items ?? []), ...(further?.items ?? [])].map((each) => [each.id, each]));
  similar.delete(listing.id);
  return {
    listing,
    topCategory: top === undefined ? null : { id: top.id, name: top.name },
    category: category ?? null,
    profile,
    reviews: reviews && { items: reviews.items.map(reviewOf), hasMore: reviews.nextCursor !== null },
    similar: [...similar.values()].slice(0, SIMILAR_SHOWN).map((other) => cardOf(other, categories)),
    policy,
  };
}
