import { must, type Order } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import type { Deal } from "./deal.ts";
import { DEMO_PASSWORD, demoAccounts } from "./demo-data.ts";
import { type DemoListing, type DemoShop, demoShops } from "./demo-shops.ts";
import {
  cancelBeforeAcceptance,
  disputeRevision,
  refuseRevision,
  requestCancellation,
  requestRevision,
} from "./disagreements.ts";
import { accept, approve, deliver, fillInBrief, refuse } from "./fulfilment.ts";
import { pay } from "./ordering.ts";
import { type Person, signInVerified } from "./people.ts";
import { type Offer, openPayoutAccount, publish } from "./shop.ts";
import { conversationOf, sendMessage } from "./talk.ts";
import { retryUntilAccepted, until, type World, worldAt } from "./world.ts";

/** How many reviews are written side by side: the machine has other things to do. */
const SIDE_BY_SIDE = 2;

/**
 * Fills the demo market through the public API, as people would: shops with listings in every category, orders that were
 * completed and reviewed, and for the demo buyer and the demo seller one order in every state that does not take the clock.
 * Every step first checks whether it is done, so the next start completes an interrupted load.
 */
export async function loadDemoMarket(urls: { gatewayUrl: string; maildevUrl: string }): Promise<void> {
  const world = worldAt(urls);
  const signIn = (account: { email: string; displayName: string; locale: "fr" | "en" }) =>
    signInVerified(world, { ...account, password: DEMO_PASSWORD });
  const [buyer, seller] = await Promise.all([signIn(demoAccounts.buyer), signIn(demoAccounts.seller)]);
  await fillOrders(world, buyer, seller);
  await fillTalk(buyer, seller);
  const shops: { shop: DemoShop; owner: Person; offers: readonly Offer[] }[] = [];
  for (const shop of demoShops) {
    const owner = await signIn(shop);
    shops.push({ shop, owner, offers: await fillShop(world, owner, shop) });
  }
  await inParallel(shops, SIDE_BY_SIDE, ({ shop, owner, offers }) =>
    fillReviews({ world, buyer, seller: owner }, shop, offers),
  );
}

async function fillShop(world: World, owner: Person, shop: DemoShop): Promise<Offer[]> {
  await openPayoutAccount(world, owner);
  const { bio } = must(await owner.api.GET("/v1/me"));
  if (bio !== shop.bio) must(await owner.api.PATCH("/v1/me", { body: { bio: shop.bio } }));
  const query = { sellerId: "me", limit: 100 } as const;
  const { items } = must(await owner.api.GET("/v1/listings", { params: { query } }));
  const offers: Offer[] = [];
  for (const wanted of shop.listings) {
    const existing = items.find(({ title }) => title === wanted.title);
    const listing = existing ?? must(await owner.api.POST("/v1/listings", { body: bodyOf(wanted) }));
    const offer = { listing, word: wanted.title };
    offers.push(listing.state === "published" ? offer : await publish(world, owner, offer));
  }
  return offers;
}

const euros = (amount: number) => ({ amount, currency: "EUR" as const });

function bodyOf({
  title,
  description,
  category,
  priceCents,
  deliveryDays,
  brief,
  extras,
  revisionLimit,
}: DemoListing) {
  return {
    title,
    description,
    category,
    tags: [],
    basePrice: euros(priceCents),
    deliveryDays,
    briefInstructions: brief,
    extras: extras.map(([name, price, extraDays]) => ({ title: name, price: euros(price), extraDays })),
    revisionLimit,
  };
}

/** R32: each review belongs to an order that was paid, delivered and completed by it. */
async function fillReviews(
  people: Omit<Deal, "offer">,
  { reviews }: DemoShop,
  offers: readonly Offer[],
): Promise<void> {
  const { world, buyer, seller } = people;
  const query = { sellerId: seller.accountId, limit: 100 };
  const { items } = must(await buyer.api.GET("/v1/reviews", { params: { query } }));
  for (const [index, [stars, text]] of reviews.entries()) {
    if (items.some((review) => review.text === text)) continue;
    const offer = offers[index % offers.length];
    if (offer === undefined) throw new Error("a demo shop has no listing");
    const deal = { ...people, offer };
    const order = await deliver(deal, await accept(deal, await placePaid(deal)));
    await retryUntilAccepted("reviewing", () =>
      buyer.api.POST("/v1/reviews", { body: { orderId: order.id, stars, text } }),
    );
  }
  world.say(seller.name, "has reviews");
}

