import { ListingPublished, ROLES } from "@vc/contracts";
import { absentMeans, type DocumentOf, defineModel, id, list, oneOf, optional, text } from "@vc/service";

export const personModel = defineModel({
  collection: "people",
  holds: "What a conversation shows of a person, from the events of accounts.",
  fields: {
    _id: id("account"),
    displayName: text({ max: 200, personal: "deleted with the document" }),
    // Absent in documents of before roles were kept.
    roles: optional(list(oneOf(ROLES))),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});

/** What a conversation about it is called. Documents from before it was kept have none. */
const shownTitle = () => absentMeans("", text({ max: 500, personal: "emptied" }));

export const listingModel = defineModel({
  collection: "listings",
  holds: "As much of a listing as a question about it needs, from the events of catalog.",
  fields: {
    _id: id("listing"),
    sellerId: id("account"),
    state: oneOf(ListingPublished.schema.shape.state.options),
    title: shownTitle(),
  },
  indexes: [{ key: { sellerId: 1 }, for: "erasing the titles that a seller wrote" }],
  shardKey: "_id",
  erasure: "The title is emptied; the seller's account id stays.",
});
export type ListingDocument = DocumentOf<typeof listingModel>;

export const orderPartiesModel = defineModel({
  collection: "orders",
  holds: "The parties of an order, also of an unpaid one: support is asked most about these.",
  fields: { _id: id("order"), buyerId: id("account"), sellerId: id("account"), title: shownTitle() },
  indexes: [{ key: { sellerId: 1 }, for: "erasing the titles that a seller wrote" }],
  shardKey: "_id",
  erasure: "The title, which the seller wrote, is emptied; the account ids stay.",
});
export type OrderPartiesDocument = DocumentOf<typeof orderPartiesModel>;
