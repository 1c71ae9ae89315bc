import type { Order } from "@vc/contracts";
import { OrderAccepted, OrderExpired, OrderReminderDue } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { DAY, HOUR } from "../../test/builders.ts";

type Instance = Awaited<ReturnType<TestApp["anotherInstance"]>>;
type Answer = Awaited<ReturnType<TestApp["call"]>>;

/** Rounds of each race; they run at once, so that the instances meet in ever different ways. */
const ROUNDS = 8;

let t: TestApp;
let one: Instance;
let other: Instance;

beforeAll(async () => {
  t = await buildTestApp();
  one = { bus: t.platform.bus, call: t.call };
  other = await t.anotherInstance();
});
afterAll(() => t?.stop());

const explanation = "Because it is so.";
const delivery = { message: "Here.", links: ["https://example.org/logo"] };
const of = (orderId: string) => (data: { orderId: string }) => data.orderId === orderId;
const stored = async (orderId: string): Promise<Order> =>
  (await t.call(t.buyerId, "GET", `/v1/orders/${orderId}`)).body;
const manyOf = (prepare: () => Promise<Order>) => Promise.all(Array.from({ length: ROUNDS }, prepare));

/** An action at one of the instances. */
const at = (instance: Instance, accountId: string, order: Order, action: string, body: object = {}) =>
  instance.call(accountId, "POST", `/v1/orders/${order.id}/${action}`, body);

/** One of two won, and the other was told precisely that, and what is allowed now. */
function expectOneWinner(answers: readonly Answer[]): Answer {
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const winner = answers.find(({ status }) => status === 200);
  const loser = answers.find(({ status }) => status === 409);
  if (!winner || !loser) throw new Error("one command must win and one must lose");
  expect(loser.body).toMatchObject({ code: "action_not_allowed", state: winner.body.state });
  expect(loser.body.allowedActions).toBeInstanceOf(Array);
  return winner;
}

/** Every move has exactly one event; so payments receives one settlement at most. */
async function expectToldOnce(order: Order): Promise<void> {
  const now = await stored(order.id);
  expect(await t.toldOf(now)).toBe(now.sequence);
  const settled = now.outcome ? now.outcome.refund.amount + now.outcome.released.amount : 0;
  expect(settled).toBe(now.outcome ? now.total.amount : 0);
}

