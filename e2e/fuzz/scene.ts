import { setScene } from "../authorisation/scene.ts";
import { accept, type Deal, deliver, placePaid, priceOf } from "../journey/deal.ts";
import { type Person, register, verifyEmail } from "../journey/people.ts";
import { draftListing, type Offer, openPayoutAccount, openShop, publish } from "../journey/shop.ts";
import type { World } from "../journey/world.ts";
import { openStaff } from "../staff.ts";

/** How many orders begin in each state, on either side: what is done to one of them changes its state. */
const ORDERS_OF_A_STATE = 3;

export interface FuzzScene {
  /** Who asks: somebody who may do everything, and has orders in every state as their buyer and as their seller. */
  readonly main: Person;
  /** Somebody who has no part in any of that. */
  readonly other: Person;
  /** Somebody whose roles may be changed. */
  readonly spare: Person;
  /** By parameters (`path.orderId`, `body.listingId`), things of the scene that they can name. */
  readonly things: Readonly<Record<string, readonly (string | number)[]>>;
}

/** One of everything that an operation can be about, so that not all of them answer 404. */
export async function setFuzzScene(world: World): Promise<FuzzScene> {
  // One after the other: both make the admin when there is none.
  const { appointed: main } = await openStaff(world, ["user", "mediator", "admin"]);
  const { appointed: other } = await openStaff(world, ["user"]);
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [itsOffer, ownOffer] = await Promise.all([
    openShop(world, seller),
    openVerifiedShop(world, main),
    verifyEmail(world, buyer),
  ]);
  const bought = await everythingOf({ world, buyer: main, seller, offer: itsOffer });
  const sold = await everythingOf({ world, buyer, seller: main, offer: ownOffer });
  const both = <Name extends keyof typeof bought>(name: Name) => [...bought[name], ...sold[name]];
  return {
    main,
    other,
    spare: buyer,
    things: {
      "path.orderId": both("orders"),
      "path.listingId": both("listings"),
      "path.conversationId": both("conversations"),
      "path.reviewId": both("reviews"),
      "path.reportId": both("reports"),
      "path.fileId": both("files"),
      "path.file": sold.invoices,
      "path.token": bought.unsubscribeTokens,
      "path.accountId": [main.accountId, seller.accountId],
      "body.listingId": [itsOffer.listing.id],
      "body.extraIds[*]": itsOffer.listing.extras.map(({ id }) => id),
      "body.expectedTotal.amount": [itsOffer.listing.basePrice.amount, priceOf(itsOffer).amount],
      "body.orderId": both("orders"),
      "body.sellerId": [seller.accountId],
      "body.category": [itsOffer.listing.category],
      "query.category": [itsOffer.listing.category],
    },
  };
}

/** As `openShop`, for somebody whose address is verified already. */
async function openVerifiedShop(world: World, seller: Person): Promise<Offer> {
  const [offer] = await Promise.all([draftListing(world, seller), openPayoutAccount(world, seller)]);
  return publish(world, seller, offer);
}

async function everythingOf(deal: Deal) {
  const { ids, unsubscribeToken } = await setScene(deal);
  const orders = await ordersOf(deal);
  return {
    orders: [ids.done, ids.disputed, ids.unpaid, ...orders],
    listings: [ids.draft, ids.doomed, ids.toBePaused, ids.published],
    conversations: [ids.conversation, ids.support],
    reviews: [ids.reviewId],
    reports: [ids.reportId],
    files: [ids.doneFile, ids.disputedFile, ids.conversationFile],
    invoices: [ids.invoice],
    unsubscribeTokens: [unsubscribeToken],
  };
}

async function ordersOf(deal: Deal): Promise<string[]> {
  const ids: string[] = [];
  for (let count = 0; count < ORDERS_OF_A_STATE; count++) {
    const pending = await placePaid(deal);
    const begun = await accept(deal, await placePaid(deal));
    const delivered = await deliver(deal, await accept(deal, await placePaid(deal)));
    ids.push(pending.id, begun.id, delivered.id);
  }
  return ids;
}
