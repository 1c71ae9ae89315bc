import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  AccountChanged,
  AccountClosed,
  AccountRegistered,
  type DataOf,
  ListingDeleted,
  ListingPaused,
  ListingPublished,
  ListingUpdated,
  OrderPlaced,
} from "@vc/contracts";
import type { FileStore } from "@vc/service";
import type { ConversationStore } from "../conversations/store.ts";
import type { Projections } from "./store.ts";

/** Accounts' events hold the whole account, so the newest alone counts. */
export function followPeople(
  bus: Bus,
  { people }: Projections,
  files: FileStore,
  conversations: ConversationStore,
): void {
  async function keep({ data }: BusEvent<DataOf<typeof AccountChanged>>, tx: Transaction): Promise<void> {
    const { accountId, displayName } = data;
    await people.updateOne(
      { _id: accountId },
      { $set: { displayName } },
      { upsert: true, session: tx.session },
    );
  }
  bus.consume({
    purpose: "people",
    order: "latest",
    subscriptions: [
      on(AccountRegistered, keep),
      on(AccountChanged, keep),
      // R42. That it comes last keeps an older event from bringing the name back.
      on(AccountClosed, async ({ data: { accountId, closedAt } }, tx) => {
        await people.deleteOne({ _id: accountId }, { session: tx.session });
        await conversations.eraseSender(accountId, new Date(closedAt), tx.session);
        const sent: string[] = [];
        for await (const file of files.sentBy(accountId)) sent.push(file.id);
        await files.remove(sent);
      }),
    ],
  });
}

/** Catalog's events hold the whole listing, so the newest alone counts. */
export function followListings(bus: Bus, { listings }: Projections): void {
  async function keep({ data }: BusEvent<DataOf<typeof ListingPublished>>, tx: Transaction): Promise<void> {
    const { listingId, sellerId, state } = data;
    await listings.updateOne(
      { _id: listingId },
      { $set: { sellerId, state } },
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
export function followOrderParties(bus: Bus, { orders }: Projections): void {
  bus.consume({
    purpose: "order-parties",
    subscriptions: [
      on(OrderPlaced, async ({ data: { orderId, buyerId, sellerId } }, tx) => {
        await orders.updateOne(
          { _id: orderId },
          { $set: { buyerId, sellerId } },
          { upsert: true, session: tx.session },
        );
      }),
    ],
  });
}
