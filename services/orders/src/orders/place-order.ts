import type { Bus } from "@vc/bus";
import { euros, type PlaceOrderRequest, type ProblemExtra } from "@vc/contracts";
import { type Clock, canonicalHash } from "@vc/http";
import { eventually, newId } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { ListingStore } from "../listings/store.ts";
import { place } from "./decide.ts";
import { shownTerms } from "./frozen-listing.ts";
import { commitChange } from "./move-order.ts";
import type { Order } from "./order.ts";
import { type PlacementTerms, termsOf } from "./placement.ts";
import type { OrderPolicy } from "./policy.ts";
import type { OrderStore } from "./store.ts";

export type PlacementRefusal = Extract<PlacementTerms, { kind: "refused" }>["reason"] | "account_closing";

export type PlaceOrderResult =
  | { readonly kind: "placed"; readonly order: Order }
  | { readonly kind: "refused"; readonly reason: PlacementRefusal; readonly extra: ProblemExtra };

/** What placing an order works with. */
export interface PlacementDeps {
  readonly bus: Bus;
  readonly orders: OrderStore;
  readonly listings: ListingStore;
  /** Which of the accounts are being closed or are closed (R42). */
  readonly closings: {
    readonly among: (accountIds: readonly string[], session: ClientSession) => Promise<string[]>;
  };
  readonly clock: Clock;
  readonly policy: OrderPolicy;
}

/**
 * Places an order at the price and terms that the catalog last told of (R7).
 *
 * @param alongside writes into the same transaction: what it writes exists exactly if the order does
 */
export async function placeOrder(
  { bus, orders, listings, closings, clock, policy }: PlacementDeps,
  buyerId: string,
  request: PlaceOrderRequest,
  alongside: (order: Order, session: ClientSession) => Promise<void>,
): Promise<PlaceOrderResult> {
  const terms = await settledTerms(listings, buyerId, request);
  if (terms.kind === "refused") {
    const extra = terms.reason === "price_changed" ? { total: euros(terms.totalAmount) } : {};
    return { kind: "refused", reason: terms.reason, extra };
  }
  const { listing, category, sellerId, totalAmount } = terms;
  const change = place(
    {
      id: newId("order"),
      buyerId,
      sellerId,
      listing: { ...listing, hash: canonicalHash(shownTerms(listing)) },
      category,
      totalAmount,
      brief: request.brief ?? null,
    },
    clock.now(),
    policy,
  );
  return bus.transaction(async (tx): Promise<PlaceOrderResult> => {
    // R42: read in the transaction, so that none commits much later than it was allowed.
    const closing = await closings.among([buyerId, sellerId], tx.session);
    if (closing.includes(buyerId)) return { kind: "refused", reason: "account_closing", extra: {} };
    if (closing.includes(sellerId)) return { kind: "refused", reason: "listing_not_available", extra: {} };
    await commitChange(tx, orders, null, change, policy);
    await alongside(change.order, tx.session);
    return { kind: "placed", order: change.order };
  });
}

/**
 * The terms of the listing. A buyer may be quicker than the event of the publication, of the new price or of an extra that
 * was just added: waits up to 2 s.
 */
async function settledTerms(
  listings: ListingStore,
  buyerId: string,
  { listingId, extraIds, expectedTotal }: PlaceOrderRequest,
): Promise<PlacementTerms> {
  const asked = { buyerId, extraIds, expectedAmount: expectedTotal.amount };
  const isSettled = (terms: PlacementTerms) =>
    terms.kind === "terms" || !["listing_not_available", "price_changed"].includes(terms.reason);
  let terms = termsOf(await listings.find(listingId), asked);
  if (isSettled(terms)) return terms;
  await eventually(async () => {
    terms = termsOf(await listings.find(listingId), asked);
    return isSettled(terms) || null;
  });
  return terms;
}
