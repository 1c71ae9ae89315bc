import { type Answer, type FileInfo, must, newIdempotencyKey, type Order, type Review } from "@vc/client";
import { type Money, type OrderState, totalOf } from "@vc/contracts";
import { paymentPage, TEST_CARDS } from "@vc/testing/people";
import type { Person } from "./people.ts";
import type { Offer } from "./shop.ts";
import { inEuros, mustBe, mustBeRefused, mustHold, until, type World, whenOthersKnow } from "./world.ts";

/** A buyer and a seller over one listing. */
export interface Deal {
  readonly world: World;
  readonly buyer: Person;
  readonly seller: Person;
  readonly offer: Offer;
}

const moneyOf = (amount: number): Money => ({ amount, currency: "EUR" });

/** What the buyer sees as the price: the listing with all its extras. */
export function priceOf({ listing }: Offer): Money {
  return moneyOf(
    totalOf(
      listing.basePrice.amount,
      listing.extras.map(({ price }) => price.amount),
    ),
  );
}

function requestFor(offer: Offer) {
  const extraIds = offer.listing.extras.map(({ id }) => id);
  return { listingId: offer.listing.id, extraIds, expectedTotal: priceOf(offer) };
}

export async function readOrder(person: Person, orderId: string): Promise<Order> {
  return must(await person.api.GET("/v1/orders/{orderId}", { params: at(orderId) }));
}

/** The parameters of a route below one order. */
export function at(orderId: string) {
  return { path: { orderId } };
}

