import { z } from "zod";
import { id, inQuery, line, Money, Timestamp, text } from "../primitives.ts";
import { ListingState } from "../vocabulary.ts";
import { PageQuery, pageOf, View } from "./paging.ts";

const Bound = z.int().min(0);

/** R4: what a listing may hold. */
export const ListingLimits = z
  .object({
    minTitleLength: Bound,
    maxTitleLength: Bound,
    minDescriptionLength: Bound,
    maxDescriptionLength: Bound,
    maxBriefInstructionsLength: Bound,
    minPriceCents: Bound,
    maxPriceCents: Bound,
    minDeliveryDays: Bound,
    maxDeliveryDays: Bound.describe("extras included"),
    maxExtras: Bound,
    maxRevisions: Bound.describe("of a listing that limits them"),
  })
  .meta({ id: "ListingLimits" });
export type ListingLimits = z.infer<typeof ListingLimits>;

/** R4: the bounds of a listing, as requests are checked against them and `GET /v1/listings/limits` tells them. */
export const listingLimits = {
  minTitleLength: 5,
  maxTitleLength: 120,
  minDescriptionLength: 20,
  maxDescriptionLength: 10_000,
  maxBriefInstructionsLength: 4_000,
  // Stripe's smallest charge in euros is 50 cents: a listing that could not be paid for is refused at once.
  minPriceCents: 50,
  maxPriceCents: 1_000_000,
  minDeliveryDays: 1,
  maxDeliveryDays: 45,
  maxExtras: 10,
  maxRevisions: 50,
} as const satisfies ListingLimits;

export const {
  minPriceCents: MIN_PRICE_CENTS,
  maxPriceCents: MAX_PRICE_CENTS,
  maxDeliveryDays: MAX_DELIVERY_DAYS,
} = listingLimits;

const Price = z.strictObject({
  amount: z.int().min(MIN_PRICE_CENTS).max(MAX_PRICE_CENTS),
  currency: z.literal("EUR"),
});
const ExtraPrice = z.strictObject({
  amount: z.int().min(0).max(MAX_PRICE_CENTS),
  currency: z.literal("EUR"),
});

export const Extra = z.object({
  id: id("extra"),
  title: z.string(),
  price: Money,
  extraDays: z.int(),
});

export const Listing = z
  .object({
    id: id("listing"),
    sellerId: id("account"),
    seller: z.object({ displayName: z.string(), rating: z.number().nullable(), reviewCount: z.int() }),
    title: z.string(),
    description: z.string(),
    category: z.string(),
    tags: z.array(z.string()),
    basePrice: Money,
    deliveryDays: z.int(),
    briefInstructions: z.string(),
    extras: z.array(Extra),
    revisionLimit: z.int().nullable().describe("null: unlimited"),
    state: ListingState,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Listing" });
export type Listing = z.infer<typeof Listing>;

const listingFields = {
  title: line(listingLimits.minTitleLength, listingLimits.maxTitleLength),
  description: text(listingLimits.minDescriptionLength, listingLimits.maxDescriptionLength),
  category: line(1, 60).describe("id of a category of the second level, see GET /v1/categories"),
  tags: z.array(line(1, 30)).max(10),
  basePrice: Price,
  deliveryDays: z.int().min(listingLimits.minDeliveryDays).max(MAX_DELIVERY_DAYS),
  briefInstructions: text(0, listingLimits.maxBriefInstructionsLength),
  extras: z
    .array(
      z.strictObject({
        id: id("extra").optional().describe("of an extra that is kept; without it a new one is made"),
        title: line(1, 120),
        price: ExtraPrice,
        extraDays: z.int().min(0).max(MAX_DELIVERY_DAYS),
      }),
    )
    .max(listingLimits.maxExtras),
  revisionLimit: z.int().min(0).max(listingLimits.maxRevisions).nullable(),
};

export const CreateListingRequest = z.strictObject({
  ...listingFields,
  tags: listingFields.tags.default([]),
  briefInstructions: listingFields.briefInstructions.default(""),
  extras: listingFields.extras.default([]),
  revisionLimit: listingFields.revisionLimit.default(null),
});
export type CreateListingRequest = z.infer<typeof CreateListingRequest>;

export const UpdateListingRequest = z.strictObject(listingFields).partial();
export type UpdateListingRequest = z.infer<typeof UpdateListingRequest>;

export const LISTING_SORTS = ["relevance", "newest", "price", "-price", "rating"] as const;

export const SearchListingsQuery = PageQuery.extend({
  q: z
    .string()
    .trim()
    .max(200)
    .transform((q) => (q === "" ? undefined : q))
    .optional(),
  category: line(1, 60).optional(),
  minPrice: inQuery(z.int().min(0).max(MAX_PRICE_CENTS)).optional().describe("cents"),
  maxPrice: inQuery(z.int().min(0).max(MAX_PRICE_CENTS)).optional().describe("cents"),
  maxDeliveryDays: inQuery(z.int().min(1).max(MAX_DELIVERY_DAYS)).optional(),
  minRating: inQuery(z.number().min(1).max(5)).optional(),
  sellerId: z.union([id("account"), z.literal("me")]).optional(),
  view: View.describe("card: without description, brief instructions and extras, which are empty then"),
  sort: z.enum(LISTING_SORTS).optional().describe("without it: relevance where q is given, else newest"),
});
export type SearchListingsQuery = z.infer<typeof SearchListingsQuery>;

/** What a search made of its `q`. */
export const SearchReading = z
  .object({
    match: z
      .enum(["all", "most", "no_words"])
      .describe(
        "all: every listing found has every word; most: they are few or none, and listings follow that have most words; no_words: q has no word to search for, and nothing is found",
      ),
    corrections: z
      .array(z.object({ typed: z.string(), read: z.string() }))
      .describe("words that no listing has, and the words that they were read as"),
  })
  .meta({ id: "SearchReading" });

export const ListingSearchPage = pageOf(Listing).extend({
  search: SearchReading.nullable().describe("null without q"),
});
export type ListingSearchPage = z.infer<typeof ListingSearchPage>;

export const Category = z
  .object({
    id: z.string(),
    name: z.object({ fr: z.string(), en: z.string() }),
    children: z.array(z.object({ id: z.string(), name: z.object({ fr: z.string(), en: z.string() }) })),
  })
  .meta({ id: "Category" });
export type Category = z.infer<typeof Category>;

/** The amount that an order of these parts costs, in cents: shared so that client and server add alike. */
export function totalOf(basePriceCents: number, extraPricesCents: readonly number[]): number {
  return extraPricesCents.reduce((sum, price) => sum + price, basePriceCents);
}