/** An order of the listing as it stands, without the checks of the main job. */
async function place({ buyer, offer: { listing } }: Deal): Promise<Order> {
  const body = { listingId: listing.id, expectedTotal: listing.basePrice };
  return retryUntilAccepted("ordering", () => buyer.api.POST("/v1/orders", { body }));
}

async function placePaid(deal: Deal): Promise<Order> {
  return pay(deal, await place(deal));
}

/** One order in every state that people can bring about at once; the clock brings the others in time. */
async function fillOrders(world: World, buyer: Person, seller: Person): Promise<void> {
  const [offer] = await until("the demo seller's listings to be found", async () => {
    const query = { sellerId: seller.accountId, limit: 10 };
    const { items } = must(await buyer.api.GET("/v1/listings", { params: { query } }));
    return items.length > 0 && items.map((listing) => ({ listing, word: listing.title }));
  });
  if (offer === undefined) throw new Error("the demo seller offers nothing");
  const deal: Deal = { world, buyer, seller, offer };
  const seen = await statesOf(buyer, seller);
  const paidWithBrief = async () => {
    const order = await placePaid(deal);
    await fillInBrief(deal, order);
    return order;
  };
  const atWork = async () => accept(deal, await paidWithBrief());
  const delivered = async () => deliver(deal, await atWork());
  const ways: Readonly<Partial<Record<OrderState, () => Promise<unknown>>>> = {
    completed: async () => approve(deal, await delivered()),
    delivered,
    in_progress: async () => requestCancellation(deal, await atWork()),
    pending: paidWithBrief,
    awaiting_payment: () => place(deal),
    revision_requested: async () => requestRevision(deal, await delivered()),
    revision_refused: async () => refuseRevision(deal, await requestRevision(deal, await delivered())),
    disputed: async () => disputeRevision(deal, await requestRevision(deal, await delivered())),
    refused: async () => refuse(deal, await paidWithBrief()),
    cancelled: async () => cancelBeforeAcceptance(deal, await placePaid(deal)),
  };
  for (const [state, bring] of Object.entries(ways)) {
    // What was unpaid has expired since, and is there all the same.
    const isThere = seen.has(state) || (state === "awaiting_payment" && seen.has("payment_expired"));
    if (!isThere) await bring();
  }
}

/** What the demo buyer and the demo seller said about a delivery. */
const DEMO_TALK = [
  ["seller", "Bonjour, c’est accepté. Je vous montre deux pistes avant la fin de la semaine."],
  ["buyer", "Parfait. L’imprimeur attend les étiquettes à la fin du mois, nous sommes larges."],
  ["seller", "C’est livré. J’ai joint une version pour fond sombre."],
] as const;

/** R37: what was said stands in the conversation of the order that is delivered. */
async function fillTalk(buyer: Person, seller: Person): Promise<void> {
  const query = { role: "buyer", state: "delivered", limit: 100 } as const;
  const { items } = must(await buyer.api.GET("/v1/orders", { params: { query } }));
  const order = items.find((each) => each.seller.id === seller.accountId);
  // The clock has completed it since, with what was said about it.
  if (order === undefined) return;
  const conversation = await conversationOf(buyer, order.id);
  if (conversation.lastMessage !== null) return;
  for (const [by, text] of DEMO_TALK) {
    must(await sendMessage(by === "buyer" ? buyer : seller, conversation.id, { text }));
  }
}

async function statesOf(buyer: Person, seller: Person): Promise<Set<string>> {
  const query = { role: "buyer", limit: 100 } as const;
  const { items } = must(await buyer.api.GET("/v1/orders", { params: { query } }));
  const between = items.filter((order: Order) => order.seller.id === seller.accountId);
  return new Set(between.map(({ state }) => state));
}

/** Does some things at a time, each once. */
async function inParallel<T>(
  things: readonly T[],
  width: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const left = [...things];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await work(thing);
    }),
  );
}
