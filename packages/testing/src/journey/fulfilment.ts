import { type Answer, type FileInfo, must, type Order, type Review } from "@vc/client";
import { type Deal, orderParams, readOrder, takeAction, untilState } from "./deal.ts";
import type { Person } from "./people.ts";
import type { Offer } from "./shop.ts";
import { mustBe, mustBeRefused, mustHold, retryUntilAccepted, until } from "./world.ts";

/** R9: the buyer answers the seller's questions. */
export async function fillInBrief({ world, buyer }: Deal, order: Order): Promise<void> {
  const text = "Une boulangerie de quartier. Chaleureux, simple, artisanal.";
  const params = orderParams(order.id);
  const after = must(await buyer.api.PUT("/v1/orders/{orderId}/brief", { params, body: { text } }));
  mustBe("text of the brief", after.brief?.text, text);
  world.say(buyer.name, "fills in the brief");
}

/** R13: acceptance starts the delivery time. */
export async function accept({ world, seller }: Deal, order: Order): Promise<Order> {
  const accepted = await takeAction(
    seller,
    order.id,
    { action: "accept", becomes: "in_progress" },
    (params) => seller.api.POST("/v1/orders/{orderId}/accept", { params, body: {} }),
  );
  mustHold("a due date", accepted.dueAt !== null, accepted.dueAt);
  world.say(seller.name, `accepts: to be delivered by ${accepted.dueAt}`);
  return accepted;
}

/** R10: with a reason that the buyer sees. */
export async function refuse({ world, seller, buyer }: Deal, order: Order): Promise<Order> {
  const explanation = "Je ne réalise pas de logo pour ce secteur.";
  const body = { reason: "outside_scope" as const, explanation };
  await takeAction(seller, order.id, { action: "refuse", becomes: "refused" }, (params) =>
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

/** R14: delivers a file. A delivery without files and links is refused. */
export async function deliver({ world, seller, buyer }: Deal, order: Order): Promise<Order> {
  const empty = await seller.api.POST("/v1/orders/{orderId}/deliver", {
    params: orderParams(order.id),
    body: { message: "Voilà" },
  });
  mustBeRefused("an empty delivery", empty, 400, "invalid_request");
  const content = `<svg xmlns="http://www.w3.org/2000/svg"><title>${order.id}</title></svg>`;
  const file = await sendFile(seller, order.id, new File([content], "logo.svg", { type: "image/svg+xml" }));
  mustBe("size of the uploaded file", file.size, new TextEncoder().encode(content).length);
  const body = { message: "Voici votre logo.", fileIds: [file.id] };
  await takeAction(seller, order.id, { action: "deliver", becomes: "delivered" }, (params) =>
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
  return must(
    await person.api.POST("/v1/orders/{orderId}/files", { params: orderParams(orderId), body: { file } }),
  );
}

/** The text of a file of an order. */
export async function readFile(person: Person, orderId: string, fileId: string): Promise<string> {
  const params = { path: { orderId, fileId } };
  return must(await person.api.GET("/v1/orders/{orderId}/files/{fileId}", { params, parseAs: "text" }));
}

/** R16: the approval completes the order. */
export async function approve({ world, buyer }: Deal, order: Order): Promise<Order> {
  const completed = await takeAction(buyer, order.id, { action: "approve", becomes: "completed" }, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/approve", { params, body: {} }),
  );
  mustBe("who completed the order", completed.outcome?.by, "buyer");
  world.say(buyer.name, "approves the delivery: the order is completed");
  return completed;
}

/** After a lost answer the repeated request is refused as already reviewed; then the review is read from the list. */
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
  const written = await retryUntilAccepted("reviewing", () => submitReview(deal, order.id, words));
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
