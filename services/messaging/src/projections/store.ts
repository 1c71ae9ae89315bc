import { type AccountProjection, createAccountProjection, type Database, type Model } from "@vc/service";
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
}

export function createProjections(database: Database): Projections {
  return {
    people: createAccountProjection(database.model(personModel), ({ displayName }) => ({ displayName })),
    listings: database.model(listingModel),
    orders: database.model(orderPartiesModel),
  };
}
