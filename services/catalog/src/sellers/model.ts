import { PAYOUT_ACCOUNT_STATES } from "@vc/contracts";
import {
  type DocumentOf,
  decimal,
  defineModel,
  flag,
  id,
  list,
  nullable,
  oneOf,
  optional,
  text,
  whole,
} from "@vc/service";

export const sellerModel = defineModel({
  collection: "sellers",
  holds: "What other services' events say of an account. A part is missing until its service's first event.",
  fields: {
    _id: id("account"),
    displayName: optional(text({ max: 200, personal: "removed" })),
    /** Every form of every word of the name: what a search finds the seller by. */
    nameForms: optional(list(text({ max: 200, personal: "removed" }))),
    emailVerified: optional(flag()),
    payoutAccount: optional(oneOf(PAYOUT_ACCOUNT_STATES)),
    rating: optional(nullable(decimal({ min: 1, max: 5 }))),
    reviewCount: optional(whole({ min: 0 })),
    /** Counted up by each new listing, so that it conflicts with one that brings new figures. */
    listingsBegun: optional(whole({ min: 0 })),
  },
  indexes: [{ key: { nameForms: 1 }, for: "search: sellers with a word in their name" }],
  shardKey: "_id",
  erasure: "Name and payout account are removed, the e-mail counts as not verified; figures stay.",
});

export type SellerDocument = DocumentOf<typeof sellerModel>;
