import {
  type Deal,
  openShop,
  openVerifiedShop,
  type Person,
  priceOf,
  register,
  signInStaff,
  verifyEmail,
  type World,
} from "@vc/testing/journey";
import { setScene } from "../authorisation/scene.ts";
import { createSceneOrders } from "./scene-orders.ts";
import type { Things } from "./things.ts";

export interface FuzzScene {
  /** The caller: an account with every role that buys, sells, and decides disputes of others. */
  readonly main: Person;
  /** An account with no part in any order or conversation. */
  readonly other: Person;
  /** An account whose roles may change. */
  readonly spare: Person;
  /** Values of parameters in any operation. */
  readonly things: Things;
  /** By operation (`POST /v1/orders/{orderId}/accept`), the things on which `main` can take it. */
  readonly thingsOf: Readonly<Record<string, Things>>;
}

/** Creates one of each thing that operations act on, so that not all of them answer 404 and 409. */
export async function setFuzzScene(world: World): Promise<FuzzScene> {
  // One after the other: both create the admin when it is missing.
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
  // One after the other: both appoint a mediator with the same admin.
  const bought = await setScene(buying);
  const sold = await setScene(selling);
  const orders = await createSceneOrders(main, { buyer: buying, seller: selling, mediator: watching });
  const orderIds = [
    ...[bought.ids.done, bought.ids.disputed, bought.ids.unpaid, sold.ids.done, sold.ids.disputed],
    ...orders.orderIds,
  ];
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
      "path.exceptionId": both("exception"),
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
      ...orders.thingsOf,
      "POST /v1/orders": {
        "body.listingId": [listing.id],
        "body.extraIds[*]": listing.extras.map(({ id }) => id),
        "body.expectedTotal.amount": [listing.basePrice.amount, priceOf(itsOffer).amount],
      },
      "GET /v1/orders/{orderId}/files/{fileId}": { "path.orderId": both("done", "disputed") },
      "POST /v1/orders/{orderId}/files/{fileId}/links": { "path.orderId": both("done", "disputed") },
      "GET /v1/payments/receipts/{orderId}": { "path.orderId": [bought.ids.done, bought.ids.disputed] },
      "PATCH /v1/listings/{listingId}": own,
      "DELETE /v1/listings/{listingId}": { "path.listingId": [sold.ids.doomed] },
      "POST /v1/listings/{listingId}/publish": own,
      "POST /v1/listings/{listingId}/pause": own,
      "PUT /v1/reviews/{reviewId}/reply": { "path.reviewId": [sold.ids.reviewId] },
    },
  };
}
