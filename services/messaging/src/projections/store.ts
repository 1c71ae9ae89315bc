import type { DataOf, ListingPublished } from "@vc/contracts";
import { type AccountProjection, createAccountProjection, type Platform } from "@vc/service";
import type { Collection } from "mongodb";
import { personModel } from "./model.ts";

/** As much of a listing as it takes to ask a question about it. */
export interface ListingDocument {
  _id: string;
  sellerId: string;
  state: DataOf<typeof ListingPublished>["state"];
}

/** Whose an order is, also before it is paid: support is asked most about orders that could not be paid. */
export interface OrderPartiesDocument {
  _id: string;
  buyerId: string;
  sellerId: string;
}

/** What messaging knows of other services' things, from their events. */
export interface Projections {
  /** As much of an account as a conversation shows. */
  readonly people: AccountProjection<{ readonly displayName: string }>;
  readonly listings: Collection<ListingDocument>;
  readonly orders: Collection<OrderPartiesDocument>;
}

export function createProjections({ database, db }: Pick<Platform, "database" | "db">): Projections {
  return {
    people: createAccountProjection(database.model(personModel), ({ displayName }) => ({ displayName })),
    listings: db.collection("listings"),
    orders: db.collection("orders"),
  };
}
