import { must, newIdempotencyKey, type Order } from "@vc/client";
import { type Money, totalOf } from "@vc/contracts";
import { paymentPage, testCards } from "../people/index.ts";
import { type Deal, readOrder, untilState } from "./deal.ts";
import type { Person } from "./people.ts";
import type { Offer } from "./shop.ts";
import { inEuros, mustBe, mustBeRefused, mustHold, retryUntilAccepted, until } from "./world.ts";

const moneyOf = (amount: number): Money => ({ amount, currency: "EUR" });

/** The price that the buyer sees: the listing with all its extras. */
export function priceOf({ listing }: Offer): Money {
  return moneyOf(
    totalOf(
      listing.basePrice.amount,
      listing.extras.map(({ price }) => price.amount),
    ),
  );
}

/** What a day of a delivery time counts on the platform (R13), in milliseconds. */
export async function dayMsOf({ api }: Pick<Person, "api">): Promise<number> {
  return must(await api.GET("/v1/orders/windows")).deliveryDayMs;
}

function requestFor(offer: Offer) {
  const extraIds = offer.listing.extras.map(({ id }) => id);
  return { listingId: offer.listing.id, extraIds, expectedTotal: priceOf(offer) };
}

/** R2, R7: places an order; the same request with the same key returns the same order. */
export async function placeOrder({ world, buyer, seller, offer }: Deal): Promise<Order> {
  const params = { header: { "idempotency-key": newIdempotencyKey() } };
  const place = () => buyer.api.POST("/v1/orders", { params, body: requestFor(offer) });
  const order = await retryUntilAccepted("ordering", place);
  mustBe("state of a new order", order.state, "awaiting_payment");
  mustBe("total of the order", order.total, priceOf(offer));
  mustBe("seller of the order", order.seller.id, seller.accountId);
  world.say(buyer.name, `orders for ${inEuros(order.total.amount)}`);

  const again = await place();
  mustBe("the order that the repeated request returns", must(again).id, order.id);
  const replayed = again.response.headers.get("idempotency-replayed");
  mustBe("Idempotency-Replayed of the second answer", replayed, "true");
  const other = { ...requestFor(offer), extraIds: [] };
  mustBeRefused(
    "another order under the same Idempotency-Key",
    await buyer.api.POST("/v1/orders", { params, body: other }),
    422,
    "idempotency_key_reused",
  );
  return order;
}

/** R7: concurrent requests with one key create one order. */
export async function mustOrderOnce({ buyer, offer }: Deal): Promise<void> {
  const params = { header: { "idempotency-key": newIdempotencyKey() } };
  const place = () => buyer.api.POST("/v1/orders", { params, body: requestFor(offer) });
  const answers = await Promise.all(Array.from({ length: 5 }, place));
  for (const answer of answers) {
    if (answer.error !== undefined) {
      mustBeRefused("a request beside the first", answer, 409, "idempotency_conflict");
    }
  }
  const { id } = await retryUntilAccepted("ordering with the same key", place);
  const { items } = must(await buyer.api.GET("/v1/orders"));
  mustBe(
    "the buyer's orders",
    items.map((order) => order.id),
    [id],
  );
}

/** R7: a request with an outdated price is refused with the current price and creates no order. */
export async function mustNotOrderAtWrongPrice({ world, buyer, offer }: Deal): Promise<void> {
  const count = async () => must(await buyer.api.GET("/v1/orders")).items.length;
  const before = await count();
  const wrong = { ...requestFor(offer), expectedTotal: moneyOf(priceOf(offer).amount - 1) };
  // 404 until the listing's event has reached the orders service.
  const answer = await until("an answer about the price", async () => {
    const given = await buyer.api.POST("/v1/orders", { body: wrong });
    return given.response.status === 404 ? undefined : given;
  });
  mustBeRefused("ordering at a price that is not the listing's", answer, 409, "price_changed");
  mustBe("orders after a refused one", await count(), before);
  world.say(buyer.name, "cannot order at another price: 409 price_changed, and nothing was ordered");
}

/** The hosted payment page of an order; an open one is returned again. */
export async function openPaymentPage({ buyer }: Deal, order: Order): Promise<string> {
  const open = () => buyer.api.POST("/v1/payments/checkout-sessions", { body: { orderId: order.id } });
  const session = await retryUntilAccepted("opening the payment page", open);
  mustBe("the session that the repeated request returns", must(await open()).id, session.id);
  return session.url;
}

export async function payWithDeclinedCard(deal: Deal, order: Order): Promise<void> {
  const page = await paymentPage.pay(await openPaymentPage(deal, order), testCards.declined);
  mustBe("the page's answer to a declined card", page.kind, "refused");
  mustBe("state after a declined card", (await readOrder(deal.buyer, order.id)).state, "awaiting_payment");
  deal.world.say(deal.buyer.name, "pays with a card that is declined: the order stays unpaid and payable");
}

/** R8: pays with a good card and waits until the order is pending. */
export async function pay(deal: Deal, order: Order): Promise<Order> {
  const page = await paymentPage.pay(await openPaymentPage(deal, order));
  mustHold("the payment page to take the card", page.kind === "done", page);
  const pending = await untilState(deal.seller, order.id, "pending");
  mustHold(
    "the seller to be able to accept",
    pending.allowedActions.includes("accept"),
    pending.allowedActions,
  );
  deal.world.say(deal.buyer.name, `pays ${inEuros(order.total.amount)}: the order is pending`);
  return pending;
}

export async function placePaid(deal: Deal): Promise<Order> {
  return pay(deal, await placeOrder(deal));
}
