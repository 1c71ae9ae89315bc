import { type Deal, placePaid, priceOf, uniqueWord } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { beforeAll, describe, expect, it } from "vitest";
import { mustNameErrors } from "./must-name-errors.ts";
import { type Route, somePath } from "./openapi.ts";
import { allRoutes } from "./routes.ts";
import { newDeal } from "./test-platform.ts";

let deal: Deal;
let orderId: string;
beforeAll(async () => {
  deal = await newDeal();
  orderId = (await placePaid(deal)).id;
});

describe("bad input is 400 with the path of each error", () => {
  it.each<{ route: string; body: () => object; paths: string[] }>([
    {
      route: "POST /v1/auth/register",
      body: () => ({ email: "no address", password: "short", displayName: "", locale: "de" }),
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
  async function mustAllRefuse(routes: readonly Route[], pathOf: (route: Route) => string, body: object) {
    const answers = await Promise.all(
      routes.map(async (route) => {
        const { method, name, operation } = route;
        const { error, response } = await ask(deal.seller.api, method, pathOf(route), {
          ...(method === "GET" ? {} : { body }),
          headers: { "idempotency-key": uniqueWord() },
        });
        const { status } = response;
        const named = error?.errors ?? [];
        const isRefused = status === 400 && named.length > 0;
        const needsRole = status === 403 && operation.responses?.["403"] !== undefined;
        return { route: name, status, named, isFine: isRefused || needsRole };
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
    await mustAllRefuse(routes, somePath, { unknownField: 1 });
  });

  it("on every route that names a thing: what is no id of such a thing", async () => {
    const routes = (await allRoutes()).filter(
      ({ path }) => /\{\w*[iI]d\}/.test(path) && !path.includes("/webhooks/"),
    );
    await mustAllRefuse(routes, ({ path }) => path.replace(/\{\w+\}/g, "nonsense"), {});
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
