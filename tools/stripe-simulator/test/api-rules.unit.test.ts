import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addFault,
  anActiveAccount,
  aSession,
  clientOf,
  paidCharge,
  startTestSimulator,
  type TestSimulator,
} from "./start-test-simulator.ts";

let test: TestSimulator;
let stripe: Stripe;
beforeAll(async () => {
  test = await startTestSimulator();
  stripe = test.stripe;
});
afterAll(() => test.close());

describe("requests", () => {
  it("needs a test key", async () => {
    const { simulator } = test;
    const wrongKey = new Stripe("rk_live_1", {
      host: simulator.host,
      port: simulator.port,
      protocol: "http",
    });
    await expect(wrongKey.balance.retrieve()).rejects.toMatchObject({
      type: "StripeAuthenticationError",
      statusCode: 401,
    });
    expect((await fetch(`${simulator.url}/v1/balance`)).status).toBe(401);
  });

  it("gives every answer a request id and the API version", async () => {
    const balance = await stripe.balance.retrieve();
    expect(balance.lastResponse).toMatchObject({
      requestId: expect.stringMatching(/^req_/),
      apiVersion: Stripe.API_VERSION,
    });
  });

  it("refuses parameters that it does not know, at any depth", async () => {
    const misspelt = { ...aSession(), sucess_url: "http://shop.test" };
    await expect(stripe.checkout.sessions.create(misspelt)).rejects.toMatchObject({
      type: "StripeInvalidRequestError",
      code: "parameter_unknown",
      param: "sucess_url",
    });
    const intentData = { description: "Un logo", transfergroup: "order_1" };
    const nested = aSession({ payment_intent_data: intentData });
    await expect(stripe.checkout.sessions.create(nested)).rejects.toMatchObject({
      param: "payment_intent_data[transfergroup]",
    });
    // What the type does not have either, sent as a client without types would.
    const untyped = { limit: 1, color: "red" } as Stripe.ChargeListParams;
    await expect(stripe.charges.list(untyped)).rejects.toMatchObject({ code: "parameter_unknown" });
  });

  it("names what is missing, empty, or of the wrong kind", async () => {
    const { mode: _mode, ...withoutMode } = aSession();
    await expect(stripe.checkout.sessions.create(withoutMode)).rejects.toMatchObject({
      code: "parameter_missing",
      param: "mode",
    });
    await expect(
      stripe.checkout.sessions.create(aSession({ client_reference_id: "" })),
    ).rejects.toMatchObject({
      code: "parameter_invalid_empty",
    });
    await expect(stripe.checkout.sessions.create(aSession({ expires_at: 1.5 }))).rejects.toMatchObject({
      code: "parameter_invalid_integer",
      param: "expires_at",
    });
    await expect(stripe.checkout.sessions.create(aSession({ mode: "subscription" }))).rejects.toMatchObject({
      param: "mode",
    });
    await expect(stripe.checkout.sessions.create(aSession({ success_url: "shop" }))).rejects.toMatchObject({
      param: "success_url",
    });
  });

  it("takes no session for less than 50 cents, nor one that ends too early or too late", async () => {
    const cheap = aSession({
      line_items: [
        { price_data: { currency: "eur", unit_amount: 49, product_data: { name: "Sticker" } }, quantity: 1 },
      ],
    });
    await expect(stripe.checkout.sessions.create(cheap)).rejects.toMatchObject({ code: "amount_too_small" });
    const now = Math.floor(Date.now() / 1000);
    for (const expiresAt of [now + 29 * 60, now + 25 * 3600]) {
      await expect(
        stripe.checkout.sessions.create(aSession({ expires_at: expiresAt })),
      ).rejects.toMatchObject({
        param: "expires_at",
      });
    }
  });

  it("says 404 resource_missing for ids that are unknown, or another account's", async () => {
    const missing = { statusCode: 404, code: "resource_missing" };
    await expect(stripe.charges.retrieve("ch_none")).rejects.toMatchObject(missing);
    const { charge } = await paidCharge(stripe);
    const seller = await anActiveAccount(stripe);
    await expect(stripe.charges.retrieve(charge.id, {}, { stripeAccount: seller })).rejects.toMatchObject(
      missing,
    );
    await expect(stripe.balance.retrieve({}, { stripeAccount: "acct_none" })).rejects.toMatchObject({
      statusCode: 403,
    });
    const answer = await fetch(`${test.simulator.url}/v1/invoices`);
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { error: { type: "invalid_request_error" } },
    ]);
  });

  it("expands what can be expanded and refuses the rest", async () => {
    const { session, charge } = await paidCharge(stripe);
    const refund = await stripe.refunds.create({
      charge: charge.id,
      amount: 100,
      expand: ["charge.payment_intent"],
    });
    expect(refund.charge).toMatchObject({ id: charge.id, payment_intent: { object: "payment_intent" } });
    const listed = await stripe.charges.list({
      limit: 1,
      expand: ["data.balance_transaction", "data.refunds"],
    });
    expect(listed.data[0]).toMatchObject({
      balance_transaction: { object: "balance_transaction" },
      refunds: { data: [{ id: refund.id }] },
    });
    await expect(
      stripe.checkout.sessions.retrieve(session.id, { expand: ["nonsense"] }),
    ).rejects.toMatchObject({
      message: "This property cannot be expanded (nonsense).",
    });
  });
});

