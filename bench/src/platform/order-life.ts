import { type Listing, must, newIdempotencyKey } from "@vc/client";
import { openShop, type Person, register, retryUntilAccepted, type World } from "@vc/testing/journey";
import { paymentPage } from "@vc/testing/people";
import { becomesTrue } from "../concurrently.ts";

/** A buyer and a seller with a listing, who have one order after the other. */
export type Pair = { readonly buyer: Person; readonly seller: Person; readonly listing: Listing };

const PAID_WITHIN_MS = 60_000;
/** How often a buyer's page looks whether the payment has arrived. */
const LOOKS_EVERY_MS = 100;

export async function introducePair(world: World): Promise<Pair> {
  const [buyer, seller] = await Promise.all([
    register(world, "Buyer", "fr"),
    register(world, "Seller", "en"),
  ]);
  const { listing } = await openShop(world, seller);
  return { buyer, seller, listing };
}

/** One order from placing to approval, over the public API as its two people would use it, and the payment page. */
export async function liveThroughAnOrder({ buyer, seller, listing }: Pair): Promise<void> {
  const order = await retryUntilAccepted("ordering", () =>
    buyer.api.POST("/v1/orders", {
      params: { header: { "idempotency-key": newIdempotencyKey() } },
      body: { listingId: listing.id, extraIds: [], expectedTotal: listing.basePrice },
    }),
  );
  const session = await retryUntilAccepted("opening the payment page", () =>
    buyer.api.POST("/v1/payments/checkout-sessions", { body: { orderId: order.id } }),
  );
  const page = await paymentPage.pay(session.url);
  if (page.kind !== "done") throw new Error(`the payment page answered ${page.status}`);
  const params = { path: { orderId: order.id } };
  const isPaid = async () =>
    must(await buyer.api.GET("/v1/orders/{orderId}", { params })).state === "pending";
  if (!(await becomesTrue(isPaid, PAID_WITHIN_MS, LOOKS_EVERY_MS)))
    throw new Error(`${order.id} was never paid`);
  must(await seller.api.POST("/v1/orders/{orderId}/accept", { params, body: {} }));
  const delivery = { message: "Here it is.", fileIds: [], links: ["https://example.org/logo.svg"] };
  must(await seller.api.POST("/v1/orders/{orderId}/deliver", { params, body: delivery }));
  must(await buyer.api.POST("/v1/orders/{orderId}/approve", { params, body: {} }));
}
