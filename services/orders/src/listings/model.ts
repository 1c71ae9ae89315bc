import { ListingPublished, MAX_DELIVERY_DAYS } from "@vc/contracts";
import {
  code,
  type DocumentOf,
  defineModel,
  id,
  list,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";

const words = (max: number) => text({ max, personal: "emptied" });
const cents = () => whole({ min: 0 });
const days = () => whole({ min: 0, max: MAX_DELIVERY_DAYS });

export const listingModel = defineModel({
  collection: "listings",
  holds: "The terms of a listing, from the events of catalog.",
  fields: {
    _id: id("listing"),
    listingId: id("listing"),
    sellerId: id("account"),
    state: oneOf(ListingPublished.schema.shape.state.options),
    title: words(200),
    description: words(10_000),
    category: code(),
    briefInstructions: words(4_000),
    basePrice: cents(),
    deliveryDays: days(),
    extras: list(object({ id: id("extra"), title: words(200), price: cents(), extraDays: days() })),
    revisionLimit: nullable(whole({ min: 0 })),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Emptied by the event of the deletion, which catalog publishes without the seller's words.",
});
export type ListingDocument = DocumentOf<typeof listingModel>;
