import { ROLES, type Role } from "@vc/contracts";
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

export interface KnownPerson {
  readonly displayName: string;
  /** Absent where it was stored before roles were kept. */
  readonly roles?: readonly Role[];
}

/** What messaging knows of other services' things, from their events. */
export interface Projections {
  /** As much of an account as a conversation shows. */
  readonly people: AccountProjection<KnownPerson>;
  /** The roles that accounts have now; of closed ones none. */
  rolesOf(accountIds: readonly string[]): Promise<(accountId: string) => readonly Role[]>;
  readonly listings: Model<ListingDocument>;
  readonly orders: Model<OrderPartiesDocument>;
  /** R42: empties the titles that a closed account wrote. */
  readonly eraseTitles: ErasureStep;
}

export function createProjections(database: Database): Projections {
  const listings = database.model(listingModel);
  const orders = database.model(orderPartiesModel);
  const people = database.model(personModel);
  return {
    people: createAccountProjection<KnownPerson>(people, ({ displayName, roles }) => ({
      displayName,
      roles,
    })),
    async rolesOf(accountIds) {
      if (accountIds.length === 0) return () => [];
      const found = await people.find({ _id: trusted({ $in: [...accountIds] }) });
      // Who joined as staff before roles were kept is believed to be staff until the next event says otherwise.
      const roles = new Map(found.map(({ _id, roles = ROLES }) => [_id, roles]));
      return (accountId) => roles.get(accountId) ?? [];
    },
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
