import { OrderCancelled, OrderCompleted, OrderDisputeEscalated, OrderWorkResumed } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { DAY } from "../../test/builders.ts";

let t: TestApp;

beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t?.stop());

const reasons = "After reading everything.";
const euros = (amount: number) => ({ amount, currency: "EUR" });
const of = (orderId: string) => (data: { orderId: string }) => data.orderId === orderId;
const resolve = (orderId: string, body: object) =>
  t.mediate("POST", `/v1/orders/${orderId}/resolve-dispute`, { reasons, ...body });

async function pass(ms: number): Promise<void> {
  t.clock.advance(ms);
  await t.platform.bus.fireDueTimers();
}

describe("a dispute", () => {
  it("R24: freezes every clock but the order's end, and the money", async () => {
    const order = await t.aDisputedOrder();
    await pass(30 * DAY);
    const { body } = await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`);
    expect(body).toMatchObject({ state: "disputed", outcome: null });
    expect(body.deadlines.map(({ kind }: { kind: string }) => kind)).toEqual(["escalate", "end"]);
  });

  it("R24: both sides and the mediator state, and the mediator sees all of it on one page", async () => {
    const order = await t.aDisputedOrder();
    await t.act(t.sellerId, order.id, "add-statement", { text: "I delivered." });
    await t.mediate("POST", `/v1/orders/${order.id}/add-statement`, { text: "What was agreed?" });
    await t.act(t.buyerId, order.id, "add-statement", { text: "A larger one." });
    const page = await t.mediate("GET", `/v1/orders/${order.id}/case`);
    expect(page.body).toMatchObject({
      listing: { title: "Logo design", description: "A logo in black and white.", hash: order.listing.hash },
      deliveries: [{ message: "Here." }],
      allowedActions: ["add-statement", "resolve-dispute"],
      statements: [
        { by: "buyer", text: "It is not." },
        { by: "seller", text: "I delivered." },
        { by: "mediator", text: "What was agreed?" },
        { by: "buyer", text: "A larger one." },
      ],
    });
    expect(page.body.timeline.map(({ action }: { action: string }) => action)).toContain("refuse-revision");
  });

  it("R41: exists for mediators alone, and only once there is a dispute; not for its own parties", async () => {
    const order = await t.aDeliveredOrder();
    const form = new FormData();
    form.set("file", new Blob(["%PDF-1.7 a proof"]), "proof.pdf");
    const uploaded = await t.app.inject({
      method: "POST",
      url: `/v1/orders/${order.id}/files`,
      headers: await t.authorization(t.buyerId),
      payload: form,
    });
    const paths = ["", "/timeline", "/case", `/files/${uploaded.json().id}`];
    const statuses = () =>
      Promise.all(
        paths.map(async (path) => {
          const headers = await t.authorization(t.mediatorId, ["user", "mediator"]);
          return (await t.app.inject({ url: `/v1/orders/${order.id}${path}`, headers })).statusCode;
        }),
      );
    expect(await statuses()).toEqual([404, 404, 404, 404]);
    await t.act(t.buyerId, order.id, "request-revision", { explanation: "Too small." });
    await t.act(t.sellerId, order.id, "refuse-revision", { explanation: "No." });
    await t.act(t.buyerId, order.id, "open-dispute", { statement: "So." });
    expect(await statuses()).toEqual([200, 200, 200, 200]);

    const decision = { decision: "refund", reasons };
    const byUser = await t.act(t.buyerId, order.id, "resolve-dispute", decision);
    expect(byUser).toMatchObject({ status: 403, body: { code: "forbidden" } });
    const ownCase = `/v1/orders/${order.id}/resolve-dispute`;
    const asParty = await t.call(t.buyerId, "POST", ownCase, decision, {}, ["user", "mediator"]);
    expect(asParty).toMatchObject({ status: 409, body: { code: "action_not_allowed" } });
    expect((await t.call(newId("account"), "GET", "/v1/disputes")).status).toBe(403);
  });

  it("R24: waits in the queue until it is resolved", async () => {
    const order = await t.aDisputedOrder();
    const idsIn = async (state: string) => {
      const { body } = await t.mediate("GET", `/v1/disputes?state=${state}&limit=100`);
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await idsIn("open")).toContain(order.id);
    expect(await idsIn("resolved")).not.toContain(order.id);
    await resolve(order.id, { decision: "refund" });
    expect(await idsIn("open")).not.toContain(order.id);
    expect(await idsIn("resolved")).toContain(order.id);
    const first = await t.mediate("GET", "/v1/disputes?state=open&limit=1");
    const rest = await t.mediate("GET", `/v1/disputes?limit=100&cursor=${first.body.nextCursor}`);
    const walked = [...first.body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
    expect(walked).toEqual(await idsIn("open"));
  });
});

describe("the mediator's decision", () => {
  it("R25: refund gives everything back, with reasons that both see", async () => {
    const order = await t.aDisputedOrder();
    expect((await resolve(order.id, { decision: "refund" })).body).toMatchObject({
      state: "cancelled",
      outcome: {
        by: "mediator",
        reason: "refund",
        explanation: reasons,
        justified: null,
        refund: euros(5_000),
      },
    });
    for (const party of [t.buyerId, t.sellerId]) {
      const { body } = await t.call(party, "GET", `/v1/orders/${order.id}`);
      expect(body.dispute.decision).toMatchObject({ decision: "refund", reasons });
    }
    const told = await t.neighbours.heard(OrderCancelled, of(order.id));
    expect(told.data.settlement).toEqual({ refundAmount: 5_000, releaseAmount: 0 });
    expect((await resolve(order.id, { decision: "split", buyerAmount: euros(1) })).status).toBe(409);
  });

  it("R25: split gives an amount to the buyer and the rest to the seller, exactly the total", async () => {
    const order = await t.aDisputedOrder();
    const errorsOf = async (body: object) =>
      (await resolve(order.id, body)).body.errors.map(({ path }: { path: string }) => path);
    expect(await errorsOf({ decision: "split" })).toEqual(["buyerAmount"]);
    for (const amount of [0, 5_000, 5_001]) {
      expect(await errorsOf({ decision: "split", buyerAmount: euros(amount) })).toEqual([
        "buyerAmount.amount",
      ]);
    }
    const split = await resolve(order.id, { decision: "split", buyerAmount: euros(1_999) });
    expect(split.body).toMatchObject({
      state: "completed",
      outcome: { refund: euros(1_999), released: euros(3_001) },
    });
    const told = await t.neighbours.heard(OrderCompleted, of(order.id));
    expect(told.data.settlement).toEqual({ refundAmount: 1_999, releaseAmount: 3_001 });
  });

  it("R25: release records the two findings, and is refused without them", async () => {
    const order = await t.aDisputedOrder();
    expect((await resolve(order.id, { decision: "release" })).status).toBe(400);
    const half = { matchesListing: true, respectsRequests: false };
    expect((await resolve(order.id, { decision: "release", findings: half })).status).toBe(400);
    const findings = { matchesListing: true, respectsRequests: true };
    expect((await resolve(order.id, { decision: "release", findings })).body).toMatchObject({
      state: "completed",
      outcome: { by: "mediator", released: euros(5_000) },
      dispute: { decision: { findings } },
    });
  });

  it("R25: resume sends the order back to work with a new dueAt", async () => {
    const order = await t.aDisputedOrder();
    const inDays = (days: number) => new Date(t.clock.now().getTime() + days * DAY).toISOString();
    for (const dueAt of [inDays(-1), inDays(80)]) {
      expect((await resolve(order.id, { decision: "resume", dueAt })).body.errors).toMatchObject([
        { path: "dueAt" },
      ]);
    }
    const dueAt = inDays(5);
    expect((await resolve(order.id, { decision: "resume", dueAt })).body).toMatchObject({
      state: "in_progress",
      dueAt,
      outcome: null,
      dispute: { decision: { decision: "resume", dueAt, reasons } },
    });
    expect((await t.neighbours.heard(OrderWorkResumed, of(order.id))).data).toMatchObject({ dueAt });
  });

  it("R25: before it the seller can concede and the buyer can drop", async () => {
    const conceded = await t.aDisputedOrder();
    expect((await t.act(t.sellerId, conceded.id, "concede-dispute")).body).toMatchObject({
      state: "cancelled",
      outcome: { by: "seller", reason: "conceded", justified: true, refund: euros(5_000) },
    });
    const dropped = await t.aDisputedOrder();
    expect((await t.act(t.buyerId, dropped.id, "drop-dispute")).body).toMatchObject({
      state: "completed",
      outcome: { by: "buyer", reason: "dropped", released: euros(5_000) },
    });
  });

  it("two mediators at once: one decides, the other gets a precise 409", async () => {
    const order = await t.aDisputedOrder();
    const answers = await Promise.all([
      resolve(order.id, { decision: "refund" }),
      resolve(order.id, { decision: "split", buyerAmount: euros(1_000) }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("action_not_allowed");
  });
});

describe("the end that every order has", () => {
  it("R26: a dispute is escalated on day 60 from payment, and ends on day 75 as what was delivered", async () => {
    const order = await t.aDisputedOrder();
    await pass(60 * DAY);
    const escalated = await t.neighbours.heard(OrderDisputeEscalated, of(order.id));
    expect(escalated.data.endsAt).toBe(new Date(t.clock.now().getTime() + 15 * DAY).toISOString());
    await pass(15 * DAY);
    const told = await t.neighbours.heard(OrderCompleted, of(order.id));
    expect(told.data).toMatchObject({ by: "clock", settlement: { releaseAmount: 5_000 } });
  });

  it("R26: what is delivered on day 70 completes on day 75, though its 7 days are not over", async () => {
    const order = await t.anOrderInProgress();
    await pass(70 * DAY);
    const delivery = { message: "At last.", links: ["https://example.org/logo"] };
    expect((await t.act(t.sellerId, order.id, "deliver", delivery)).status).toBe(200);
    await pass(5 * DAY);
    const told = await t.neighbours.heard(OrderCompleted, of(order.id));
    expect(told.data).toMatchObject({ by: "clock", settlement: { refundAmount: 0, releaseAmount: 5_000 } });
  });

  it("R26: undelivered on day 75 is refunded, and counts against the seller", async () => {
    const order = await t.anOrderInProgress();
    await pass(75 * DAY - 1);
    expect((await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`)).body.state).toBe("in_progress");
    await pass(1);
    const told = await t.neighbours.heard(OrderCancelled, of(order.id));
    expect(told.data).toMatchObject({ by: "clock", settlement: { refundAmount: 5_000 } });
    const { body } = await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`);
    expect(body.outcome).toMatchObject({ reason: "time_limit", countsAgainstSeller: true });
  });
});
