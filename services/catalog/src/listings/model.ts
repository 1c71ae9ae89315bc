import { MAX_DELIVERY_DAYS, MAX_PRICE_CENTS } from "@vc/contracts";
import {
  code,
  type DocumentOf,
  decimal,
  defineModel,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";
import { RATING_BANDS } from "../ranking/rating-bands.ts";
import { LISTING_STATES } from "./listing.ts";

const price = () => whole({ min: 0, max: MAX_PRICE_CENTS });
const days = () => whole({ min: 0, max: MAX_DELIVERY_DAYS });
const words = () => list(text({ max: 200, personal: "emptied" }));

export const listingModel = defineModel({
  collection: "listings",
  holds: "A seller's listing, with what search needs beside it.",
  fields: {
    _id: id("listing"),
    sellerId: id("account"),
    state: oneOf(LISTING_STATES),
    title: text({ max: 200, personal: "emptied" }),
    description: text({ max: 10_000, personal: "emptied" }),
    category: code(),
    tags: words(),
    basePriceCents: price(),
    deliveryDays: days(),
    briefInstructions: text({ max: 4_000, personal: "emptied" }),
    extras: list(
      object({
        id: id("extra"),
        title: text({ max: 200, personal: "emptied" }),
        priceCents: price(),
        extraDays: days(),
      }),
    ),
    revisionLimit: nullable(whole({ min: 0 })),
    createdAt: moment(),
    updatedAt: moment(),
    /** Counts every change; it is the ETag, and what a change guards on. */
    version: whole({ min: 1 }),
    /** Counts the published events; 0 before the first publication. */
    sequence: whole({ min: 0 }),
    search: object({ title: words(), tags: words(), all: words(), begins: words() }),
    /** Copies of the seller's figures, so that search filters and sorts by them in one collection; 0 without reviews. */
    sellerRating: decimal({ min: 0, max: 5 }),
    sellerReviewCount: whole({ min: 0 }),
    /** The band that the rating is in, so that the best rated of many can be had without reading all. */
    ratingBand: oneOf(RATING_BANDS),
  },
  indexes: [
    { key: { state: 1, "search.all": 1 }, for: "search: listings with a word" },
    { key: { state: 1, "search.begins": 1 }, for: "search: listings with the beginning of a word" },
    {
      key: { state: 1, ratingBand: 1, "search.title": 1 },
      for: "search: the best rated listings with a word in the title",
    },
    { key: { state: 1, category: 1, createdAt: 1, _id: 1 }, for: "a category's listings, newest first" },
    { key: { state: 1, createdAt: 1, _id: 1 }, for: "all listings, newest first" },
    { key: { state: 1, basePriceCents: 1, _id: 1 }, for: "all listings by price" },
    { key: { state: 1, sellerRating: 1, sellerReviewCount: 1, _id: 1 }, for: "all listings by rating" },
    { key: { sellerId: 1, createdAt: -1, _id: -1 }, for: "a seller's listings; export and erasure" },
  ],
  shardKey: "_id",
  erasure:
    "Deleted as a listing: its words are emptied. Ids and prices stay, because orders and reviews name it.",
});

/** A listing as it is stored. */
export type ListingDocument = DocumentOf<typeof listingModel>;
