import { must, type Order } from "@vc/client";
import {
  accept,
  balanceOf,
  conversationOf,
  type Deal,
  mustBeRefused,
  mustBeReleased,
  openShop,
  orderParams,
  type Person,
  pay,
  placeOrder,
  readFile,
  readOrder,
  register,
  retryUntilAccepted,
  sendFile,
  sendMessage,
  uniqueWord,
  until,
  untilState,
  verifyEmail,
  withdraw,
} from "@vc/testing/journey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idsIn, placesOf } from "./stored-data.ts";
import { ledgerMustBalance, testWorld } from "./test-platform.ts";

const PASSWORD = "correct horse battery";

/** One word for everything that one person writes: their name is made of it, and nobody else's text has it. */
const words = { seller: uniqueWord(), buyer: uniqueWord() };
const say = (person: keyof typeof words, what: string) => `${what} ${words[person]}`;

let deal: Deal;
let order: Order;
let orders: string[];
let journal: string[];

/** Everything of a seller and a buyer that the platform can hold: in every service, in every way of writing. */
beforeAll(async () => {
  const world = testWorld();
  const [seller, buyer] = await Promise.all([
    register(world, say("seller", "Sélim"), "fr"),
    register(world, say("buyer", "Bertille"), "en"),
  ]);
  const [offer] = await Promise.all([openShop(world, seller), verifyEmail(world, buyer)]);
  deal = { world, seller, buyer, offer };
  const listing = {
    title: say("seller", "Création de logo"),
    description: say("seller", "Deux propositions de logo."),
  };
  await retryUntilAccepted("editing the listing", () =>
    seller.api.PATCH("/v1/listings/{listingId}", {
      params: { path: { listingId: offer.listing.id } },
      body: listing,
    }),
  );
  for (const [person, who] of [
    [seller, "seller"],
    [buyer, "buyer"],
  ] as const) {
    must(await person.api.PATCH("/v1/me", { body: { bio: say(who, "Depuis 2012.") } }));
    const text = say(who, "Bonjour, une question.");
    const support = must(await person.api.POST("/v1/conversations", { body: { kind: "support", text } }));
    await sendInConversation(person, who, support.id);
  }
  const inquiry = await retryUntilAccepted("asking about the listing", () =>
    buyer.api.POST("/v1/conversations", {
      body: { kind: "inquiry", listingId: offer.listing.id, text: say("buyer", "Et en bleu ?") },
    }),
  );
  must(await sendMessage(seller, inquiry.id, { text: say("seller", "Oui.") }));
  order = await workedOn();
  orders = await idsIn("orders", "orders");
  journal = await idsIn("payments", "journal");
});

async function sendInConversation(
  person: Person,
  who: keyof typeof words,
  conversationId: string,
): Promise<void> {
  const sent = must(
    await person.api.POST("/v1/conversations/{conversationId}/files", {
      params: { path: { conversationId } },
      body: { file: fileOf(who, "txt", say(who, "Un fichier.")) },
    }),
  );
  must(await sendMessage(person, conversationId, { text: say(who, "Voici."), fileIds: [sent.id] }));
}

function fileOf(who: keyof typeof words, extension: string, content: string): File {
  return new File([content], `${words[who]}.${extension}`);
}

/** One order, from placing to money in the bank, with words wherever words can be given. */
async function workedOn(): Promise<Order> {
  const { buyer, seller } = deal;
  const placed = await placeOrder(deal);
  const params = orderParams(placed.id);
  const briefFile = await sendFile(buyer, placed.id, fileOf("buyer", "txt", say("buyer", "Consignes")));
  const brief = { text: say("buyer", "Une boulangerie."), fileIds: [briefFile.id] };
  must(await buyer.api.PUT("/v1/orders/{orderId}/brief", { params, body: brief }));
  await accept(deal, await pay(deal, placed));
  const conversation = await conversationOf(buyer, placed.id);
  await sendInConversation(buyer, "buyer", conversation.id);
  await sendInConversation(seller, "seller", conversation.id);
  const late = { explanation: say("buyer", "Trop tard.") };
  must(await buyer.api.POST("/v1/orders/{orderId}/request-cancellation", { params, body: late }));
  const soon = { explanation: say("seller", "Presque fini.") };
  must(await seller.api.POST("/v1/orders/{orderId}/refuse-cancellation", { params, body: soon }));
  const delivery = await sendFile(seller, placed.id, fileOf("seller", "svg", "<svg/>"));
  const delivered = {
    message: say("seller", "Voici."),
    fileIds: [delivery.id],
    links: [`https://${words.seller}.test`],
  };
  must(await seller.api.POST("/v1/orders/{orderId}/deliver", { params, body: delivered }));
  const review = await retryUntilAccepted("reviewing", () =>
    buyer.api.POST("/v1/reviews", {
      body: { orderId: placed.id, stars: 4, text: say("buyer", "Très bien.") },
    }),
  );
  const completed = await untilState(buyer, placed.id, "completed");
  await retryUntilAccepted("replying to the review", () =>
    seller.api.PUT("/v1/reviews/{reviewId}/reply", {
      params: { path: { reviewId: review.id } },
      body: { text: say("seller", "Merci !") },
    }),
  );
  await until("the seller to be told of the review", async () => {
    return (await placesOf([words.buyer])).some((place) => place.includes("_notifications.notifications"));
  });
  await mustBeReleased(deal, completed);
  return completed;
}

