import { type Listing, must, type Order } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import type { Deal } from "./deal.ts";
import { DEMO_PASSWORD, demoAccounts, demoTitles } from "./demo-data.ts";
import { type DemoListing, type DemoShop, demoCustomers, demoShops } from "./demo-shops.ts";
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
  const shops: OpenShop[] = [];
  for (const shop of demoShops) shops.push(await openShop(world, await signIn(shop), shop));
  await fillShops(world, shops);
  const customers: Person[] = [];
  for (const customer of demoCustomers) customers.push(await signIn(customer));
  await inParallel(shops, SIDE_BY_SIDE, ({ shop, owner, offers }) =>
    fillReviews(world, customers, owner, shop, offers),
  );
}

/** A demo shop whose owner can sell, with what it offers so far. */
interface OpenShop {
  readonly shop: DemoShop;
  readonly owner: Person;
  readonly existing: readonly Listing[];
  readonly offers: Offer[];
}

async function openShop(world: World, owner: Person, shop: DemoShop): Promise<OpenShop> {
  await openPayoutAccount(world, owner);
  const { bio } = must(await owner.api.GET("/v1/me"));
  if (bio !== shop.bio) must(await owner.api.PATCH("/v1/me", { body: { bio: shop.bio } }));
  const query = { sellerId: "me", limit: 100 } as const;
  const { items } = must(await owner.api.GET("/v1/listings", { params: { query } }));
  return { shop, owner, existing: items, offers: [] };
}

/** Publishes a listing of each shop in turn, so that what is new in the market is not all of one seller. */
async function fillShops(world: World, shops: readonly OpenShop[]): Promise<void> {
  const most = Math.max(...shops.map(({ shop }) => shop.listings.length));
  for (let row = 0; row < most; row += 1) {
    for (const { shop, owner, existing, offers } of shops) {
      const wanted = shop.listings[row];
      if (wanted === undefined) continue;
      const found = existing.find(({ title }) => title === wanted.title);
      const listing = found ?? must(await owner.api.POST("/v1/listings", { body: bodyOf(wanted) }));
      const offer = { listing, word: wanted.title };
      offers.push(listing.state === "published" ? offer : await publish(world, owner, offer));
    }
  }
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
  world: World,
  customers: readonly Person[],
  seller: Person,
  { reviews }: DemoShop,
  offers: readonly Offer[],
): Promise<void> {
  const query = { sellerId: seller.accountId, limit: 100 };
  const { items } = must(await seller.api.GET("/v1/reviews", { params: { query } }));
  for (const [index, [stars, text]] of reviews.entries()) {
    if (items.some((review) => review.text === text)) continue;
    const offer = offers[index % offers.length];
    const buyer = customers[index % customers.length];
    if (offer === undefined || buyer === undefined) throw new Error("a demo shop sells nothing");
    const deal = { world, buyer, seller, offer };
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
  const offers = await until("the demo seller's listings to be found", async () => {
    const query = { sellerId: seller.accountId, limit: 10 };
    const { items } = must(await buyer.api.GET("/v1/listings", { params: { query } }));
    const found = items.map((listing): Offer => ({ listing, word: listing.title }));
    return Object.values(demoTitles).every((title) => found.some(({ word }) => word === title)) && found;
  });
  const of = (title: keyof typeof demoTitles): Deal => {
    const offer = offers.find(({ word }) => word === demoTitles[title]);
    if (offer === undefined) throw new Error(`the demo seller does not offer ${demoTitles[title]}`);
    return { world, buyer, seller, offer };
  };
  const seen = await statesOf(buyer, seller);
  for (const [state, { title, bring }] of Object.entries(demoOrders)) {
    // What was unpaid has expired since, and is there all the same.
    const isThere = seen.has(state) || (state === "awaiting_payment" && seen.has("payment_expired"));
    if (!isThere) await bring(of(title));
  }
}

async function paidWithBrief(deal: Deal): Promise<Order> {
  const order = await placePaid(deal);
  await fillInBrief(deal, order);
  return order;
}

const atWork = async (deal: Deal) => accept(deal, await paidWithBrief(deal));
const delivered = async (deal: Deal) => deliver(deal, await atWork(deal));

interface DemoOrder {
  readonly title: keyof typeof demoTitles;
  readonly bring: (deal: Deal) => Promise<unknown>;
}

/** Of what the order in each state is, and what brings it there. What is delivered is a logo. */
const demoOrders: Readonly<Partial<Record<OrderState, DemoOrder>>> = {
  completed: { title: "vector", bring: async (deal) => approve(deal, await delivered(deal)) },
  delivered: { title: "logo", bring: delivered },
  in_progress: { title: "video", bring: async (deal) => requestCancellation(deal, await atWork(deal)) },
  pending: { title: "article", bring: paidWithBrief },
  awaiting_payment: { title: "guide", bring: place },
  revision_requested: {
    title: "vector",
    bring: async (deal) => requestRevision(deal, await delivered(deal)),
  },
  revision_refused: {
    title: "guide",
    bring: async (deal) => refuseRevision(deal, await requestRevision(deal, await delivered(deal))),
  },
  disputed: {
    title: "logo",
    bring: async (deal) => disputeRevision(deal, await requestRevision(deal, await delivered(deal))),
  },
  refused: { title: "video", bring: async (deal) => refuse(deal, await paidWithBrief(deal)) },
  cancelled: { title: "article", bring: async (deal) => cancelBeforeAcceptance(deal, await placePaid(deal)) },
};

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
