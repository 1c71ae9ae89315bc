import {
  OrderCancellationExcused,
  OrderCancellationUnanswered,
  OrderCancelled,
  OrderCompleted,
  OrderDisputeOpened,
  OrderReminderDue,
  OrderRevisionAccepted,
  OrderRevisionRefused,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { DAY, HOUR } from "../../test/builders.ts";

let t: TestApp;

beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t?.stop());

const explanation = "Because it is so.";
const inMs = (ms: number) => new Date(t.clock.now().getTime() + ms).toISOString();
const euros = (amount: number) => ({ amount, currency: "EUR" });
const seen = async (accountId: string, orderId: string) =>
  (await t.call(accountId, "GET", `/v1/orders/${orderId}`)).body;
const of = (orderId: string) => (data: { orderId: string }) => data.orderId === orderId;

async function pass(ms: number): Promise<void> {
  t.clock.advance(ms);
  await t.platform.bus.fireDueTimers();
}

const requestRevision = (orderId: string) => t.act(t.buyerId, orderId, "request-revision", { explanation });
const requestCancellation = (orderId: string) =>
  t.act(t.buyerId, orderId, "request-cancellation", { explanation });
const deliver = (orderId: string) =>
  t.act(t.sellerId, orderId, "deliver", { message: "Here.", links: ["https://example.org/logo"] });

describe("revisions", () => {
  it("R18: the buyer says what and why, the 7-day clock stops, and both see whether it is beyond the limit", async () => {
    const order = await t.aDeliveredOrder({ revisionLimit: 1 });
    expect((await t.act(t.buyerId, order.id, "request-revision", {})).status).toBe(400);
    const asked = await requestRevision(order.id);
    expect(asked.body).toMatchObject({
      state: "revision_requested",
      revisions: { count: 1, limit: 1, open: { explanation, beyondLimit: false } },
      allowedActions: [],
    });
    const kinds = asked.body.deadlines.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(["answer_revision", "end"]);
    await t.act(t.sellerId, order.id, "accept-revision");
    await deliver(order.id);
    await requestRevision(order.id);
    for (const party of [t.buyerId, t.sellerId]) {
      expect((await seen(party, order.id)).revisions).toMatchObject({
        count: 2,
        open: { beyondLimit: true },
      });
    }
  });

  it("R19: accepted: in progress again, due the original delivery time after the acceptance", async () => {
    const order = await t.aDeliveredOrder();
    await requestRevision(order.id);
    t.clock.advance(10 * HOUR);
    const dueAt = inMs(3 * DAY);
    const accepted = await t.act(t.sellerId, order.id, "accept-revision");
    expect(accepted.body).toMatchObject({ state: "in_progress", dueAt, revisions: { open: null } });
    const told = await t.neighbours.heard(OrderRevisionAccepted, of(order.id));
    expect(told.data).toMatchObject({ by: "seller", dueAt });
  });

  it("R19: refused with an explanation; R20: then 7 days to approve or dispute", async () => {
    const order = await t.aDeliveredOrder();
    await requestRevision(order.id);
    expect((await t.act(t.sellerId, order.id, "refuse-revision", {})).status).toBe(400);
    const refused = await t.act(t.sellerId, order.id, "refuse-revision", { explanation });
    expect(refused.body).toMatchObject({
      state: "revision_refused",
      deadlines: [{ kind: "complete", at: inMs(7 * DAY) }, { kind: "end" }],
      allowedActions: [],
    });
    expect((await seen(t.buyerId, order.id)).allowedActions).toEqual(["approve", "open-dispute"]);
    expect((await t.act(t.buyerId, order.id, "approve")).body.state).toBe("completed");
  });

  it("R19: 48 h of silence accept a request within the limit", async () => {
    const order = await t.aDeliveredOrder({ revisionLimit: 1 });
    await requestRevision(order.id);
    const dueAt = inMs(48 * HOUR + 3 * DAY);
    await pass(48 * HOUR);
    const told = await t.neighbours.heard(OrderRevisionAccepted, of(order.id));
    expect(told.data).toMatchObject({ by: "clock", state: "in_progress", dueAt });
    expect((await t.act(t.sellerId, order.id, "refuse-revision", { explanation })).body.code).toBe(
      "deadline_passed",
    );
  });

  it("R19, R20: 48 h of silence refuse a request beyond the limit, and 7 more days complete the order", async () => {
    const order = await t.aDeliveredOrder({ revisionLimit: 0 });
    await requestRevision(order.id);
    await pass(48 * HOUR);
    const told = await t.neighbours.heard(OrderRevisionRefused, of(order.id));
    expect(told.data).toMatchObject({ by: "clock", state: "revision_refused", completesAt: inMs(7 * DAY) });
    await pass(7 * DAY);
    const ended = await t.neighbours.heard(OrderCompleted, of(order.id));
    expect(ended.data).toMatchObject({ by: "clock", settlement: { refundAmount: 0, releaseAmount: 5_000 } });
  });
});

