import { waitFor } from "@vc/testing/people";
import { expect, expectTypeOf, it } from "vitest";
import { collectGarbage } from "../test/collect-garbage.ts";
import { answer, refuse, serve } from "../test/serve.ts";
import { createClient } from "./client.ts";
import { must, NoAnswerError, type ProblemCode, ProblemError } from "./problem.ts";
import type { Order } from "./schema.ts";

const order = { listingId: "listing_1", expectedTotal: { amount: 1500, currency: "EUR" as const } };
const listing = {
  title: "A logo",
  description: "Two proposals of a logo.",
  category: "logo-design",
  basePrice: { amount: 1500, currency: "EUR" as const },
  deliveryDays: 3,
};

it("R7: gives an order an Idempotency-Key, which stays the same over broken connections and 503", async () => {
  const { baseUrl, calls } = await serve((_, response, count) => {
    if (count === 1) response.socket?.destroy();
    else if (count === 2) refuse(response, 503, "unavailable");
    else answer(response, 201, { id: "order_1" });
  });
  expect(must(await createClient({ baseUrl }).POST("/v1/orders", { body: order })).id).toBe("order_1");
  expect(calls.map(({ body }) => JSON.parse(body))).toEqual([order, order, order]);
  const keys = calls.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  expect(keys[0]).toMatch(/^[\w-]{36}$/);
});

it("makes a new key for each order, keeps the caller's own, and gives none to other calls", async () => {
  const { baseUrl, calls } = await serve((_, response) => answer(response, 201, {}));
  const api = createClient({ baseUrl });
  await api.POST("/v1/orders", { body: order });
  await api.POST("/v1/orders", { body: order });
  await api.POST("/v1/orders", { body: order, params: { header: { "idempotency-key": "mine" } } });
  await api.POST("/v1/listings", { body: listing });
  const [first, second, third, fourth] = calls.map(({ headers }) => headers["idempotency-key"]);
  expect(first).not.toBe(second);
  expect([third, fourth]).toEqual(["mine", undefined]);
});

it("returns the key of an order request without an answer, so that it can be repeated", async () => {
  const { baseUrl, calls } = await serve((_, response) => response.socket?.destroy());
  const lost = createClient({ baseUrl, patienceMs: 0 }).POST("/v1/orders", { body: order });
  const error = await lost.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoAnswerError);
  expect(error).toMatchObject({ idempotencyKey: calls[0]?.headers["idempotency-key"] });
});

it("sends a POST without a key once, with any result", async () => {
  const { baseUrl, calls } = await serve((_, response) => response.socket?.destroy());
  await expect(createClient({ baseUrl }).POST("/v1/listings", { body: listing })).rejects.toThrow(
    "POST /v1/listings: no answer",
  );
  expect(calls).toHaveLength(1);
});

it("ends at once when the caller does, also after a long wait", async () => {
  const { baseUrl, calls } = await serve(() => {});
  const stop = new AbortController();
  const asked = createClient({ baseUrl }).GET("/v1/me", { signal: stop.signal });
  asked.catch(() => {});
  await waitFor(() => calls.length === 1, { what: "the request" });
  await collectGarbage();
  stop.abort(new Error("changed my mind"));
  await expect(asked).rejects.toThrow("changed my mind");
});

it("sends a file as a form, again after a broken connection", async () => {
  const { baseUrl, calls } = await serve((_, response, count) => {
    if (count === 1) response.socket?.destroy();
    else answer(response, 201, { id: "file_1" });
  });
  const file = new File(["<svg/>"], "logo.svg", { type: "image/svg+xml" });
  const params = { path: { orderId: "order_1" } };
  await createClient({ baseUrl }).POST("/v1/orders/{orderId}/files", { params, body: { file } });
  expect(calls).toHaveLength(2);
  for (const { body, headers } of calls) {
    expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('name="file"; filename="logo.svg"');
    expect(body).toContain("<svg/>");
  }
});

it("hands a refusal over as a typed problem, and as an error to who asks for the data", async () => {
  const errors = [{ path: "title", message: "too short" }];
  const { baseUrl } = await serve((_, response) => refuse(response, 400, "invalid_request", { errors }));
  const refused = await createClient({ baseUrl }).POST("/v1/listings", { body: listing });
  expectTypeOf(refused.error?.code).toEqualTypeOf<ProblemCode | undefined>();
  expectTypeOf<"price_changed">().toExtend<ProblemCode>();
  expectTypeOf<"price_change">().not.toExtend<ProblemCode>();
  expect(refused.error).toMatchObject({ code: "invalid_request", errors });
  expect(() => must(refused)).toThrow(ProblemError);
  expect(() => must(refused)).toThrow("400 invalid_request: invalid_request\n  title: too short");
});

it.each([
  [502, "bad_gateway"],
  [413, "payload_too_large"],
  [418, "invalid_request"],
  [500, "internal_error"],
] as const)("makes a problem of what describes none, such as a proxy's %i", async (status, code) => {
  const { baseUrl } = await serve((_, response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>Sorry</h1>"),
  );
  const { error } = await createClient({ baseUrl, patienceMs: 0 }).GET("/v1/me");
  expect(error).toMatchObject({ status, code, detail: "<h1>Sorry</h1>" });
});

it("gives an empty answer as nothing, also where it refuses", async () => {
  const { baseUrl } = await serve((_, response, count) => response.writeHead(count === 1 ? 204 : 404).end());
  const api = createClient({ baseUrl });
  expect(must(await api.POST("/v1/auth/logout-all"))).toBeUndefined();
  expect((await api.POST("/v1/auth/logout-all")).error?.code).toBe("not_found");
});

it("knows the forms of the API", () => {
  const api = createClient({ baseUrl: "http://127.0.0.1" });
  const read = () => api.GET("/v1/orders/{orderId}", { params: { path: { orderId: "order_1" } } });
  expectTypeOf(read).returns.resolves.toHaveProperty("data").toEqualTypeOf<Order | undefined>();
  expectTypeOf<Order["state"]>().toExtend<string>();
  expectTypeOf<"paid">().not.toExtend<Order["state"]>();
});
