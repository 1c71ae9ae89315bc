import {
  type AccountProjection,
  changeBatch,
  createAccountProjection,
  type Database,
  type ErasureStep,
  type Model,
  trusted,
} from "@vc/service";
import {
  type ListingDocument,
  listingModel,
  type OrderPartiesDocument,
  orderPartiesModel,
  personModel,
} from "./model.ts";

/** What messaging knows of other services' things, from their events. */
export interface Projections {
  /** As much of an account as a conversation shows. */
  readonly people: AccountProjection<{ readonly displayName: string }>;
  readonly listings: Model<ListingDocument>;
  readonly orders: Model<OrderPartiesDocument>;
  /** R42: empties the titles that a closed account wrote. */
  readonly eraseTitles: ErasureStep;
}

export function createProjections(database: Database): Projections {
  const listings = database.model(listingModel);
  const orders = database.model(orderPartiesModel);
  return {
    people: createAccountProjection(database.model(personModel), ({ displayName }) => ({ displayName })),
    listings,
    orders,
    async eraseTitles(batch) {
      const titled = { sellerId: batch.accountId, title: trusted({ $gt: "" }) };
      const emptied = { $set: { title: "" } };
      const ofListings = await changeBatch(listings, titled, emptied, batch);
      return ofListings === "some" ? ofListings : changeBatch(orders, titled, emptied, batch);
    },
  };
}
