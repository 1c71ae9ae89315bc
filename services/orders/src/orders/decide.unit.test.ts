import { ORDER_STATES, type OrderActor } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { aListing, anOrder, at, DAY, HOUR, MINUTE, policy } from "../../test/builders.ts";
import type { Command } from "./commands.ts";
import { advance, decide } from "./decide.ts";
import type { Order } from "./order.ts";

const deliver: Command = {
  action: "deliver",
  message: "Done.",
  fileIds: [],
  links: ["https://example.org/a"],
};
const refuse: Command = { action: "refuse", reason: "outside_scope", explanation: "Not my trade." };
const cancel: Command = { action: "cancel", explanation: "Changed my mind." };

function moved(order: Order, command: Command, by: OrderActor, now: Date) {
  const decision = decide(order, command, by, now, policy);
  if (decision.kind !== "moved") throw new Error(`${command.action} was ${decision.kind}`);
  return decision.change;
}

const deadlineOf = (order: Order) => {
  const [deadline] = order.deadlines;
  if (!deadline) throw new Error(`no deadline in ${order.state}`);
  return deadline.at;
};
const before = (time: Date) => new Date(time.getTime() - 1);
const eventNames = (change: { events: readonly { type: { name: string } }[] }) =>
  change.events.map((event) => event.type.name);

describe("payment", () => {
  it("R8: a paid order is pending and its money blocked, with 48 h for the seller (R9)", () => {
    const order = anOrder();
    const change = moved(order, { action: "pay" }, "payment", at(29 * MINUTE));
    expect(change.order).toMatchObject({ state: "pending", paidAt: at(29 * MINUTE), outcome: null });
    expect(change.order.deadlines).toMatchObject([
      { kind: "respond", at: at(29 * MINUTE + 48 * HOUR) },
      { kind: "end", at: at(29 * MINUTE + 75 * DAY) },
    ]);
    expect(eventNames(change)).toEqual(["orders.order.paid.v1"]);
  });

  it("R8: unpaid for 30 minutes expires, to the millisecond", () => {
    const order = anOrder();
    expect(advance(order, at(30 * MINUTE - 1), policy)).toBeNull();
    const change = advance(order, at(30 * MINUTE), policy);
    expect(change?.order).toMatchObject({
      state: "payment_expired",
      endedAt: at(30 * MINUTE),
      outcome: { kind: "payment_expired", by: "clock", refundAmount: 0, releaseAmount: 0 },
    });
  });

  it("R8: a payment that arrives later is refunded in full by itself, and only once", () => {
    const expired = anOrder({ state: "payment_expired" });
    const late = moved(expired, { action: "pay" }, "payment", at(2 * HOUR));
    expect(late.order.state).toBe("payment_expired");
    expect(late.events).toMatchObject([
      {
        type: { name: "orders.order.paid_late.v1" },
        data: { settlement: { refundAmount: 5_000, releaseAmount: 0 } },
      },
    ]);
    expect(decide(late.order, { action: "pay" }, "payment", at(3 * HOUR), policy)).toEqual({
      kind: "already",
      change: null,
    });
  });

  it("R8: a payment at the deadline meets an order that expired at it: both events, in order", () => {
    const change = moved(anOrder(), { action: "pay" }, "payment", at(30 * MINUTE));
    expect(eventNames(change)).toEqual(["orders.order.payment_expired.v1", "orders.order.paid_late.v1"]);
    expect(change.events.map((event) => event.sequence)).toEqual([2, 3]);
  });

  it("a payment that is reported twice changes nothing more, in every state", () => {
    for (const state of ORDER_STATES.filter(
      (state) => !["awaiting_payment", "payment_expired"].includes(state),
    )) {
      const order = anOrder({ state });
      expect(decide(order, { action: "pay" }, "payment", at(5 * MINUTE), policy), state).toMatchObject({
        kind: "already",
        change: null,
      });
    }
  });
});

