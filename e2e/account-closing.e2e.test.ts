import { must } from "@vc/client";
import {
  balanceOf,
  mustBeRefused,
  placeOrder,
  readFile,
  readOrder,
  register,
  retryUntilAccepted,
  uniqueWord,
  until,
  untilState,
  withdraw,
} from "@vc/testing/journey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordTexts } from "./account-closing/record-texts.ts";
import { PASSWORD, type Scenario, writeEverything } from "./account-closing/scenario.ts";
import { idsIn, placesOf } from "./account-closing/stored-data.ts";
import { ledgerMustBalance } from "./test-platform.ts";

const words = { seller: uniqueWord(), buyer: uniqueWord() };

let deal: Scenario["deal"];
let order: Scenario["order"];
let disputedOrder: Scenario["order"];
let orders: string[];
let journal: string[];

beforeAll(async () => {
  const texts = recordTexts(words);
  ({ deal, order, disputedOrder } = await writeEverything(words));
  texts.stop();
  // A text that the scenario does not write cannot be found after the account has closed.
  expect(texts.missing()).toEqual([]);
  orders = await idsIn("orders", "orders");
  journal = await idsIn("payments", "journal");
});
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
      const sold = who === "seller" ? [order, disputedOrder] : [];
      const invoices = sold.map(({ id }) => ({ kind: "commission", orderId: id }));
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
    // Ends, because the server has closed the stream.
    await live.text();
    const found = await deal.buyer.api.GET("/v1/listings", { params: { query: { q: deal.offer.word } } });
    expect(must(found).items).toEqual([]);
    const kept = await readOrder(deal.buyer, order.id);
    expect(kept).toMatchObject({
      state: "completed",
      total: order.total,
      seller: { displayName: "", closed: true },
    });
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
