import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  AccountChanged,
  AccountClosed,
  AccountRegistered,
  type DataOf,
  PayoutAccountChanged,
  StandingChanged,
} from "@vc/contracts";
import type { ListingWriter } from "../listings/change-listing.ts";
import type { ListingStore } from "../listings/store.ts";
import type { SellerStore } from "./store.ts";

/**
 * Follows what accounts, payments and reviews say of sellers. Each has a queue of its own, because each counts its
 * own events of an account, and "latest" compares only numbers of one count.
 */
export function followSellers(
  bus: Bus,
  sellers: SellerStore,
  listings: ListingStore,
  { eraseListings }: Pick<ListingWriter, "eraseListings">,
): void {
  async function learnAccount({ data }: BusEvent<DataOf<typeof AccountRegistered>>, tx: Transaction) {
    const { accountId, displayName, emailVerified } = data;
    await sellers.learn(accountId, { displayName, emailVerified }, tx.session);
  }

  bus.consume({
    purpose: "accounts",
    order: "latest",
    subscriptions: [
      on(AccountRegistered, learnAccount),
      on(AccountChanged, learnAccount),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await sellers.forget(accountId, tx.session);
        await eraseListings(accountId, tx);
      }),
    ],
  });

  bus.consume({
    purpose: "payout-accounts",
    order: "latest",
    subscriptions: [
      on(PayoutAccountChanged, async ({ data }, tx) => {
        await sellers.learn(data.accountId, { payoutAccount: data.state }, tx.session);
      }),
    ],
  });

  bus.consume({
    purpose: "standings",
    order: "latest",
    subscriptions: [
      on(StandingChanged, async ({ data }, tx) => {
        const { sellerId, ratingMean, ratingCount } = data;
        // The seller first: see figuresForNewListing.
        await sellers.learn(sellerId, { rating: ratingMean, reviewCount: ratingCount }, tx.session);
        const figures = { rating: ratingMean ?? 0, reviewCount: ratingCount };
        await listings.copySellerFigures(sellerId, figures, tx.session);
      }),
    ],
  });
}