describe("cancellation", () => {
  it("R21: on time the buyer requests it with an explanation, and may withdraw", async () => {
    const order = await t.anOrderInProgress();
    const asked = await requestCancellation(order.id);
    expect(asked.body).toMatchObject({
      state: "in_progress",
      cancellationRequest: { explanation, answer: "pending" },
      allowedActions: ["withdraw-cancellation"],
    });
    const deadlines = Object.fromEntries(
      asked.body.deadlines.map(({ kind, at }: { kind: string; at: string }) => [kind, at]),
    );
    expect(deadlines).toMatchObject({ answer_cancellation: inMs(48 * HOUR), deliver: inMs(3 * DAY) });
    const withdrawn = await t.act(t.buyerId, order.id, "withdraw-cancellation");
    expect(withdrawn.body).toMatchObject({
      cancellationRequest: null,
      allowedActions: ["request-cancellation"],
    });
  });

  it("R21, R23: the seller accepts: full refund, and justified", async () => {
    const order = await t.anOrderInProgress();
    await requestCancellation(order.id);
    const accepted = await t.act(t.sellerId, order.id, "accept-cancellation");
    expect(accepted.body).toMatchObject({
      state: "cancelled",
      outcome: { by: "seller", justified: true, countsAgainstSeller: false, refund: euros(5_000) },
    });
    const told = await t.neighbours.heard(OrderCancelled, of(order.id));
    expect(told.data).toMatchObject({ justified: true, settlement: { refundAmount: 5_000 } });
  });

  it("R21: a refusal lets the buyer dispute, and the second refusal opens the dispute by itself", async () => {
    const order = await t.anOrderInProgress();
    await requestCancellation(order.id);
    await t.act(t.sellerId, order.id, "refuse-cancellation", { explanation });
    expect(await seen(t.buyerId, order.id)).toMatchObject({
      cancellationRequest: { answer: "refused" },
      allowedActions: ["request-cancellation", "open-dispute"],
    });
    await requestCancellation(order.id);
    const second = await t.act(t.sellerId, order.id, "refuse-cancellation", { explanation: "No, again." });
    expect(second.body).toMatchObject({
      state: "disputed",
      dispute: { openedBy: "clock", statements: [{ by: "seller", text: "No, again." }] },
    });
    await t.neighbours.heard(OrderDisputeOpened, of(order.id));
  });

  it("R21: 48 h of silence let the buyer dispute; answering then is too late", async () => {
    const order = await t.anOrderInProgress();
    await requestCancellation(order.id);
    await pass(48 * HOUR);
    await t.neighbours.heard(OrderCancellationUnanswered, of(order.id));
    expect(await seen(t.buyerId, order.id)).toMatchObject({
      state: "in_progress",
      cancellationRequest: { answer: "unanswered" },
      allowedActions: ["request-cancellation", "open-dispute"],
    });
    expect((await t.act(t.sellerId, order.id, "accept-cancellation")).body.code).toBe("deadline_passed");
    expect((await t.act(t.buyerId, order.id, "open-dispute", { statement: "!" })).body.state).toBe(
      "disputed",
    );
  });

  it("R14: delivering ends an open request", async () => {
    const order = await t.anOrderInProgress();
    await requestCancellation(order.id);
    expect((await deliver(order.id)).body).toMatchObject({ state: "delivered", cancellationRequest: null });
    await pass(48 * HOUR);
    expect((await seen(t.buyerId, order.id)).state).toBe("delivered");
  });

  it("R22: the seller cancels in any state but where the next step is the buyer's or a mediator's", async () => {
    const pending = await t.aPendingOrder();
    const inProgress = await t.anOrderInProgress();
    const delivered = await t.aDeliveredOrder();
    const revised = await t.aDeliveredOrder();
    await requestRevision(revised.id);
    for (const { id } of [pending, inProgress, delivered, revised]) {
      expect((await t.act(t.sellerId, id, "cancel", { explanation })).body).toMatchObject({
        state: "cancelled",
        outcome: { by: "seller", refund: euros(5_000), released: euros(0) },
      });
    }
    const refused = await t.aDeliveredOrder();
    await requestRevision(refused.id);
    await t.act(t.sellerId, refused.id, "refuse-revision", { explanation });
    const disputed = await t.aDisputedOrder();
    for (const { id } of [refused, disputed]) {
      expect((await t.act(t.sellerId, id, "cancel", { explanation })).body.code).toBe("action_not_allowed");
    }
  });

  it("R23: a seller's cancellation is unjustified, but justified where the buyer had asked for it", async () => {
    const alone = await t.anOrderInProgress();
    const cancelled = await t.act(t.sellerId, alone.id, "cancel", { explanation });
    expect(cancelled.body.outcome).toMatchObject({ justified: false, countsAgainstSeller: true });
    const asked = await t.anOrderInProgress();
    await requestCancellation(asked.id);
    const agreed = await t.act(t.sellerId, asked.id, "cancel", { explanation });
    expect(agreed.body.outcome).toMatchObject({ justified: true, countsAgainstSeller: false });
  });

  it("R23: only a mediator sees a seller's cancellation and can excuse it", async () => {
    const order = await t.anOrderInProgress();
    const path = `/v1/orders/${order.id}`;
    expect((await t.mediate("GET", path)).status).toBe(404);
    await t.act(t.sellerId, order.id, "cancel", { explanation });
    expect((await t.mediate("GET", path)).body.allowedActions).toEqual(["excuse-cancellation"]);
    expect((await t.mediate("GET", `${path}/case`)).body).toMatchObject({ statements: [], dispute: null });
    expect((await t.mediate("GET", `${path}/files/${newId("file")}`)).status).toBe(404);
    const reasons = "The buyer could not be reached.";
    expect((await t.act(t.sellerId, order.id, "excuse-cancellation", { reasons })).status).toBe(403);
    expect((await t.mediate("POST", `${path}/excuse-cancellation`, {})).status).toBe(400);
    const excused = await t.mediate("POST", `${path}/excuse-cancellation`, { reasons });
    expect(excused.body).toMatchObject({
      state: "cancelled",
      outcome: { by: "seller", justified: true, countsAgainstSeller: false, excuse: { reasons } },
      allowedActions: [],
    });
    expect((await seen(t.sellerId, order.id)).outcome).toEqual(excused.body.outcome);
    const told = await t.neighbours.heard(OrderCancellationExcused, of(order.id));
    expect(told.data).toMatchObject({ sellerId: t.sellerId, reasons });
  });

  it("R23, R41: a cancellation of the buyer's exists for no mediator", async () => {
    const order = await t.aPendingOrder();
    await t.act(t.buyerId, order.id, "cancel", { explanation });
    const excuse = await t.mediate("POST", `/v1/orders/${order.id}/excuse-cancellation`, { reasons: "!" });
    expect(excuse.status).toBe(404);
  });
});