describe("the seller's 48 hours", () => {
  it("R9, R13: accepting starts the delivery time, chosen extras included", () => {
    const order = anOrder({ state: "pending", listing: aListing({ deliveryDays: 5 }) });
    const { order: accepted } = moved(order, { action: "accept" }, "seller", at(10 * HOUR));
    expect(accepted).toMatchObject({
      state: "in_progress",
      acceptedAt: at(10 * HOUR),
      dueAt: at(10 * HOUR + 5 * DAY),
    });
  });

  it("R10: refusing takes a reason and refunds in full", () => {
    const change = moved(anOrder({ state: "pending" }), refuse, "seller", at(HOUR));
    expect(change.order.outcome).toEqual({
      kind: "refused",
      by: "seller",
      reason: "outside_scope",
      explanation: "Not my trade.",
      justified: null,
      countsAgainstSeller: false,
      excuse: null,
      refundAmount: 5_000,
      releaseAmount: 0,
    });
    expect(change.events).toMatchObject([
      { data: { reason: "outside_scope", settlement: { refundAmount: 5_000, releaseAmount: 0 } } },
    ]);
  });

  it("R11: expires after 48 h and refunds in full", () => {
    const order = anOrder({ state: "pending" });
    const change = advance(order, deadlineOf(order), policy);
    expect(change?.order).toMatchObject({ state: "expired", endedAt: deadlineOf(order) });
    expect(change?.events).toMatchObject([
      { type: { name: "orders.order.expired.v1" }, data: { settlement: { refundAmount: 5_000 } } },
    ]);
  });

  it("R11: counts against the seller only if the buyer had completed the brief", () => {
    const countsFor = (order: Order) => advance(order, deadlineOf(order), policy)?.events[0]?.data;
    expect(countsFor(anOrder({ state: "pending" }))).toMatchObject({ countsAgainstSeller: false });
    const briefed = anOrder({ state: "pending", brief: { text: "Blue.", fileIds: [] } });
    expect(countsFor(briefed)).toMatchObject({ countsAgainstSeller: true });
  });

  it("R11: accepting a millisecond before the deadline holds, at it the order has expired", () => {
    const order = anOrder({ state: "pending" });
    const deadline = deadlineOf(order);
    expect(decide(order, { action: "accept" }, "seller", before(deadline), policy).kind).toBe("moved");
    const late = decide(order, { action: "accept" }, "seller", deadline, policy);
    expect(late).toMatchObject({
      kind: "refused",
      reason: "deadline_passed",
      change: { order: { state: "expired", endedAt: deadline } },
    });
  });

  it("says deadline_passed also when the timer was quicker than the command", () => {
    const order = anOrder({ state: "expired" });
    expect(decide(order, { action: "accept" }, "seller", at(60 * HOUR), policy)).toEqual({
      kind: "refused",
      reason: "deadline_passed",
      change: null,
    });
  });

  it("R12: the buyer may cancel with an explanation; neutral for the seller", () => {
    const { order } = moved(anOrder({ state: "pending" }), cancel, "buyer", at(HOUR));
    expect(order.outcome).toMatchObject({
      kind: "cancelled",
      by: "buyer",
      justified: null,
      refundAmount: 5_000,
    });
  });
});

describe("in progress", () => {
  it("R14: delivering opens 7 days for the buyer", () => {
    const order = anOrder({ state: "in_progress" });
    const { order: delivered } = moved(order, deliver, "seller", at(DAY));
    expect(delivered.deadlines).toMatchObject([
      { kind: "complete", at: at(8 * DAY) },
      { kind: "end", at: at(MINUTE + 75 * DAY) },
    ]);
    expect(delivered.deliveries).toMatchObject([{ message: "Done.", late: false }]);
  });

  it("R15: late is a fact, not a state: the order can still be delivered, and the buyer can cancel alone", () => {
    const order = anOrder({ state: "in_progress" });
    const dueAt = deadlineOf(order);
    const late = new Date(dueAt.getTime() + 1);
    expect(advance(order, late, policy)).toBeNull();
    expect(decide(order, cancel, "buyer", dueAt, policy)).toMatchObject({
      kind: "refused",
      reason: "action_not_allowed",
    });
    expect(moved(order, cancel, "buyer", late).order.outcome).toMatchObject({
      by: "buyer",
      refundAmount: 5_000,
    });
    expect(moved(order, deliver, "seller", late).events).toMatchObject([{ data: { late: true } }]);
  });

  it("R22, R23: the seller may cancel; without the buyer's wish it is unjustified", () => {
    for (const state of ["pending", "in_progress", "delivered"] as const) {
      const { order } = moved(anOrder({ state }), cancel, "seller", at(DAY));
      expect(order.outcome).toMatchObject({
        kind: "cancelled",
        by: "seller",
        justified: false,
        refundAmount: 5_000,
      });
    }
  });

  it("R23: a mediator excuses it within 12 months, once, and it counts no longer", () => {
    const excuse: Command = { action: "excuse-cancellation", reasons: "Their house burnt down." };
    const { order } = moved(anOrder({ state: "in_progress" }), cancel, "seller", at(DAY));
    const yearLater = new Date(at(DAY));
    yearLater.setUTCFullYear(yearLater.getUTCFullYear() + 1);
    expect(decide(order, excuse, "mediator", yearLater, policy)).toMatchObject({
      reason: "action_not_allowed",
    });
    const excused = moved(order, excuse, "mediator", before(yearLater));
    expect(excused.order).toMatchObject({
      state: "cancelled",
      endedAt: at(DAY),
      outcome: {
        justified: true,
        countsAgainstSeller: false,
        refundAmount: 5_000,
        excuse: { reasons: "Their house burnt down." },
      },
    });
    expect(excused.events).toMatchObject([{ data: { reasons: "Their house burnt down." } }]);
    const again: Command = { action: "excuse-cancellation", reasons: "Once more." };
    expect(decide(excused.order, again, "mediator", at(2 * DAY), policy).kind).toBe("refused");
  });

  it("R9: the brief can be given until delivery, and the state stays", () => {
    const brief: Command = { action: "complete_brief", text: "Blue.", fileIds: [] };
    for (const state of ["awaiting_payment", "pending", "in_progress"] as const) {
      const order = anOrder({ state });
      const { order: briefed } = moved(order, brief, "buyer", at(10 * MINUTE));
      expect(briefed).toMatchObject({ state, deadlines: order.deadlines, brief: { text: "Blue." } });
    }
    expect(decide(anOrder({ state: "delivered" }), brief, "buyer", at(DAY), policy).kind).toBe("refused");
  });
});

