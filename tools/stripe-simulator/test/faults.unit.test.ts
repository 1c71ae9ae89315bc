import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  addFault,
  aSession,
  clientOf,
  control,
  paidCharge,
  startTestSimulator,
  stateOf,
  type TestSimulator,
} from "./start-test-simulator.ts";

let test: TestSimulator;
beforeAll(async () => {
  test = await startTestSimulator();
});
afterEach(async () => {
  await fetch(`${test.simulator.url}/_control/faults`, { method: "DELETE" });
});
afterAll(() => test.close());

const key = (name: string) => ({ idempotencyKey: name });

async function sessionCount(): Promise<number> {
  return (await stateOf(test.simulator)).objects["checkout.session"] ?? 0;
}

describe("faults of requests", () => {
  it.each([429, 409, 500, 503])("answers %i without doing the work", async (status) => {
    const before = await sessionCount();
    await addFault(test.simulator, {
      kind: "answer_before_work",
      status: status as 429,
      path: "/v1/checkout/*",
    });
    const create = () => test.stripe.checkout.sessions.create(aSession(), key(`before:${status}`));
    await expect(create()).rejects.toMatchObject({ statusCode: status });
    expect(await sessionCount()).toBe(before);
    await create();
    expect(await sessionCount()).toBe(before + 1);
  });

  it("does the work, answers 500, and gives what was done to the repeat", async () => {
    const before = await sessionCount();
    await addFault(test.simulator, {
      kind: "answer_after_work",
      method: "POST",
      path: "/v1/checkout/sessions",
      times: 2,
    });
    const create = () => test.stripe.checkout.sessions.create(aSession(), key("after"));
    for (let count = 0; count < 2; count += 1)
      await expect(create()).rejects.toMatchObject({ statusCode: 500, rawType: "api_error" });
    expect(await create()).toMatchObject({ status: "open" });
    expect(await sessionCount()).toBe(before + 1);
  });

  it("does the work, and repeats its 500 for as long as the key lives", async () => {
    const { charge } = await paidCharge(test.stripe);
    await addFault(test.simulator, { kind: "answer_after_work", remember: "error", path: "/v1/refunds" });
    const refund = () => test.stripe.refunds.create({ charge: charge.id }, key("remembered"));
    for (let count = 0; count < 2; count += 1)
      await expect(refund()).rejects.toMatchObject({ statusCode: 500 });
    // Only a look at what there is tells that the refund was made.
    expect((await test.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(1);
  });

  it("hangs after the work until the client gives up", async () => {
    const before = await sessionCount();
    await addFault(test.simulator, { kind: "hang_after_work", method: "POST" });
    const hasty = clientOf(test.simulator, { timeout: 150 });
    await expect(hasty.checkout.sessions.create(aSession(), key("hang"))).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    expect(await test.stripe.checkout.sessions.create(aSession(), key("hang"))).toMatchObject({
      status: "open",
    });
    expect(await sessionCount()).toBe(before + 1);
  });

  it("hangs before the work", async () => {
    const before = await sessionCount();
    await addFault(test.simulator, { kind: "hang_before_work", method: "POST" });
    const hasty = clientOf(test.simulator, { timeout: 150 });
    await expect(hasty.checkout.sessions.create(aSession())).rejects.toMatchObject({
      type: "StripeConnectionError",
    });
    expect(await sessionCount()).toBe(before);
  });

  it.each(["disconnect_before_work", "disconnect_after_work"] as const)(
    "%s cuts the connection",
    async (kind) => {
      const before = await sessionCount();
      // stripe-node repeats once by itself after a broken connection, with the same key: two cuts reach the caller.
      await addFault(test.simulator, { kind, method: "POST", times: 2 });
      const create = () => test.stripe.checkout.sessions.create(aSession(), key(kind));
      await expect(create()).rejects.toMatchObject({ type: "StripeConnectionError" });
      expect(await sessionCount()).toBe(before + (kind === "disconnect_after_work" ? 1 : 0));
      await create();
      expect(await sessionCount()).toBe(before + 1);
    },
  );

  it("strikes only what it is meant for, with the probability it has", async () => {
    await addFault(test.simulator, {
      kind: "answer_before_work",
      method: "POST",
      path: "/v1/payouts",
      times: null,
    });
    await addFault(test.simulator, { kind: "answer_before_work", probability: 0, times: null });
    await test.stripe.checkout.sessions.create(aSession());
    expect((await stateOf(test.simulator)).faults).toHaveLength(2);
  });

  it("refuses a fault that it does not know", async () => {
    const answer = await control(test.simulator, "faults", { kind: "earthquake" });
    expect(answer.status).toBe(400);
  });
});

describe("webhooks", () => {
  const about = (id: string, type = "checkout.session.completed") =>
    test.webhooks.arrivals.filter((arrival) => arrival.type === type && arrival.payload.includes(id));

  it("are repeated until they are answered with 2xx", async () => {
    test.webhooks.answers.push(500, 404);
    const { session } = await paidCharge(test.stripe);
    await waitFor(() => about(session.id).length === 1, { what: "the repeated webhook" });
    await waitFor(async () => (await stateOf(test.simulator)).webhooks.counts.pending === 0, {
      what: "no pending webhook",
    });
    expect(test.webhooks.attempts).toBeGreaterThan(test.webhooks.arrivals.length);
  });

  it("are lost when dropped, and are still there to be asked for and sent again", async () => {
    await addFault(test.simulator, { kind: "webhook_drop", types: ["checkout.session.*"] });
    const { session } = await paidCharge(test.stripe);
    await waitFor(async () => (await stateOf(test.simulator)).webhooks.counts.pending === 0, {
      what: "no pending webhook",
    });
    expect(about(session.id)).toEqual([]);
    const [lost] = (await test.stripe.events.list({ type: "checkout.session.completed" })).data;
    await control(test.simulator, `events/${lost?.id}/resend`);
    await waitFor(() => about(session.id).length === 1, { what: "the webhook that was sent again" });
  });

  it("arrive more than once when duplicated, with one id", async () => {
    await addFault(test.simulator, {
      kind: "webhook_duplicate",
      copies: 2,
      types: ["checkout.session.completed"],
    });
    const { session } = await paidCharge(test.stripe);
    const arrivals = await waitFor(() => (about(session.id).length === 3 ? about(session.id) : undefined), {
      what: "three copies",
    });
    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(1);
  });

  it("arrive the last one first when reordered", async () => {
    await addFault(test.simulator, { kind: "webhook_reorder", times: 4, spacingMs: 60 });
    const { session, charge } = await paidCharge(test.stripe);
    const intent = String(charge.payment_intent);
    await waitFor(() => about(intent, "payment_intent.created").length === 1, {
      what: "the delayed webhook",
    });
    const types = test.webhooks.arrivals
      .filter(
        ({ payload }) =>
          payload.includes(session.id) || payload.includes(charge.id) || payload.includes(intent),
      )
      .map(({ type }) => type);
    expect(types).toEqual([
      "checkout.session.completed",
      "payment_intent.succeeded",
      "charge.succeeded",
      "payment_intent.created",
    ]);
  });

  it("wait while paused or delayed", async () => {
    await control(test.simulator, "webhooks/pause");
    await addFault(test.simulator, { kind: "webhook_delay", ms: 50, types: ["checkout.session.completed"] });
    const { session } = await paidCharge(test.stripe);
    const paused = await stateOf(test.simulator);
    expect(paused.webhooks).toMatchObject({
      paused: true,
      pending: expect.arrayContaining([expect.objectContaining({ eventType: "checkout.session.completed" })]),
    });
    expect(about(session.id)).toEqual([]);
    await control(test.simulator, "webhooks/resume");
    await waitFor(() => about(session.id).length === 1, { what: "the webhook after the pause" });
  });
});

describe("control of single objects", () => {
  it("says what it cannot act on, and what it does not understand", async () => {
    for (const path of [
      "payouts/po_none/fail",
      "charges/ch_none/dispute",
      "events/evt_none/resend",
      "checkout/sessions/cs_none/complete",
    ]) {
      expect((await control(test.simulator, path)).status).toBe(404);
    }
    expect((await control(test.simulator, "disputes/du_none/decide", { verdict: "maybe" })).status).toBe(400);
  });

  it("opens a dispute about a charge, and decides it", async () => {
    const { charge } = await paidCharge(test.stripe);
    const dispute = (await (
      await control(test.simulator, `charges/${charge.id}/dispute`, { reason: "duplicate" })
    ).json()) as { id: string };
    expect(await test.stripe.disputes.retrieve(dispute.id)).toMatchObject({
      charge: charge.id,
      reason: "duplicate",
    });
    expect(await test.stripe.disputes.close(dispute.id)).toMatchObject({ status: "lost" });
  });
});