afterAll(ledgerMustBalance);

describe("R42: a copy of one's data", () => {
  it.each(["seller", "buyer"] as const)(
    "R42: has a part of every service for the %s, and nothing of the other",
    async (who) => {
      const other = who === "seller" ? "buyer" : "seller";
      const { id } = must(await deal[who].api.POST("/v1/me/exports"));
      const ready = await until("the export to be ready", async () => {
        const got = must(await deal[who].api.GET("/v1/me/exports/{id}", { params: { path: { id } } }));
        return got.status === "ready" && got;
      });
      const holding = Object.entries(ready.parts)
        .filter(([, part]) => JSON.stringify(part).includes(words[who]))
        .map(([service]) => service)
        .sort();
      const always = ["accounts", "messaging", "orders", "reviews"];
      expect(holding).toEqual(expect.arrayContaining(who === "seller" ? ["catalog", ...always] : always));
      expect(Object.keys(ready.parts).sort()).toEqual(
        ["accounts", "catalog", "messaging", "notifications", "orders", "payments", "reviews"].sort(),
      );
      expect(JSON.stringify(ready.parts.payments)).toContain(order.id);
      const invoices = who === "seller" ? [{ kind: "commission", orderId: order.id }] : [];
      expect(ready.parts.payments).toMatchObject({ invoices });
      expect(JSON.stringify(ready.parts.messaging)).not.toContain(words[other]);
    },
  );
});

describe("R42: closing an account", () => {
  it("R42: is refused while money is owed, and while an order is open", async () => {
    const close = (who: "seller" | "buyer") =>
      deal[who].api.DELETE("/v1/me", { body: { password: PASSWORD } });
    mustBeRefused("closing with money in the balance", await close("seller"), 409, "open_orders");
    const open = await placeOrder(deal);
    mustBeRefused("closing with an open order", await close("buyer"), 409, "open_orders");
    await untilState(deal.buyer, open.id, "payment_expired");
    orders = await idsIn("orders", "orders");
  });

  it("R42: leaves no e-mail, name or text of the seller in any collection, and every order and ledger entry", async () => {
    const { seller, world } = deal;
    await withdraw(world, seller, (await balanceOf(seller)).payable.amount);
    journal = await idsIn("payments", "journal");
    const live = await fetch(new URL("/v1/notifications/stream", world.gatewayUrl), {
      headers: { authorization: `Bearer ${seller.api.session()?.accessToken}` },
    });
    await mustVanish("seller");
    // Read to its end: the server has closed it.
    await live.text();
    const found = await deal.buyer.api.GET("/v1/listings", { params: { query: { q: deal.offer.word } } });
    expect(must(found).items).toEqual([]);
    const kept = await readOrder(deal.buyer, order.id);
    expect(kept).toMatchObject({ state: "completed", total: order.total, seller: { displayName: "" } });
    const [file] = kept.deliveries.at(-1)?.files ?? [];
    expect(file?.name).toBe("file.svg");
    expect(await readFile(deal.buyer, order.id, file?.id ?? "")).toBe("<svg/>");
  });

  it("R42: leaves nothing of the buyer either, and frees the e-mail address", async () => {
    await mustVanish("buyer");
    const again = await register(deal.world, "Someone new", "en");
    const { email } = deal.buyer;
    const { response } = await again.api.register({
      email,
      password: PASSWORD,
      displayName: "New",
      locale: "en",
    });
    expect(response.status).toBe(201);
  });

  async function mustVanish(who: "seller" | "buyer"): Promise<void> {
    const { api, email } = deal[who];
    const all = [email, words[who], ...(who === "seller" ? [deal.offer.word] : [])];
    expect((await placesOf(all)).length).toBeGreaterThan(15);
    await retryUntilAccepted("closing the account", () =>
      api.DELETE("/v1/me", { body: { password: PASSWORD } }),
    );
    expect((await api.logIn({ email, password: PASSWORD })).response.status).toBe(401);
    expect((await api.GET("/v1/me")).response.status).toBe(401);
    let left: string[] = [];
    await until(`every word of the ${who} to be gone`, async () => {
      left = await placesOf(all);
      return left.length === 0;
    }).catch((error: unknown) => {
      throw new Error(`still there: ${left.slice(0, 20).join("; ")}`, { cause: error });
    });
    expect(await idsIn("orders", "orders")).toEqual(orders);
    expect(await idsIn("payments", "journal")).toEqual(expect.arrayContaining(journal));
  }
});
