import type { AccountExport, Conversation, FileInfo, Order, Review } from "@vc/contracts";
import { must } from "@vc/testing/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accept, type Deal, pay, placeOrder, untilState } from "./journey/deal.ts";
import { mustBeReleased, withdraw } from "./journey/money.ts";
import { type Person, register, verifyEmail } from "./journey/people.ts";
import { openShop } from "./journey/shop.ts";
import { mustBeRefused, uniqueWord, until, whenOthersKnow } from "./journey/world.ts";
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
  await whenOthersKnow("editing the listing", () =>
    seller.api.patch(`/v1/listings/${offer.listing.id}`, listing),
  );
  for (const [person, who] of [
    [seller, "seller"],
    [buyer, "buyer"],
  ] as const) {
    must(await person.api.patch("/v1/me", { bio: say(who, "Depuis 2012.") }));
    const text = say(who, "Bonjour, une question.");
    const support = must(await person.api.post<Conversation>("/v1/conversations", { kind: "support", text }));
    await sendFile(person, who, support.id);
  }
  const inquiry = await whenOthersKnow("asking about the listing", () =>
    buyer.api.post<Conversation>("/v1/conversations", {
      kind: "inquiry",
      listingId: offer.listing.id,
      text: say("buyer", "Et en bleu ?"),
    }),
  );
  must(await seller.api.post(`/v1/conversations/${inquiry.id}/messages`, { text: say("seller", "Oui.") }));
  order = await workedOn();
  orders = await idsIn("orders", "orders");
  journal = await idsIn("payments", "journal");
});

async function sendFile(person: Person, who: keyof typeof words, conversationId: string): Promise<void> {
  const path = `/v1/conversations/${conversationId}`;
  const name = `${words[who]}.txt`;
  const file = must(
    await person.api.upload<FileInfo>(`${path}/files`, { name, content: say(who, "Un fichier.") }),
  );
  must(await person.api.post(`${path}/messages`, { text: say(who, "Voici."), fileIds: [file.id] }));
}

/** One order, from placing to money in the bank, with words wherever words can be given. */
async function workedOn(): Promise<Order> {
  const { buyer, seller } = deal;
  const placed = await placeOrder(deal);
  const path = `/v1/orders/${placed.id}`;
  const briefFile = must(
    await buyer.api.upload<FileInfo>(`${path}/files`, {
      name: `${words.buyer}.txt`,
      content: say("buyer", "Consignes"),
    }),
  );
  must(
    await buyer.api.put(`${path}/brief`, { text: say("buyer", "Une boulangerie."), fileIds: [briefFile.id] }),
  );
  await accept(deal, await pay(deal, placed));
  const conversation = await until("the order's conversation", async () =>
    must(await buyer.api.get<{ items: Conversation[] }>(`/v1/conversations?orderId=${placed.id}`)).items.find(
      ({ kind }) => kind === "order",
    ),
  );
  await sendFile(buyer, "buyer", conversation.id);
  await sendFile(seller, "seller", conversation.id);
  must(await buyer.api.post(`${path}/request-cancellation`, { explanation: say("buyer", "Trop tard.") }));
  must(await seller.api.post(`${path}/refuse-cancellation`, { explanation: say("seller", "Presque fini.") }));
  const delivery = must(
    await seller.api.upload<FileInfo>(`${path}/files`, { name: `${words.seller}.svg`, content: "<svg/>" }),
  );
  const delivered = {
    message: say("seller", "Voici."),
    fileIds: [delivery.id],
    links: [`https://${words.seller}.test`],
  };
  must(await seller.api.post(`${path}/deliver`, delivered));
  const review = await whenOthersKnow("reviewing", () =>
    buyer.api.post<Review>("/v1/reviews", { orderId: placed.id, stars: 4, text: say("buyer", "Très bien.") }),
  );
  const completed = await untilState(buyer, placed.id, "completed");
  await whenOthersKnow("replying to the review", () =>
    seller.api.put(`/v1/reviews/${review.id}/reply`, { text: say("seller", "Merci !") }),
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
      const { id } = must(await deal[who].api.post<{ id: string }>("/v1/me/exports"));
      const ready = await until("the export to be ready", async () => {
        const got = must(await deal[who].api.get<AccountExport>(`/v1/me/exports/${id}`));
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
      expect(JSON.stringify(ready.parts["payments"])).toContain(order.id);
      expect(JSON.stringify(ready.parts["messaging"])).not.toContain(words[other]);
    },
  );
});

describe("R42: closing an account", () => {
  it("R42: is refused while money is owed, and while an order is open", async () => {
    const close = (who: "seller" | "buyer") => deal[who].api.delete("/v1/me", { password: PASSWORD });
    mustBeRefused("closing with money in the balance", await close("seller"), 409, "open_orders");
    const open = await placeOrder(deal);
    mustBeRefused("closing with an open order", await close("buyer"), 409, "open_orders");
    await untilState(deal.buyer, open.id, "payment_expired");
    orders = await idsIn("orders", "orders");
  });

  it("R42: leaves no e-mail, name or text of the seller in any collection, and every order and ledger entry", async () => {
    const { seller, world } = deal;
    const payable = must(await seller.api.get<{ payable: { amount: number } }>("/v1/payments/balance"))
      .payable.amount;
    await withdraw(world, seller, payable);
    journal = await idsIn("payments", "journal");
    const live = await fetch(new URL("/v1/notifications/stream", world.gatewayUrl), {
      headers: { authorization: `Bearer ${seller.api.session()?.accessToken}` },
    });
    await mustVanish("seller");
    // Read to its end: the server has closed it.
    await live.text();
    const { items } = must(
      await deal.buyer.api.get<{ items: unknown[] }>(`/v1/listings?q=${deal.offer.word}`),
    );
    expect(items).toEqual([]);
    const kept = must(await deal.buyer.api.get<Order>(`/v1/orders/${order.id}`));
    expect(kept).toMatchObject({ state: "completed", total: order.total, seller: { displayName: "" } });
    const [file] = kept.deliveries.at(-1)?.files ?? [];
    expect(file?.name).toBe("file.svg");
    expect(must(await deal.buyer.api.get(`/v1/orders/${order.id}/files/${file?.id}`))).toBe("<svg/>");
  });

  it("R42: leaves nothing of the buyer either, and frees the e-mail address", async () => {
    await mustVanish("buyer");
    const again = await register(deal.world, "Someone new", "en");
    const { email } = deal.buyer;
    const { status } = await again.api.register({
      email,
      password: PASSWORD,
      displayName: "New",
      locale: "en",
    });
    expect(status).toBe(201);
  });

  async function mustVanish(who: "seller" | "buyer"): Promise<void> {
    const { api, email } = deal[who];
    const all = [email, words[who], ...(who === "seller" ? [deal.offer.word] : [])];
    expect((await placesOf(all)).length).toBeGreaterThan(15);
    await whenOthersKnow("closing the account", () => api.delete("/v1/me", { password: PASSWORD }));
    expect((await api.login({ email, password: PASSWORD })).status).toBe(401);
    expect((await api.get("/v1/me")).status).toBe(401);
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