describe("lists", () => {
  it("pages from newest to oldest, both ways, and knows when there is more", async () => {
    const isolated = await startTestSimulator();
    const created: string[] = [];
    for (let count = 0; count < 5; count += 1)
      created.push((await isolated.stripe.checkout.sessions.create(aSession())).id);
    const newestFirst = created.toReversed();
    const { sessions } = isolated.stripe.checkout;
    const first = await sessions.list({ limit: 2 });
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([newestFirst.slice(0, 2), true]);
    const rest = await sessions.list({ starting_after: first.data[1]?.id ?? "" });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([newestFirst.slice(2), false]);
    const back = await sessions.list({ limit: 1, ending_before: newestFirst[2] ?? "" });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([[newestFirst[1]], true]);
    expect((await sessions.list({ limit: 2 }).autoPagingToArray({ limit: 100 })).map(({ id }) => id)).toEqual(
      newestFirst,
    );
    const createdAt = first.data[0]?.created ?? 0;
    expect((await sessions.list({ created: { gt: createdAt } })).data).toEqual([]);
    expect((await sessions.list({ created: { gte: createdAt - 100 }, status: "open" })).data).toHaveLength(5);
    await expect(sessions.list({ limit: 101 })).rejects.toMatchObject({ param: "limit" });
    await expect(sessions.list({ starting_after: "cs_none" })).rejects.toMatchObject({
      param: "starting_after",
    });
    await isolated.close();
  });

  it("keeps every event to be asked for, by type and with its object as it was", async () => {
    const { session } = await paidCharge(stripe);
    const { data } = await stripe.events.list({
      types: ["checkout.session.completed", "transfer.created"],
      limit: 1,
    });
    expect(data[0]).toMatchObject({
      type: "checkout.session.completed",
      data: { object: { id: session.id } },
    });
    expect((await stripe.events.retrieve(data[0]?.id ?? "")).id).toBe(data[0]?.id);
  });
});

describe("idempotency keys", () => {
  it("answers a repeat with the first answer and does nothing", async () => {
    const { charge } = await paidCharge(stripe);
    const refund = () =>
      stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey: "re:order_1:1" });
    const first = await refund();
    const again = await refund();
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": first.lastResponse.requestId,
    });
    expect((await stripe.refunds.list({ charge: charge.id })).data).toHaveLength(1);
  });

  it("remembers refusals too, but not parameters that it could not read", async () => {
    const { charge } = await paidCharge(stripe);
    const options = { idempotencyKey: "re:order_1:too-much" };
    await expect(stripe.refunds.create({ charge: charge.id, amount: 99_999 }, options)).rejects.toMatchObject(
      { param: "amount" },
    );
    const replayed = stripe.refunds.create({ charge: charge.id, amount: 99_999 }, options);
    await expect(replayed).rejects.toMatchObject({ headers: { "idempotent-replayed": "true" } });

    const unread = { idempotencyKey: "re:order_1:unread" };
    const misspelt = { charge: charge.id, amout: 100 };
    await expect(stripe.refunds.create(misspelt, unread)).rejects.toMatchObject({
      code: "parameter_unknown",
    });
    expect(await stripe.refunds.create({ charge: charge.id, amount: 100 }, unread)).toMatchObject({
      status: "succeeded",
    });
  });

  it("refuses the key for another body, and for another address", async () => {
    const { charge } = await paidCharge(stripe);
    const options = { idempotencyKey: "re:order_2:1" };
    await stripe.refunds.create({ charge: charge.id, amount: 100 }, options);
    const misuse = { type: "StripeIdempotencyError", rawType: "idempotency_error", statusCode: 400 };
    await expect(stripe.refunds.create({ charge: charge.id, amount: 101 }, options)).rejects.toMatchObject(
      misuse,
    );
    await expect(stripe.checkout.sessions.create(aSession(), options)).rejects.toMatchObject(misuse);
  });

  it("refuses the key with 409 while the first request still runs", async () => {
    const { charge } = await paidCharge(stripe);
    await addFault(test.simulator, { kind: "delay", ms: 1000, path: "/v1/refunds" });
    const refund = () =>
      stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey: "re:order_3:1" });
    const outcomes = await Promise.allSettled([refund(), refund()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { statusCode: 409, code: "idempotency_key_in_use" },
    });
  });

  it("holds for v2 as well, where a failure is not remembered", async () => {
    const options = { idempotencyKey: "acct:seller_1" };
    const create = () => stripe.v2.core.accounts.create({ display_name: "Sam" }, options);
    expect((await create()).id).toBe((await create()).id);
    await expect(stripe.v2.core.accounts.create({ display_name: "Other" }, options)).rejects.toMatchObject({
      type: "StripeIdempotencyError",
    });
  });

  it("forgets a key after 24 hours", async () => {
    let now = new Date("2026-11-01T10:00:00Z");
    const dated = await startTestSimulator({ now: () => now });
    const client = clientOf(dated.simulator);
    const create = () => client.checkout.sessions.create(aSession(), { idempotencyKey: "cs:order_1" });
    const first = await create();
    now = new Date("2026-11-02T09:59:59Z");
    expect((await create()).id).toBe(first.id);
    now = new Date("2026-11-02T10:00:01Z");
    expect((await create()).id).not.toBe(first.id);
    await dated.close();
  });
});