describe("an order keeps an end", () => {
  it("R9: the brief can be changed a bounded number of times, so that the order's record cannot be filled up", () => {
    let order = anOrder({ state: "in_progress" });
    for (let change = 1; change <= 20; change++) {
      const text = `Version ${change}.`;
      order = moved(order, { action: "complete_brief", text, fileIds: [] }, "buyer", at(HOUR)).order;
    }
    const more: Command = { action: "complete_brief", text: "Version 21.", fileIds: [] };
    expect(decide(order, more, "buyer", at(HOUR), policy)).toMatchObject({ reason: "action_not_allowed" });
    expect(decide(order, deliver, "seller", at(HOUR), policy).kind).toBe("moved");
  });
});

describe("after a delivery", () => {
  it("R16, R17: approval completes and releases everything", () => {
    const change = moved(anOrder({ state: "delivered" }), { action: "approve" }, "buyer", at(DAY));
    expect(change.order.outcome).toMatchObject({ kind: "completed", by: "buyer", releaseAmount: 5_000 });
    expect(change.events).toMatchObject([
      { data: { settlement: { refundAmount: 0, releaseAmount: 5_000 } } },
    ]);
  });

  it("R16, R32: a review completes; one after the completion changes nothing more", () => {
    const review: Command = { action: "review", reviewId: "r" };
    expect(moved(anOrder({ state: "delivered" }), review, "buyer", at(DAY)).order.state).toBe("completed");
    expect(decide(anOrder({ state: "completed" }), review, "buyer", at(DAY), policy).kind).toBe("already");
  });

  it("R16: 7 days of silence complete, to the millisecond", () => {
    const order = anOrder({ state: "delivered" });
    expect(advance(order, before(deadlineOf(order)), policy)).toBeNull();
    expect(advance(order, deadlineOf(order), policy)?.order).toMatchObject({
      state: "completed",
      endedAt: deadlineOf(order),
      outcome: { by: "clock", releaseAmount: 5_000 },
    });
  });
});

describe("repeats", () => {
  it("the same command by the same person again is success without a second effect", () => {
    for (const { from, command, by } of [
      { from: "pending", command: { action: "accept" }, by: "seller" },
      { from: "pending", command: refuse, by: "seller" },
      { from: "pending", command: cancel, by: "buyer" },
      { from: "in_progress", command: deliver, by: "seller" },
      { from: "delivered", command: { action: "approve" }, by: "buyer" },
    ] as const) {
      const { order } = moved(anOrder({ state: from }), command, by, at(DAY));
      expect(decide(order, command, by, at(DAY + 1), policy)).toEqual({ kind: "already", change: null });
    }
  });

  it("is no repeat once another party has moved the order on", () => {
    const { order: accepted } = moved(
      anOrder({ state: "pending" }),
      { action: "accept" },
      "seller",
      at(HOUR),
    );
    const { order } = moved(accepted, cancel, "buyer", at(10 * DAY));
    expect(decide(order, { action: "accept" }, "seller", at(10 * DAY), policy)).toMatchObject({
      reason: "action_not_allowed",
    });
  });

  it("the same action with other words is not a repeat", () => {
    const { order } = moved(anOrder({ state: "in_progress" }), deliver, "seller", at(DAY));
    const other: Command = { ...deliver, message: "Another." };
    expect(decide(order, other, "seller", at(DAY + 1), policy)).toMatchObject({
      reason: "action_not_allowed",
    });
  });
});
