import { REMOVAL_GROUNDS } from "@vc/contracts";
import { type DocumentOf, defineModel, id, moment, nullable, object, oneOf, text, whole } from "@vc/service";
import { REVIEW_STATES } from "./review.ts";

export const reviewModel = defineModel({
  collection: "reviews",
  holds: "A buyer's review of an order, with the seller's reply and a removal by support.",
  fields: {
    _id: id("review"),
    orderId: id("order"),
    listingId: id("listing"),
    buyerId: id("account"),
    sellerId: id("account"),
    stars: whole({ min: 1, max: 5 }),
    text: text({ max: 4_000, personal: "emptied" }),
    state: oneOf(REVIEW_STATES),
    reply: nullable(object({ text: text({ max: 4_000, personal: "emptied" }), at: moment() })),
    removal: nullable(
      object({
        ground: oneOf(REMOVAL_GROUNDS),
        note: text({ max: 2_000, personal: "kept" }),
        moderatorId: id("account"),
        at: moment(),
      }),
    ),
    createdAt: moment(),
    sequence: whole({ min: 1 }),
  },
  indexes: [
    { key: { orderId: 1 }, unique: true, for: "one review of an order (R32)" },
    { key: { buyerId: 1, createdAt: -1 }, for: "what an account wrote: export and erasure" },
    {
      key: { sellerId: 1, createdAt: -1, _id: -1 },
      for: "a seller's reviews, newest first; replies of an account",
    },
    { key: { sellerId: 1, stars: 1, _id: -1 }, for: "a seller's reviews by stars" },
    { key: { listingId: 1, createdAt: -1, _id: -1 }, for: "a listing's reviews, newest first" },
    { key: { listingId: 1, stars: 1, _id: -1 }, for: "a listing's reviews by stars" },
  ],
  shardKey: "sellerId",
  erasure:
    "Texts and replies of the account are emptied. The stars stay, without a name: they are the seller's standing, " +
    "and a review does not go because its author does (R34). Support's note on a removal stays.",
});

export type ReviewDocument = DocumentOf<typeof reviewModel>;
