import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => expect(await t.findings()).toEqual([]));

const stranger = newId("account");

describe("what payments refuses", () => {
  it.each([
    ["POST", "/checkout-sessions"],
    ["GET", `/orders/${newId("order")}`],
    ["GET", "/balance"],
    ["GET", "/ledger"],
    ["POST", "/withdrawals"],
    ["GET", "/withdrawals"],
    ["POST", "/payout-account"],
    ["GET", "/payout-account"],
  ] as const)("%s %s without a token is 401", async (method, url) => {
    expect((await t.call(null, method, url)).body).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  it.each([
    ["POST", "/checkout-sessions", {}, ["orderId"]],
    [
      "POST",
      "/checkout-sessions",
      { orderId: "order_1", successUrl: "javascript:1" },
      ["orderId", "successUrl"],
    ],
    ["POST", "/checkout-sessions", { orderId: newId("order"), amount: 1 }, [""]],
    ["GET", "/orders/1", undefined, ["orderId"]],
    ["GET", "/ledger?limit=0", undefined, ["limit"]],
    ["GET", "/ledger?cursor=x", undefined, ["cursor"]],
    ["GET", "/withdrawals?limit=101", undefined, ["limit"]],
    ["POST", "/withdrawals", { amount: { amount: 0, currency: "EUR" } }, ["amount.amount"]],
    [
      "POST",
      "/withdrawals",
      { amount: { amount: 1.5, currency: "USD" } },
      ["amount.amount", "amount.currency"],
    ],
    ["POST", "/payout-account", { country: "fr" }, [""]],
  ] as const)("%s %s with wrong input is 400 and names each path", async (method, url, body, paths) => {
    const answer = await t.call(stranger, method, url, body, { "idempotency-key": "k" });
    expect(answer.body).toMatchObject({ status: 400, code: "invalid_request" });
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([...paths]);
  });

  it("a withdrawal without an Idempotency-Key is 400", async () => {
    const answer = await t.call(stranger, "POST", "/withdrawals", { amount: { amount: 1, currency: "EUR" } });
    expect(answer.status).toBe(400);
  });

  it("R41: another's order is not found, whether or not it exists; its seller sees it and cannot pay it", async () => {
    const order = await t.aPlacedOrder();
    await waitFor(
      async () => (await t.call(order.sellerId, "GET", `/orders/${order.orderId}`)).status === 200,
      {
        what: "the order to be known",
      },
    );
    expect((await t.checkout(order, stranger)).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await t.checkout(order, order.sellerId)).status).toBe(404);
    expect((await t.call(stranger, "GET", `/orders/${order.orderId}`)).status).toBe(404);
    expect((await t.checkout({ ...order, orderId: newId("order") })).status).toBe(404);
  });

  it("waits for an order whose news is on its way", async () => {
    const order = await t.aPlacedOrder();
    expect((await t.checkout(order)).status).toBe(201);
  });

  it("R8: an order that is paid, or expired, cannot be paid", async () => {
    const paid = await t.aPaidOrder();
    expect((await t.checkout(paid)).body).toMatchObject({ status: 409, code: "order_not_payable" });
    const expired = await t.aPlacedOrder();
    await t.expirePayment(expired);
    await waitFor(async () => (await t.paymentOf(expired)).state === "expired", {
      what: "the payment to expire",
    });
    expect((await t.checkout(expired)).body).toMatchObject({ status: 409, code: "order_not_payable" });
  });

  it("R8: an order whose time to pay is over cannot be paid, also before orders has said so", async () => {
    const late = await t.aPlacedOrder();
    expect((await t.checkout(late)).status).toBe(201);
    t.clock.advance(31 * 60_000);
    expect((await t.checkout(late)).body).toMatchObject({ status: 409, code: "order_not_payable" });
  });

  it("stripe F15: what Stripe refuses is told as that, and staff see it once, with Stripe's words and the request", async () => {
    for (const totalAmount of [48, 49]) {
      const order = await t.aPlacedOrder({ totalAmount });
      expect((await t.checkout(order)).body).toMatchObject({ status: 409, code: "provider_refused" });
    }
    const sellerId = newId("account");
    await t.introduce(sellerId);
    await waitFor(() => t.parts.people.find(sellerId), { what: "the seller to be known" });
    const refusal = {
      kind: "answer_before_work",
      status: 403,
      method: "POST",
      path: "/v2/core/accounts",
    } as const;
    await t.simulator.fault(refusal);
    const refused = await t.call(sellerId, "POST", "/payout-account");
    expect(refused.body).toMatchObject({ status: 409, code: "provider_refused" });
    expect((await t.call(sellerId, "POST", "/payout-account")).status).toBe(201);
    const reported = await t.parts.exceptions.list({ kind: "request_refused" }, 10);
    expect(reported.map(({ stripeId }) => stripeId.split(":")[0])).toEqual([
      "opening a checkout",
      "opening a payout account",
    ]);
    expect(reported[0]?.known).toMatch(/^Stripe refuses opening a checkout: .+ \(request req_\w+\)$/);
  });

  it("says 503 while Stripe does not answer, and gives the same session to all who asked at once", async () => {
    const order = await t.aPlacedOrder();
    await t.simulator.fault({ kind: "answer_before_work", method: "POST", path: "/v1/checkout/sessions" });
    const broken = await t.checkout(order);
    expect(broken.body).toMatchObject({ status: 503, code: "unavailable" });
    expect(broken.headers["retry-after"]).toBeDefined();
    const answers = await Promise.all([1, 2, 3].map(() => t.checkout(order)));
    const opened = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(opened.size).toBe(1);
    expect((await t.checkout(order)).body.id).toBe([...opened][0]);
  });

  it("R29: withdrawing without a payout account, or more than there is, is 409", async () => {
    expect((await t.withdraw(stranger, 1)).body).toMatchObject({
      status: 409,
      code: "payout_account_missing",
    });
    const sellerId = await t.aSeller();
    expect((await t.withdraw(sellerId, 1)).body).toMatchObject({ status: 409, code: "insufficient_funds" });
  });

  it("R5: a payout account is missing, pending, active; asked for at once by many it is one", async () => {
    const accountId = newId("account");
    expect((await t.call(accountId, "GET", "/payout-account")).body).toEqual({
      state: "missing",
      requirements: [],
    });
    await t.introduce(accountId);
    const links = await Promise.all([1, 2, 3].map(() => t.call(accountId, "POST", "/payout-account")));
    expect(links.some(({ status }) => status === 201)).toBe(true);
    const { body: pending } = await t.call(accountId, "GET", "/payout-account");
    expect(pending.state).toBe("pending");
    expect(pending.requirements).toContain("identity.individual.surname");
    const { body: link } = await t.call(accountId, "POST", "/payout-account");
    await t.simulator.onboard(link.url);
    expect((await t.call(accountId, "GET", "/payout-account")).body).toEqual({
      state: "active",
      requirements: [],
    });
    const accounts: string[] = [];
    for await (const account of t.simulator.stripe.v2.core.accounts.list({ limit: 100 })) {
      if (account.metadata?.account === accountId) accounts.push(account.id);
    }
    expect(accounts).toHaveLength(1);
  });
});