/** R2, R7: orders; sending the same again gives the same order. */
export async function placeOrder({ world, buyer, seller, offer }: Deal): Promise<Order> {
  const params = { header: { "idempotency-key": newIdempotencyKey() } };
  const place = () => buyer.api.POST("/v1/orders", { params, body: requestFor(offer) });
  const order = await whenOthersKnow("ordering", place);
  mustBe("state of a new order", order.state, "awaiting_payment");
  mustBe("total of the order", order.total, priceOf(offer));
  mustBe("seller of the order", order.seller.id, seller.accountId);
  world.say(buyer.name, `orders for ${inEuros(order.total.amount)}`);

  const again = await place();
  mustBe("the order that the same request gives again", must(again).id, order.id);
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

/** R7: one key is one order, also when its requests arrive at the same moment. */
export async function mustOrderOnce({ buyer, offer }: Deal): Promise<void> {
  const params = { header: { "idempotency-key": newIdempotencyKey() } };
  const place = () => buyer.api.POST("/v1/orders", { params, body: requestFor(offer) });
  const answers = await Promise.all(Array.from({ length: 5 }, place));
  for (const answer of answers) {
    if (answer.error !== undefined) {
      mustBeRefused("a request beside the first", answer, 409, "idempotency_conflict");
    }
  }
  const { id } = await whenOthersKnow("ordering with the same key", place);
  const { items } = must(await buyer.api.GET("/v1/orders"));
  mustBe(
    "the buyer's orders",
    items.map((order) => order.id),
    [id],
  );
}

/** R7: who saw another price than the present one is told the present one, and has ordered nothing. */
export async function mustNotOrderAtWrongPrice({ world, buyer, offer }: Deal): Promise<void> {
  const count = async () => must(await buyer.api.GET("/v1/orders")).items.length;
  const before = await count();
  const wrong = { ...requestFor(offer), expectedTotal: moneyOf(priceOf(offer).amount - 1) };
  // The orders service may not have heard of the listing yet.
  const answer = await until("an answer about the price", async () => {
    const given = await buyer.api.POST("/v1/orders", { body: wrong });
    return given.response.status === 404 ? undefined : given;
  });
  mustBeRefused("ordering at a price that is not the listing's", answer, 409, "price_changed");
  mustBe("orders after a refused one", await count(), before);
  world.say(buyer.name, "cannot order at another price: 409 price_changed, and nothing was ordered");
}

/** The hosted payment page of an order; the same one as long as it is open. */
export async function openPaymentPage({ buyer }: Deal, order: Order): Promise<string> {
  const open = () => buyer.api.POST("/v1/payments/checkout-sessions", { body: { orderId: order.id } });
  const session = await whenOthersKnow("opening the payment page", open);
  mustBe("the session that the same order gives again", must(await open()).id, session.id);
  return session.url;
}

export async function payWithDeclinedCard(deal: Deal, order: Order): Promise<void> {
  const page = await paymentPage.pay(await openPaymentPage(deal, order), TEST_CARDS.declined);
  mustBe("what the page does with a declined card", page.kind, "refused");
  mustBe("state after a declined card", (await readOrder(deal.buyer, order.id)).state, "awaiting_payment");
  deal.world.say(deal.buyer.name, "pays with a card that is declined: the order stays unpaid and payable");
}

/** R8: pays with a good card and waits until the order is pending. */
export async function pay(deal: Deal, order: Order): Promise<Order> {
  const page = await paymentPage.pay(await openPaymentPage(deal, order));
  mustHold("the payment page to take the card", page.kind === "done", page);
  const pending = await untilState(deal.seller, order.id, "pending");
  mustHold(
    "the seller to be asked for an answer",
    pending.allowedActions.includes("accept"),
    pending.allowedActions,
  );
  deal.world.say(deal.buyer.name, `pays ${inEuros(order.total.amount)}: the order is pending`);
  return pending;
}

export async function placePaid(deal: Deal): Promise<Order> {
  return pay(deal, await placeOrder(deal));
}

/** Waits until somebody sees the order in a state, or has to see that it ended in another. */
export async function untilState(
  person: Person,
  orderId: string,
  state: OrderState,
  timeoutMs?: number,
): Promise<Order> {
  const seen = await until(
    `order ${orderId} to be ${state}`,
    async () => {
      const order = await readOrder(person, orderId);
      return (order.state === state || order.endedAt !== null) && order;
    },
    timeoutMs,
  );
  mustBe(`state of order ${orderId}`, seen.state, state);
  return seen;
}

/** Takes an action on an order that the API offers to this person, and checks what comes of it. */
export async function act(
  who: Person,
  orderId: string,
  { action, becomes }: { action: Order["allowedActions"][number]; becomes: OrderState },
  take: (params: ReturnType<typeof at>) => Promise<Answer<Order>>,
): Promise<Order> {
  const before = await readOrder(who, orderId);
  mustHold(
    `${action} to be allowed for ${who.name}`,
    before.allowedActions.includes(action),
    before.allowedActions,
  );
  const after = must(await take(at(orderId)));
  mustBe(`state after ${action}`, after.state, becomes);
  return after;
}

/** R9: what the seller asked to know. */
export async function fillInBrief({ world, buyer }: Deal, order: Order): Promise<void> {
  const text = "Une boulangerie de quartier. Chaleureux, simple, artisanal.";
  const params = at(order.id);
  const after = must(await buyer.api.PUT("/v1/orders/{orderId}/brief", { params, body: { text } }));
  mustBe("text of the brief", after.brief?.text, text);
  world.say(buyer.name, "fills in the brief");
}

/** R13: from now on the delivery time runs. */
export async function accept({ world, seller }: Deal, order: Order): Promise<Order> {
  const accepted = await act(seller, order.id, { action: "accept", becomes: "in_progress" }, (params) =>
    seller.api.POST("/v1/orders/{orderId}/accept", { params, body: {} }),
  );
  mustHold("a due date", accepted.dueAt !== null, accepted.dueAt);
  world.say(seller.name, `accepts: to be delivered by ${accepted.dueAt}`);
  return accepted;
}

/** R10: with a reason that the buyer sees. */
export async function refuse({ world, seller, buyer }: Deal, order: Order): Promise<Order> {
  const explanation = "Je ne réalise pas de logo pour ce secteur.";
  const body = { reason: "outside_scope" as const, explanation };
  await act(seller, order.id, { action: "refuse", becomes: "refused" }, (params) =>
    seller.api.POST("/v1/orders/{orderId}/refuse", { params, body }),
  );
  const refused = await readOrder(buyer, order.id);
  const { kind, by, reason, explanation: shown, refund } = refused.outcome ?? {};
  mustBe(
    "outcome of the refusal for the buyer",
    { kind, by, reason, explanation: shown, refund },
    { kind: "refused", by: "seller", reason: "outside_scope", explanation, refund: order.total },
  );
  world.say(seller.name, "refuses, with a reason that the buyer sees");
  return refused;
}

/** R14: with a file; never empty. */
export async function deliver({ world, seller, buyer }: Deal, order: Order): Promise<Order> {
  const empty = await seller.api.POST("/v1/orders/{orderId}/deliver", {
    params: at(order.id),
    body: { message: "Voilà" },
  });
  mustBeRefused("an empty delivery", empty, 400, "invalid_request");
  const content = `<svg xmlns="http://www.w3.org/2000/svg"><title>${order.id}</title></svg>`;
  const file = await sendFile(seller, order.id, new File([content], "logo.svg", { type: "image/svg+xml" }));
  mustBe("size of the uploaded file", file.size, new TextEncoder().encode(content).length);
  const body = { message: "Voici votre logo.", fileIds: [file.id] };
  await act(seller, order.id, { action: "deliver", becomes: "delivered" }, (params) =>
    seller.api.POST("/v1/orders/{orderId}/deliver", { params, body }),
  );
  const delivered = await readOrder(buyer, order.id);
  mustBe(
    "files of the delivery",
    delivered.deliveries.at(-1)?.files.map(({ id }) => id),
    [file.id],
  );
  mustBe("the file that the buyer downloads", await readFile(buyer, order.id, file.id), content);
  world.say(seller.name, "delivers a file, and the buyer downloads it");
  return delivered;
}

/** Uploads a file to an order. */
export async function sendFile(person: Person, orderId: string, file: File): Promise<FileInfo> {
  return must(await person.api.POST("/v1/orders/{orderId}/files", { params: at(orderId), body: { file } }));
}

/** The text of a file of an order. */
export async function readFile(person: Person, orderId: string, fileId: string): Promise<string> {
  const params = { path: { orderId, fileId } };
  return must(await person.api.GET("/v1/orders/{orderId}/files/{fileId}", { params, parseAs: "text" }));
}

/** R16. */
export async function approve({ world, buyer }: Deal, order: Order): Promise<Order> {
  const completed = await act(buyer, order.id, { action: "approve", becomes: "completed" }, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/approve", { params, body: {} }),
  );
  mustBe("who completed the order", completed.outcome?.by, "buyer");
  world.say(buyer.name, "approves the delivery: the order is completed");
  return completed;
}

/** Who got no answer, asks again and hears that the order is reviewed already, has reviewed it. */
async function submitReview({ buyer, offer }: Deal, orderId: string, words: string): Promise<Answer<Review>> {
  const answer = await buyer.api.POST("/v1/reviews", { body: { orderId, stars: 5, text: words } });
  if (answer.error?.code !== "already_reviewed") return answer;
  const data = (await reviewsOf(buyer, offer)).find((one) => one.orderId === orderId);
  return data ? { data, response: answer.response } : answer;
}

async function reviewsOf(person: Person, { listing }: Offer): Promise<Review[]> {
  const params = { query: { listingId: listing.id, limit: 100 } };
  return must(await person.api.GET("/v1/reviews", { params })).items;
}

/** R16, R32: reviewing a delivered order completes it. */
export async function review(deal: Deal, order: Order): Promise<Order> {
  const { world, buyer, offer } = deal;
  const words = "Un logo simple et juste, livré à temps.";
  const written = await whenOthersKnow("reviewing", () => submitReview(deal, order.id, words));
  mustBe("stars of the review", written.stars, 5);
  const completed = await untilState(buyer, order.id, "completed");
  await until("the review to be public", async () =>
    (await reviewsOf(buyer, offer)).some(({ id }) => id === written.id),
  );
  const second = { orderId: order.id, stars: 1, text: words };
  const twice = await buyer.api.POST("/v1/reviews", { body: second });
  mustBeRefused("a second review of one order", twice, 409, "already_reviewed");
  world.say(buyer.name, "leaves 5 stars: that completes the order");
  return completed;
}
