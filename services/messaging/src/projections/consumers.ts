import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  type DataOf,
  ListingDeleted,
  ListingPaused,
  ListingPublished,
  ListingUpdated,
  OrderPlaced,
} from "@vc/contracts";
import { type AccountErasure, addAccountConsumers } from "@vc/service";
import type { KnownPerson, Projections } from "./store.ts";

export function addPeopleConsumers(
  bus: Bus,
  { people }: Projections,
  { erasure, staffLeaving }: { readonly erasure: AccountErasure; readonly staffLeaving: AccountErasure },
): void {
  const isStaff = ({ roles = [] }: Partial<KnownPerson>) => roles.some((role) => role !== "user");
  addAccountConsumers(bus, "people", {
    keep: async (account, tx) => {
      const before = await people.find(account.accountId, tx.session);
      await people.keep(account, tx);
      // R38: what a former member of the staff had taken waits for another one.
      if (before !== null && isStaff(before) && !isStaff(account)) staffLeaving.begin(account.accountId, tx);
    },
    close: async (account, tx) => {
      await people.close(account, tx);
      erasure.begin(account.accountId, tx);
    },
  });
}

/** Catalog's events hold the whole listing, so the newest alone counts. */
export function addListingConsumers(bus: Bus, { listings }: Projections): void {
  async function keep({ data }: BusEvent<DataOf<typeof ListingPublished>>, tx: Transaction): Promise<void> {
    const { listingId, sellerId, state, title } = data;
    await listings.updateOne(
      { _id: listingId },
      { $set: { sellerId, state, title } },
      { upsert: true, session: tx.session },
    );
  }
  bus.consume({
    purpose: "listings",
    order: "latest",
    subscriptions: [
      on(ListingPublished, keep),
      on(ListingUpdated, keep),
      on(ListingPaused, keep),
      on(ListingDeleted, keep),
    ],
  });
}

/** The parties of an order never change, so its first event is enough. */
export function addOrderPartyConsumers(bus: Bus, { orders }: Projections): void {
  bus.consume({
    purpose: "order-parties",
    subscriptions: [
      on(OrderPlaced, async ({ data: { orderId, buyerId, sellerId, title } }, tx) => {
        await orders.updateOne(
          { _id: orderId },
          { $set: { buyerId, sellerId, title } },
          { upsert: true, session: tx.session },
        );
      }),
    ],
  });
}
