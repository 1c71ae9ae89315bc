import { describe, expect, it } from "vitest";
import { anOrder, at, DAY, HOUR, MINUTE, policy, steps } from "../../test/builders.ts";
import type { DeadlineKind, Order } from "./order.ts";
import { remind, timersOf } from "./reminders.ts";

function endOf(order: Order, kind: DeadlineKind): Date {
  const deadline = order.deadlines.find((open) => open.kind === kind);
  if (!deadline) throw new Error(`${kind} is not open`);
  return deadline.at;
}

/** The reminders that an order left alone gives, as who is told and how long before the window's end. */
function remindersUntilTheEnd(order: Order, kind: DeadlineKind): { to: string; before: number }[] {
  const end = endOf(order, kind);
  const told = [];
  let current = order;
  for (;;) {
    const timer = timersOf(current, policy).find((each) => each.kind === `remind_${kind}`);
    if (!timer) return told;
    expect(remind(current, new Date(timer.at.getTime() - 1), policy)).toBeNull();
    const change = remind(current, timer.at, policy);
    if (!change) throw new Error("a timer that reminds of nothing");
    for (const event of change.events) {
      const { to, deadline } = event.data as { to: string; deadline: string };
      expect(deadline).toBe(kind);
      told.push({ to, before: end.getTime() - event.at.getTime() });
    }
    current = change.order;
  }
}

describe("reminders", () => {
  it("R39: the seller is reminded 24 h and 4 h before the 48 h end", () => {
    const expected = [
      { to: "seller", before: 24 * HOUR },
      { to: "seller", before: 4 * HOUR },
    ];
    expect(remindersUntilTheEnd(anOrder({ state: "pending" }), "respond")).toEqual(expected);
    expect(remindersUntilTheEnd(anOrder({ state: "revision_requested" }), "answer_revision")).toEqual(
      expected,
    );
    const asked = anOrder({ state: "in_progress", after: [steps.requestCancellation] });
    expect(remindersUntilTheEnd(asked, "answer_cancellation")).toEqual(expected);
  });

  it("R39: the seller is reminded 24 h before dueAt", () => {
    expect(remindersUntilTheEnd(anOrder({ state: "in_progress" }), "deliver")).toEqual([
      { to: "seller", before: 24 * HOUR },
    ]);
  });

  it("R16: the buyer is reminded 3 days and 1 day before completion", () => {
    for (const state of ["delivered", "revision_refused"] as const) {
      expect(remindersUntilTheEnd(anOrder({ state }), "complete")).toEqual([
        { to: "buyer", before: 3 * DAY },
        { to: "buyer", before: DAY },
      ]);
    }
  });

  it("R39: of several that were missed one is given, and none once the window has ended", () => {
    const order = anOrder({ state: "pending" });
    const end = endOf(order, "respond");
    const late = remind(order, new Date(end.getTime() - HOUR), policy);
    expect(late?.events).toHaveLength(1);
    expect(late && remind(late.order, new Date(end.getTime() - MINUTE), policy)).toBeNull();
    expect(remind(order, end, policy)).toBeNull();
  });

  it("are no moves: state and windows stay, and the sequence counts on", () => {
    const order = anOrder({ state: "pending" });
    const change = remind(order, at(30 * HOUR), policy);
    expect(change?.order).toMatchObject({ state: "pending", sequence: order.sequence + 1 });
    expect(change?.order.deadlines.map(({ kind, at }) => ({ kind, at }))).toEqual(
      order.deadlines.map(({ kind, at }) => ({ kind, at })),
    );
    expect(change?.order.timeline.at(-1)).toMatchObject({ action: "remind", data: { deadline: "respond" } });
  });

  it("R24: none comes while a dispute is open", () => {
    const timers = timersOf(anOrder({ state: "disputed" }), policy).map((timer) => timer.kind);
    expect(timers.toSorted()).toEqual(["end", "escalate"]);
  });
});
