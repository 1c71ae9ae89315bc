import type { DataOf, ListingPublished } from "@vc/contracts";
import type { Collection, Db } from "mongodb";

/** As much of an account as a conversation shows. */
export interface PersonDocument {
  _id: string;
  displayName: string;
}

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
  readonly people: Collection<PersonDocument>;
  readonly listings: Collection<ListingDocument>;
  readonly orders: Collection<OrderPartiesDocument>;
}

export function createProjections(db: Db): Projections {
  return {
    people: db.collection("people"),
    listings: db.collection("listings"),
    orders: db.collection("orders"),
  };
}

/** Display names by account; somebody whose registration has not arrived here yet has none. */
export async function displayNames(
  { people }: Projections,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await people.find({ _id: { $in: [...new Set(accountIds)] } }).toArray();
  return new Map(found.map(({ _id, displayName }) => [_id, displayName]));
}
