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
import type { Projections } from "./store.ts";

export function addPeopleConsumers(bus: Bus, { people }: Projections, erasure: AccountErasure): void {
  addAccountConsumers(bus, "people", {
    keep: people.keep,
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
