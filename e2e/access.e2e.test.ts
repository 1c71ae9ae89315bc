import { must } from "@vc/client";
import { ask } from "@vc/testing/people";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { at, type Deal, placePaid, priceOf } from "./journey/deal.ts";
import { register, visitor } from "./journey/people.ts";
import { mustNameErrors, mustNotExistFor } from "./journey/refusals.ts";
import { draftListing } from "./journey/shop.ts";
import { conversationOf, write } from "./journey/talk.ts";
import { uniqueWord } from "./journey/world.ts";
import { newDeal, testWorld } from "./test-platform.ts";

/** Where one alternative demands nothing, a token is welcome and not needed. */
const isClosed = (security: readonly object[] | undefined) =>
  security?.every((alternative) => Object.keys(alternative).length > 0) ?? false;

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        security: z.array(z.record(z.string(), z.unknown())).optional(),
        requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
        responses: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  ),
});

/** Every route of the platform, as its OpenAPI document tells of it. */
async function allRoutes() {
  const { paths } = OpenApi.parse(must(await ask(visitor(testWorld()), "GET", "/openapi.json")));
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

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
  const closed = (await allRoutes()).filter(({ operation }) => isClosed(operation.security));
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
      const answer = await ask(nobody, method, url, method === "GET" ? {} : { body: {} });
      return { route: `${method} ${path}`, status: answer.response.status };
    }),
  );
  expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
});

it("R41: what is somebody else's does not exist for a stranger", async () => {
  const stranger = await register(testWorld(), "Inconnu", "fr");
  const conversation = await conversationOf(deal.buyer, orderId);
  const draft = await draftListing(testWorld(), deal.seller);
  await mustNotExistFor(stranger.api, [
    `/v1/orders/${orderId}`,
    `/v1/orders/${orderId}/timeline`,
    `/v1/payments/orders/${orderId}`,
    `/v1/conversations/${conversation.id}`,
    `/v1/conversations/${conversation.id}/messages`,
    `/v1/listings/${draft.listing.id}`,
  ]);
  const params = at(orderId);
  const attempts = await Promise.all([
    stranger.api.POST("/v1/orders/{orderId}/accept", { params, body: {} }),
    stranger.api.POST("/v1/orders/{orderId}/cancel", { params, body: { explanation: "No." } }),
    stranger.api.PUT("/v1/orders/{orderId}/brief", { params, body: { text: "Mine now." } }),
    stranger.api.POST("/v1/payments/checkout-sessions", { body: { orderId } }),
    stranger.api.POST("/v1/reviews", { body: { orderId, stars: 1, text: "Never met." } }),
    write(stranger, conversation.id, { text: "Hello?" }),
    stranger.api.PATCH("/v1/listings/{listingId}", {
      params: { path: { listingId: deal.offer.listing.id } },
      body: { title: "Somebody else's title" },
    }),
    stranger.api.POST("/v1/orders/{orderId}/files", { params, body: { file: new File(["a"], "a.txt") } }),
  ]);
  expect(attempts.map(({ response }) => response.status)).toEqual(attempts.map(() => 404));
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
    const input = method === "GET" ? {} : { body: body() };
    const headers = { "idempotency-key": uniqueWord() };
    const answer = await ask(deal.seller.api, method, path, { ...input, headers });
    mustNameErrors(route, answer, paths);
  });

  /** Asks each route something wrong; those that need a role that the caller lacks may say so first. */
  async function mustAllRefuse(
    routes: Awaited<ReturnType<typeof allRoutes>>,
    urlOf: (path: string) => string,
    body: object,
  ) {
    const answers = await Promise.all(
      routes.map(async ({ method, path, operation }) => {
        const { error, response } = await ask(deal.seller.api, method, urlOf(path), {
          ...(method === "GET" ? {} : { body }),
          headers: { "idempotency-key": uniqueWord() },
        });
        const { status } = response;
        const named = error?.errors ?? [];
        const isRefused = status === 400 && named.length > 0;
        const needsRole = status === 403 && operation.responses?.["403"] !== undefined;
        return { route: `${method} ${path}`, status, named, isFine: isRefused || needsRole };
      }),
    );
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter(({ isFine }) => !isFine)).toEqual([]);
  }

  it("on every route that takes a body: a field that it does not know", async () => {
    const routes = (await allRoutes()).filter(
      ({ path, operation }) =>
        operation.requestBody?.content["application/json"] !== undefined && !path.includes("/webhooks/"),
    );
    const urlOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, parameter: string) => someId(parameter));
    await mustAllRefuse(routes, urlOf, { unknownField: 1 });
  });

  it("on every route that names a thing: what is no id of such a thing", async () => {
    const routes = (await allRoutes()).filter(
      ({ path }) => /\{\w*[iI]d\}/.test(path) && !path.includes("/webhooks/"),
    );
    await mustAllRefuse(routes, (path) => path.replace(/\{\w+\}/g, "nonsense"), {});
  });

  it("an order without an Idempotency-Key", async () => {
    const body = { listingId: deal.offer.listing.id, extraIds: [], expectedTotal: priceOf(deal.offer) };
    mustNameErrors("POST /v1/orders", await ask(deal.buyer.api, "POST", "/v1/orders", { body }), [
      "idempotency-key",
    ]);
  });

  it("a field that no command knows", async () => {
    const answer = await ask(deal.seller.api, "POST", `/v1/orders/${orderId}/accept`, {
      body: { force: true },
    });
    expect(answer.error).toMatchObject({ status: 400, code: "invalid_request" });
  });
});
