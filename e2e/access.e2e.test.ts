import { must } from "@vc/testing/client";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Deal, placePaid, priceOf } from "./journey/deal.ts";
import { register, visitor } from "./journey/people.ts";
import { mustNameErrors, mustNotExistFor } from "./journey/refusals.ts";
import { draftListing } from "./journey/shop.ts";
import { uniqueWord, until } from "./journey/world.ts";
import { newDeal, testWorld } from "./test-platform.ts";

/** Where one alternative demands nothing, a token is welcome and not needed. */
const isClosed = (security: readonly object[] | undefined) =>
  security?.every((alternative) => Object.keys(alternative).length > 0) ?? false;

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.record(z.string(), z.unknown())).optional() })),
  ),
});

/** An id of every kind that a path may ask for. */
const someId = (parameter: string) => {
  const kind = /^(?:id|.*Id)$/.test(parameter) ? parameter.replace(/Id$/, "") : "order";
  return `${kind === "id" ? "order" : kind}_01jd0000000000000000000000`;
};

let deal: Deal;
let orderId: string;
beforeAll(async () => {
  deal = await newDeal();
  orderId = (await placePaid(deal)).id;
});

it("R41: every route that is not public answers 401 without a token", async () => {
  const nobody = visitor(testWorld());
  const { paths } = OpenApi.parse(must(await nobody.get("/openapi.json")));
  const closed = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { security }]) =>
      isClosed(security) ? [{ method: method.toUpperCase(), path }] : [],
    ),
  );
  for (const family of [
    "me",
    "listings",
    "orders",
    "payments",
    "conversations",
    "reviews",
    "notifications",
  ]) {
    expect(closed.map(({ path }) => path)).toContainEqual(expect.stringContaining(`/v1/${family}`));
  }
  const answers = await Promise.all(
    closed.map(async ({ method, path }) => {
      const url = path.replace(/\{(\w+)\}/g, (_, parameter: string) => someId(parameter));
      const answer = await nobody.request(method, url, method === "GET" ? undefined : {});
      return { route: `${method} ${path}`, status: answer.status };
    }),
  );
  expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
});

it("R41: what is somebody else's does not exist for a stranger", async () => {
  const stranger = await register(testWorld(), "Inconnu", "fr");
  const conversation = await until("the order's conversation", async () =>
    must(
      await deal.buyer.api.get<{ items: { id: string }[] }>(`/v1/conversations?orderId=${orderId}`),
    ).items.at(0),
  );
  const draft = await draftListing(testWorld(), deal.seller);
  await mustNotExistFor(stranger.api, [
    `/v1/orders/${orderId}`,
    `/v1/orders/${orderId}/timeline`,
    `/v1/payments/orders/${orderId}`,
    `/v1/conversations/${conversation.id}`,
    `/v1/conversations/${conversation.id}/messages`,
    `/v1/listings/${draft.listing.id}`,
  ]);
  const attempts = await Promise.all([
    stranger.api.post(`/v1/orders/${orderId}/accept`),
    stranger.api.post(`/v1/orders/${orderId}/cancel`, { explanation: "No." }),
    stranger.api.put(`/v1/orders/${orderId}/brief`, { text: "Mine now." }),
    stranger.api.post("/v1/payments/checkout-sessions", { orderId }),
    stranger.api.post("/v1/reviews", { orderId, stars: 1, text: "Never met." }),
    stranger.api.post(`/v1/conversations/${conversation.id}/messages`, { text: "Hello?" }),
    stranger.api.patch(`/v1/listings/${deal.offer.listing.id}`, { title: "Somebody else's title" }),
    stranger.api.upload(`/v1/orders/${orderId}/files`, { name: "a.txt", content: "a" }),
  ]);
  expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 404));
});

describe("bad input is 400 with the path of each error", () => {
  it.each<{ route: string; body: () => object; paths: string[] }>([
    {
      route: "POST /v1/auth/register",
      body: () => ({ email: "nobody", password: "short", displayName: "", locale: "de" }),
      paths: ["displayName", "email", "locale", "password"],
    },
    { route: "POST /v1/auth/login", body: () => ({ email: 1 }), paths: ["email", "password"] },
    { route: "PATCH /v1/me", body: () => ({ displayName: "a\nb", bio: 1 }), paths: ["bio", "displayName"] },
    {
      route: "POST /v1/listings",
      body: () => ({
        title: "x",
        description: "y",
        category: "logo-design",
        basePrice: { amount: -1, currency: "USD" },
        deliveryDays: 46,
      }),
      paths: ["basePrice.amount", "basePrice.currency", "deliveryDays", "description", "title"],
    },
    { route: "GET /v1/listings?limit=0&maxPrice=x", body: () => ({}), paths: ["limit", "maxPrice"] },
    {
      route: "POST /v1/orders",
      body: () => ({ listingId: "listing_1", extraIds: ["no"], expectedTotal: { amount: "1" } }),
      paths: ["expectedTotal.amount", "expectedTotal.currency", "extraIds.0", "listingId"],
    },
    { route: "GET /v1/orders?role=owner&state=done", body: () => ({}), paths: ["role", "state"] },
    {
      route: "POST /v1/orders/:order/refuse",
      body: () => ({ reason: "bored", explanation: "" }),
      paths: ["explanation", "reason"],
    },
    {
      route: "POST /v1/orders/:order/deliver",
      body: () => ({ message: "Voilà", links: ["ftp://example.test"] }),
      paths: ["links.0"],
    },
    { route: "POST /v1/payments/checkout-sessions", body: () => ({ orderId: "x" }), paths: ["orderId"] },
    {
      route: "POST /v1/payments/withdrawals",
      body: () => ({ amount: { amount: 0, currency: "EUR" } }),
      paths: ["amount.amount"],
    },
    {
      route: "POST /v1/conversations",
      body: () => ({ kind: "inquiry", sellerId: deal.seller.accountId, text: "" }),
      paths: ["text"],
    },
    { route: "POST /v1/reviews", body: () => ({ orderId, stars: 6, text: "" }), paths: ["stars", "text"] },
    { route: "POST /v1/notifications/read", body: () => ({ ids: [] }), paths: ["ids"] },
  ])("$route", async ({ route, body, paths }) => {
    const [method = "", path = ""] = route.replace(":order", orderId).split(" ");
    const input = method === "GET" ? undefined : body();
    const answer = await deal.seller.api.request(method, path, input, { idempotencyKey: uniqueWord() });
    mustNameErrors(route, answer, paths);
  });

  it("an order without an Idempotency-Key", async () => {
    const body = { listingId: deal.offer.listing.id, extraIds: [], expectedTotal: priceOf(deal.offer) };
    mustNameErrors("POST /v1/orders", await deal.buyer.api.post("/v1/orders", body), ["idempotency-key"]);
  });

  it("a field that no command knows", async () => {
    const answer = await deal.seller.api.post(`/v1/orders/${orderId}/accept`, { force: true });
    expect(answer).toMatchObject({ status: 400, problem: { code: "invalid_request" } });
  });
});
