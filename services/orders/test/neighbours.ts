import {
  AccountRegistered,
  ChargebackDecided,
  type DataOf,
  ListingPublished,
  type Order,
  PaymentChargedBack,
  PaymentSucceeded,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { type testPlatform, waitFor } from "@vc/testing";

type Surroundings = Pick<Awaited<ReturnType<typeof testPlatform>>, "platform" | "neighbours">;

/** The two sides of every order of a test. */
export interface Parties {
  readonly buyerId: string;
  readonly sellerId: string;
}

/** What accounts and the catalog tell of. */
export function peopleAndListings({ platform, neighbours }: Surroundings, { sellerId }: Parties) {
  /** Makes a person known, as accounts does. */
  async function introduce(accountId: string, displayName: string): Promise<void> {
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.org`,
      emailVerified: true,
      displayName,
      bio: "",
      locale: "en",
      roles: ["user"],
      createdAt: platform.clock.now().toISOString(),
    });
    const known = () => platform.db.collection<{ _id: string }>("accounts").findOne({ _id: accountId });
    await waitFor(known, { what: `${displayName} to be known` });
  }

  /** A published listing of the seller's, as the catalog tells of it. */
  async function aPublishedListing(terms: Partial<DataOf<typeof ListingPublished>> = {}) {
    const listing: DataOf<typeof ListingPublished> = {
      listingId: newId("listing"),
      sellerId,
      state: "published",
      title: "Logo design",
      description: "A logo in black and white.",
      category: "graphic-design/logos",
      briefInstructions: "Name and trade.",
      basePrice: 5_000,
      deliveryDays: 3,
      extras: [{ id: newId("extra"), title: "Express", price: 2_000, extraDays: 0 }],
      revisionLimit: null,
      ...terms,
    };
    await neighbours.tell(ListingPublished, listing.listingId, listing);
    await waitFor(
      async () => platform.db.collection<{ _id: string }>("listings").findOne({ _id: listing.listingId }),
      {
        what: "the listing's projection",
      },
    );
    return listing;
  }

  return { introduce, aPublishedListing };
}

/** What payments tells of. */
export function moneyOf({ platform, neighbours }: Surroundings, { buyerId, sellerId }: Parties) {
  async function pay(order: Pick<Order, "id" | "total">): Promise<void> {
    await neighbours.tell(PaymentSucceeded, order.id, {
      orderId: order.id,
      amount: order.total.amount,
      paidAt: platform.clock.now().toISOString(),
    });
  }

  const bankFacts = (order: Pick<Order, "id" | "total">, blockedAmount = order.total.amount) => ({
    orderId: order.id,
    buyerId,
    sellerId,
    amount: order.total.amount,
    blockedAmount,
  });

  /** The buyer's bank takes a payment back, as payments tells of it. */
  async function chargeBack(order: Pick<Order, "id" | "total">, blockedAmount?: number): Promise<void> {
    await neighbours.tell(PaymentChargedBack, order.id, {
      ...bankFacts(order, blockedAmount),
      openedAt: platform.clock.now().toISOString(),
    });
  }

  /** The bank decides. */
  async function decideChargeback(
    order: Pick<Order, "id" | "total">,
    verdict: "won" | "lost",
    blockedAmount?: number,
  ): Promise<void> {
    await neighbours.tell(ChargebackDecided, order.id, {
      ...bankFacts(order, blockedAmount),
      verdict,
      decidedAt: platform.clock.now().toISOString(),
    });
  }

  return { pay, chargeBack, decideChargeback };
}
