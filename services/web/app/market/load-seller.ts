import { notFound, redirect } from "@tanstack/react-router";
import type { ReviewWindows, SellerProfile } from "@vc/client";
import { addresses, idOfSlug, slugOf } from "../state/addresses.ts";
import { type Language, pageContext } from "../state/page-context.ts";
import { read, readIfPossible } from "../state/reading.ts";
import { type Card, cardOf } from "./card.ts";
import { type Review, reviewOf } from "./review.ts";

const LISTINGS_SHOWN = 48;
const REVIEWS_SHOWN = 10;

export interface SellerData {
  readonly profile: SellerProfile;
  readonly cards: readonly Card[];
  readonly reviews: readonly Review[];
  readonly reviewsCursor: string | null;
  readonly isFirstPage: boolean;
  readonly formula: ReviewWindows["standing"];
}

/** R1, R35: a seller's public profile. Another wording in its address leads to the right one. */
export async function loadSeller(
  slug: string,
  language: Language,
  cursor: string | undefined,
): Promise<SellerData> {
  const { api } = pageContext();
  const accountId = idOfSlug(slug, "account");
  if (accountId === undefined) throw notFound();
  const [profile, listings, { items: categories }, reviews, { standing: formula }] = await Promise.all([
    read(api.GET("/v1/sellers/{accountId}", { params: { path: { accountId } } })),
    readIfPossible(
      api.GET("/v1/listings", {
        params: { query: { sellerId: accountId, limit: LISTINGS_SHOWN, view: "card" } },
      }),
    ),
    read(api.GET("/v1/categories")),
    readIfPossible(
      api.GET("/v1/reviews", {
        params: {
          query: { sellerId: accountId, limit: REVIEWS_SHOWN, ...(cursor === undefined ? {} : { cursor }) },
        },
      }),
    ),
    read(api.GET("/v1/reviews/windows")),
  ]);
  const rightSlug = slugOf(profile.displayName, profile.id);
  if (slug !== rightSlug) {
    throw redirect({ to: addresses[language].seller, params: { slug: rightSlug }, statusCode: 301 });
  }
  return {
    profile,
    cards: (listings?.items ?? []).map((listing) => cardOf(listing, categories)),
    reviews: (reviews?.items ?? []).map(reviewOf),
    reviewsCursor: reviews?.nextCursor ?? null,
    isFirstPage: cursor === undefined,
    formula,
  };
}
