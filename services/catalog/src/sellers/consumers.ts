import { type Bus, on, type Transaction } from "@vc/bus";
import { PayoutAccountChanged, StandingChanged } from "@vc/contracts";
import { type AccountErasure, addAccountConsumers } from "@vc/service";
import type { SellerFigures } from "./seller.ts";
import type { SellerStore } from "./store.ts";

/**
 * Projects sellers from the events of accounts, payments and reviews. Each of the three has a queue of its own, because
 * each counts its own events of an account, and "latest" compares only numbers of one count.
 *
 * @param copyFigures copies a seller's figures to where else they are stored
 */
export function addSellerConsumers(
  bus: Bus,
  sellers: SellerStore,
  copyFigures: (sellerId: string, figures: SellerFigures, tx: Transaction) => Promise<void>,
  erasure: AccountErasure,
): void {
  addAccountConsumers(bus, "accounts", {
    keep: async ({ accountId, displayName, emailVerified }, tx) => {
      await sellers.keep(accountId, { displayName, emailVerified }, tx.session);
    },
    close: async ({ accountId }, tx) => {
      await sellers.close(accountId, tx.session);
      erasure.begin(accountId, tx);
    },
  });

  bus.consume({
    purpose: "payout-accounts",
    order: "latest",
    subscriptions: [
      on(PayoutAccountChanged, async ({ data }, tx) => {
        await sellers.keep(data.accountId, { payoutAccount: data.state }, tx.session);
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
        await sellers.keep(sellerId, { rating: ratingMean, reviewCount: ratingCount }, tx.session);
        const figures = { rating: ratingMean ?? 0, reviewCount: ratingCount };
        await copyFigures(sellerId, figures, tx);
      }),
    ],
  });
}