describe("two instances", () => {
  it("R11: accept at the very millisecond at which the order expires is too late, with either instance firing the timer", async () => {
    const orders = await manyOf(() => t.aPendingOrder());
    t.clock.advance(48 * HOUR);
    await Promise.all(
      orders.map(async (order) => {
        const [answer] = await Promise.all([
          at(one, t.sellerId, order, "accept"),
          other.bus.fireDueTimers(),
          one.bus.fireDueTimers(),
        ]);
        expect(answer).toMatchObject({
          status: 409,
          body: { code: "deadline_passed", state: "expired", allowedActions: [] },
        });
        await expectToldOnce(order);
        expect(t.neighbours.timesHeard(OrderExpired, of(order.id))).toBe(1);
      }),
    );
  });

  it("R9, R11: accept while the last millisecond passes either holds or is too late, never both", async () => {
    const orders = await manyOf(() => t.aPendingOrder());
    t.clock.advance(48 * HOUR - 1);
    const answers = await Promise.all([
      ...orders.map((order, round) => at(round % 2 ? one : other, t.sellerId, order, "accept")),
      Promise.resolve().then(async () => {
        t.clock.advance(1);
        await Promise.all([one.bus.fireDueTimers(), other.bus.fireDueTimers()]);
      }),
    ]);
    for (const [round, order] of orders.entries()) {
      const answer = answers[round];
      const { state } = await stored(order.id);
      if (answer?.status === 200) expect(state).toBe("in_progress");
      else expect([answer?.body.code, state]).toEqual(["deadline_passed", "expired"]);
      await expectToldOnce(order);
    }
  });

  it("R16, R18: approve against request-revision: one wins", async () => {
    const orders = await manyOf(() => t.aDeliveredOrder());
    await Promise.all(
      orders.map(async (order) => {
        const winner = expectOneWinner(
          await Promise.all([
            at(one, t.buyerId, order, "approve"),
            at(other, t.buyerId, order, "request-revision", { explanation }),
          ]),
        );
        expect((await stored(order.id)).state).toBe(winner.body.state);
        await expectToldOnce(order);
      }),
    );
  });

  it("R14, R15: the buyer's cancellation of a late order against its delivery: one wins", async () => {
    const orders = await manyOf(() => t.anOrderInProgress());
    t.clock.advance(3 * DAY + 1);
    await Promise.all(
      orders.map(async (order) => {
        const winner = expectOneWinner(
          await Promise.all([
            at(one, t.buyerId, order, "cancel", { explanation }),
            at(other, t.sellerId, order, "deliver", delivery),
          ]),
        );
        expect((await stored(order.id)).state).toBe(winner.body.state);
        await expectToldOnce(order);
      }),
    );
  });

  it("R22: the seller's cancel and deliver at once: cancelled, whether the delivery came before it or not", async () => {
    const orders = await manyOf(() => t.anOrderInProgress());
    await Promise.all(
      orders.map(async (order) => {
        const [cancelled, delivered] = await Promise.all([
          at(one, t.sellerId, order, "cancel", { explanation }),
          at(other, t.sellerId, order, "deliver", delivery),
        ]);
        expect(cancelled.status).toBe(200);
        if (delivered.status !== 200) expect(delivered.body.code).toBe("action_not_allowed");
        const now = await stored(order.id);
        expect(now.state).toBe("cancelled");
        expect(now.deliveries).toHaveLength(delivered.status === 200 ? 1 : 0);
        await expectToldOnce(order);
      }),
    );
  });

  it("R9: a double accept is one acceptance, and both callers get it", async () => {
    const orders = await manyOf(() => t.aPendingOrder());
    await Promise.all(
      orders.map(async (order) => {
        const answers = await Promise.all([
          at(one, t.sellerId, order, "accept"),
          at(other, t.sellerId, order, "accept"),
          at(one, t.sellerId, order, "accept"),
        ]);
        for (const answer of answers) {
          expect(answer).toMatchObject({ status: 200, body: { state: "in_progress" } });
          expect(answer.body).toEqual(answers[0]?.body);
        }
        await expectToldOnce(order);
        expect(t.neighbours.timesHeard(OrderAccepted, of(order.id))).toBe(1);
      }),
    );
  });

  it("R25: two mediators decide at once: one decision, one settlement", async () => {
    const orders = await manyOf(() => t.aDisputedOrder());
    const resolve = (instance: Instance, order: Order, body: object) =>
      instance.call(
        t.mediatorId,
        "POST",
        `/v1/orders/${order.id}/resolve-dispute`,
        { reasons: explanation, ...body },
        {},
        ["user", "mediator"],
      );
    await Promise.all(
      orders.map(async (order) => {
        const winner = expectOneWinner(
          await Promise.all([
            resolve(one, order, { decision: "refund" }),
            resolve(other, order, { decision: "split", buyerAmount: { amount: 1_999, currency: "EUR" } }),
          ]),
        );
        const now = await stored(order.id);
        expect([now.state, now.dispute?.decision]).toEqual([winner.body.state, winner.body.dispute.decision]);
        await expectToldOnce(order);
      }),
    );
  });
});

describe("reminders of two instances", () => {
  const remindersOf = (order: Order) => t.neighbours.timesHeard(OrderReminderDue, of(order.id));

  /** Both instances look for due timers, twice, as when triggers are doubled. */
  const fireTwice = () => Promise.all([one, other, one, other].map(({ bus }) => bus.fireDueTimers()));

  it("R39: the seller is reminded once, with both instances firing the timer repeatedly", async () => {
    const orders = await manyOf(() => t.aPendingOrder());
    for (const [afterMs, reminders] of [
      [24 * HOUR, 1],
      [20 * HOUR, 2],
    ] as const) {
      t.clock.advance(afterMs);
      await fireTwice();
      for (const order of orders) {
        await waitFor(() => remindersOf(order) >= reminders, { what: `reminder ${reminders}` });
        await expectToldOnce(order);
        expect(remindersOf(order)).toBe(reminders);
      }
    }
  });

  it("R16, R39: a timer that is late by days gives one reminder for all that were missed, and none after the end", async () => {
    const orders = await manyOf(() => t.aDeliveredOrder());
    t.clock.advance(6 * DAY + HOUR);
    await fireTwice();
    for (const order of orders) {
      await waitFor(() => remindersOf(order) >= 1, { what: "the one reminder" });
      await expectToldOnce(order);
      expect(remindersOf(order)).toBe(1);
    }
    const late = await manyOf(() => t.aDeliveredOrder());
    t.clock.advance(8 * DAY);
    await fireTwice();
    for (const order of late) {
      await waitFor(async () => (await stored(order.id)).state === "completed", { what: "completion" });
      await expectToldOnce(order);
      expect(remindersOf(order)).toBe(0);
    }
  });
});
