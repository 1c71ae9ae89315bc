import { must, type Order } from "@vc/client";
import {
  accept,
  type Deal,
  deliver,
  disputeRevision,
  draftListing,
  type Offer,
  openPayoutAccount,
  openShop,
  orderParams,
  type Person,
  placeOrder,
  placePaid,
  priceOf,
  publish,
  readOrder,
  refuseRevision,
  register,
  requestCancellation,
  requestRevision,
  signInStaff,
  verifyEmail,
  type World,
} from "@vc/testing/journey";
import { setScene } from "../authorisation/scene.ts";

/** How many orders of each kind there are on either side: what is done to one of them changes its state. */
const ORDERS_OF_A_KIND = 3;

/** Values of parameters by their name for schemathesis: `path.orderId`, `body.listingId`. */
export type Things = Readonly<Record<string, readonly (string | number)[]>>;

export interface FuzzScene {
  /** Who asks: somebody with every role, who buys, sells, and decides over others' disputes. */
  readonly main: Person;
  /** Somebody who has no part in any of that. */
  readonly other: Person;
  /** Somebody whose roles may be changed. */
  readonly spare: Person;
  /** What parameters can name, in any operation. */
  readonly things: Things;
  /** By operation (`POST /v1/orders/{orderId}/accept`), what `main` can do it to. */
  readonly thingsOf: Readonly<Record<string, Things>>;
}

/** One of everything that an operation can be about, so that not all of them answer 404 and 409. */
export async function setFuzzScene(world: World): Promise<FuzzScene> {
  // One after the other: both make the admin when there is none.
  const { appointed: main } = await signInStaff(world, ["user", "mediator", "admin"]);
  const { appointed: other } = await signInStaff(world, ["user"]);
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [itsOffer, ownOffer] = await Promise.all([
    openShop(world, seller),
    openVerifiedShop(world, main),
    verifyEmail(world, buyer),
  ]);
  const buying: Deal = { world, buyer: main, seller, offer: itsOffer };
  const selling: Deal = { world, buyer, seller: main, offer: ownOffer };
  const watching: Deal = { world, buyer, seller, offer: itsOffer };
  // In a row: each appoints a mediator by the same admin.
  const bought = await setScene(buying);
  const sold = await setScene(selling);
  const orderIds = [
    ...[bought.ids.done, bought.ids.disputed, bought.ids.unpaid, sold.ids.done, sold.ids.disputed],
    ...(await ordersOf(buying, [unpaid, pending, begun, delivered, cancelling, disputed])),
    ...(await ordersOf(selling, [pending, begun, delivered, revising, unrevised, cancelling, disputed])),
    ...(await ordersOf(buying, [unrevised])),
    ...(await ordersOf(watching, [disputed])),
  ];
  // A mediator sees them only to excuse their seller.
  const excusable = await ordersOf(watching, [cancelled]);
  const both = (...names: (keyof typeof bought.ids)[]) =>
    names.flatMap((name) => [bought.ids[name], sold.ids[name]]);
  const own = { "path.listingId": [sold.ids.draft, sold.ids.toBePaused, sold.ids.published] };
  const { listing } = itsOffer;
  return {
    main,
    other,
    spare: buyer,
    things: {
      "path.orderId": orderIds,
      "path.listingId": both("published", "draft", "toBePaused"),
      "path.conversationId": both("conversation", "support"),
      "path.reviewId": both("reviewId"),
      "path.reportId": both("reportId"),
      "path.fileId": both("doneFile", "disputedFile", "conversationFile"),
      "path.accountId": [main.accountId, seller.accountId],
      "path.file": [sold.ids.invoice],
      "path.token": [bought.unsubscribeToken],
      "body.orderId": orderIds,
      "body.upTo": both("message"),
      "body.sellerId": [seller.accountId],
      "body.category": [listing.category],
      "query.category": [listing.category],
    },
    thingsOf: {
      ...(await ordersByAction(main, orderIds)),
      "POST /v1/orders": {
        "body.listingId": [listing.id],
        "body.extraIds[*]": listing.extras.map(({ id }) => id),
        "body.expectedTotal.amount": [listing.basePrice.amount, priceOf(itsOffer).amount],
      },
      "POST /v1/orders/{orderId}/excuse-cancellation": { "path.orderId": excusable },
      "GET /v1/orders/{orderId}/files/{fileId}": { "path.orderId": both("done", "disputed") },
      "GET /v1/payments/receipts/{orderId}": { "path.orderId": [bought.ids.done, bought.ids.disputed] },
      "PATCH /v1/listings/{listingId}": own,
      "DELETE /v1/listings/{listingId}": { "path.listingId": [sold.ids.doomed] },
      "POST /v1/listings/{listingId}/publish": own,
      "POST /v1/listings/{listingId}/pause": own,
      "PUT /v1/reviews/{reviewId}/reply": { "path.reviewId": [sold.ids.reviewId] },
    },
  };
}

/** As `openShop`, for somebody whose address is verified already. */
async function openVerifiedShop(world: World, seller: Person): Promise<Offer> {
  const [offer] = await Promise.all([draftListing(world, seller), openPayoutAccount(world, seller)]);
  return publish(world, seller, offer);
}

type Kind = (deal: Deal) => Promise<Order>;

const unpaid: Kind = (deal) => placeOrder(deal);
const pending: Kind = (deal) => placePaid(deal);
const begun: Kind = async (deal) => accept(deal, await placePaid(deal));
const delivered: Kind = async (deal) => deliver(deal, await accept(deal, await placePaid(deal)));
const revising: Kind = async (deal) => requestRevision(deal, await delivered(deal));
const unrevised: Kind = async (deal) => refuseRevision(deal, await revising(deal));
const cancelling: Kind = async (deal) => requestCancellation(deal, await begun(deal));
const disputed: Kind = async (deal) => disputeRevision(deal, await revising(deal));
const cancelled: Kind = async (deal) => {
  const { id } = await begun(deal);
  return must(
    await deal.seller.api.POST("/v1/orders/{orderId}/cancel", {
      params: orderParams(id),
      body: { explanation: "As we said." },
    }),
  );
};

async function ordersOf(deal: Deal, kinds: readonly Kind[]): Promise<string[]> {
  const wanted = kinds.flatMap((kind) => Array<Kind>(ORDERS_OF_A_KIND).fill(kind));
  const orders = await Promise.all(wanted.map((kind) => kind(deal)));
  return orders.map(({ id }) => id);
}

/** For each action on orders, and what else wants a certain one, those that somebody can do it to. */
async function ordersByAction(who: Person, orderIds: readonly string[]): Promise<Record<string, Things>> {
  const orders = await Promise.all(orderIds.map((id) => readOrder(who, id).catch(() => undefined)));
  const able = new Map<string, string[]>();
  const add = (operation: string, id: string) => able.set(operation, [...(able.get(operation) ?? []), id]);
  for (const order of orders.filter((each) => each !== undefined)) {
    for (const action of order.allowedActions) add(`POST /v1/orders/{orderId}/${action}`, order.id);
    if (order.dispute !== null) add("GET /v1/orders/{orderId}/case", order.id);
    if (order.buyer.id !== who.accountId) continue;
    if (order.state === "awaiting_payment") add("POST /v1/payments/checkout-sessions", order.id);
    if (order.state === "delivered") add("POST /v1/reviews", order.id);
  }
  return Object.fromEntries(
    [...able].map(([operation, ids]) => [
      operation,
      { [operation.includes("{orderId}") ? "path.orderId" : "body.orderId"]: ids },
    ]),
  );
}