describe("reminders", () => {
  it("R39: the seller is reminded 24 h and 4 h before the 48 h end, once each", async () => {
    const order = await t.aPendingOrder();
    const endsAt = inMs(48 * HOUR);
    await pass(24 * HOUR - 1);
    await pass(1);
    await t.neighbours.heard(OrderReminderDue, of(order.id));
    await pass(20 * HOUR);
    const last = await t.neighbours.heard(
      OrderReminderDue,
      (data) => data.orderId === order.id && t.neighbours.timesHeard(OrderReminderDue, of(order.id)) === 2,
    );
    expect(last.data).toMatchObject({ to: "seller", deadline: "respond", endsAt });
    await t.act(t.sellerId, order.id, "accept");
    expect(t.neighbours.timesHeard(OrderReminderDue, of(order.id))).toBe(2);
  });

  it("R16: the buyer is reminded 3 days and 1 day before completion", async () => {
    const order = await t.aDeliveredOrder();
    await pass(4 * DAY);
    await t.neighbours.heard(OrderReminderDue, (data) => data.orderId === order.id && data.to === "buyer");
    await pass(2 * DAY);
    await t.neighbours.heard(
      OrderReminderDue,
      (data) =>
        data.orderId === order.id &&
        data.deadline === "complete" &&
        t.neighbours.timesHeard(OrderReminderDue, of(order.id)) === 2,
    );
    await pass(DAY);
    await t.neighbours.heard(OrderCompleted, of(order.id));
  });

  it("R39: the seller is reminded 24 h before dueAt", async () => {
    const order = await t.anOrderInProgress();
    await pass(2 * DAY);
    const told = await t.neighbours.heard(OrderReminderDue, of(order.id));
    expect(told.data).toMatchObject({ to: "seller", deadline: "deliver", endsAt: inMs(DAY) });
  });
});
