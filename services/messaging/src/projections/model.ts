import { ListingPublished } from "@vc/contracts";
import { type DocumentOf, defineModel, id, oneOf, text } from "@vc/service";

export const personModel = defineModel({
  collection: "people",
  holds: "What a conversation shows of a person, from the events of accounts.",
  fields: {
    _id: id("account"),
    displayName: text({ max: 200, personal: "deleted with the document" }),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});

export const listingModel = defineModel({
  collection: "listings",
  holds: "As much of a listing as a question about it needs, from the events of catalog.",
  fields: {
    _id: id("listing"),
    sellerId: id("account"),
    state: oneOf(ListingPublished.schema.shape.state.options),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Holds nothing personal but the seller's account id, which stays.",
});
export type ListingDocument = DocumentOf<typeof listingModel>;

export const orderPartiesModel = defineModel({
  collection: "orders",
  holds: "The parties of an order, also of an unpaid one: support is asked most about these.",
  fields: { _id: id("order"), buyerId: id("account"), sellerId: id("account") },
  indexes: [],
  shardKey: "_id",
  erasure: "Holds nothing personal but account ids, which stay.",
});
export type OrderPartiesDocument = DocumentOf<typeof orderPartiesModel>;
