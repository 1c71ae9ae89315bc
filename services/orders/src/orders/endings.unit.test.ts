import type { OrderActor } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { aListing, anOrder, at, DAY, HOUR, MINUTE, policy, steps } from "../../test/builders.ts";
import type { Command } from "./commands.ts";
import { advance, decide } from "./decide.ts";
import type { DeadlineKind, Order } from "./order.ts";

/** Orders of the builders are paid a minute after they were placed. */
const END = MINUTE + 75 * DAY;

/** A listing so slow that an order of it comes near its end. */
const slow = aListing({ deliveryDays: 45 });

function after(order: Order, { command, by }: { command: Command; by: OrderActor }, now: Date): Order {
  const decision = decide(order, command, by, now, policy);
  if (decision.kind !== "moved") throw new Error(`${command.action} was ${decision.kind}`);
  return decision.change.order;
}

const windowOf = (order: Order, kind: DeadlineKind) => order.deadlines.find((open) => open.kind === kind)?.at;
const atTheEnd = (order: Order) => advance(order, at(END), policy)?.order;

describe("the end that every order has", () => {
  it("R26: no window outlives the order: what is delivered on day 74 completes on day 75", () => {
    const working = anOrder({ state: "in_progress" });
    const order = after(working, steps.deliver, at(74 * DAY));
    expect(windowOf(order, "complete")).toEqual(at(END));
    expect(atTheEnd(order)).toMatchObject({
      state: "completed",
      endedAt: at(END),
      outcome: { by: "clock", reason: "time_limit", releaseAmount: 5_000, countsAgainstSeller: false },
    });
  });

  it("R26: a revision that is asked for and not answered then was delivered, and completes", () => {
    const delivered = after(anOrder({ state: "in_progress" }), steps.deliver, at(73 * DAY));
    const order = after(delivered, steps.requestRevision, at(74 * DAY));
    expect(windowOf(order, "answer_revision")).toEqual(at(END));
    expect(atTheEnd(order)).toMatchObject({ state: "completed", outcome: { releaseAmount: 5_000 } });
  });

  it("R19, R26: rework is due by the order's end; undelivered then it is refunded, without a fault", () => {
    const delivered = after(anOrder({ state: "in_progress", listing: slow }), steps.deliver, at(44 * DAY));
    const asked = after(delivered, steps.requestRevision, at(50 * DAY));
    const order = after(asked, steps.acceptRevision, at(51 * DAY));
    expect(order.dueAt).toEqual(at(END));
    expect(atTheEnd(order)).toMatchObject({
      state: "cancelled",
      outcome: { by: "clock", reason: "time_limit", refundAmount: 5_000, countsAgainstSeller: false },
    });
  });

  it("R15, R26: work that was late by then counts against the seller", () => {
    expect(atTheEnd(anOrder({ state: "in_progress" }))?.outcome).toMatchObject({
      reason: "time_limit",
      countsAgainstSeller: true,
    });
  });
});

describe("revisions", () => {
  it("R18: a request that was refused uses up none of the listing's revisions", () => {
    const disputed = anOrder({ state: "disputed", listing: aListing({ revisionLimit: 1 }) });
    const dueAt = at(5 * DAY).toISOString();
    const resume: Command = { action: "resolve-dispute", decision: "resume", dueAt, reasons: "Do it." };
    const resumed = after(disputed, { command: resume, by: "mediator" }, at(DAY));
    expect(resumed.revisions).toEqual({ count: 0, open: null });
    const delivered = after(resumed, steps.deliver, at(2 * DAY));
    const first = after(delivered, steps.requestRevision, at(2 * DAY + HOUR));
    expect(first.revisions).toMatchObject({ count: 1, open: { beyondLimit: false } });
    const reworked = after(after(first, steps.acceptRevision, at(3 * DAY)), steps.deliver, at(3 * DAY));
    const second = after(reworked, steps.requestRevision, at(4 * DAY));
    expect(second.revisions).toMatchObject({ count: 2, open: { beyondLimit: true } });
  });

  it("R9: the brief that the first delivery was made from stays as it is", () => {
    const rework = anOrder({ state: "revision_requested", after: [steps.acceptRevision] });
    const brief: Command = { action: "complete_brief", text: "Red after all.", fileIds: [] };
    expect(decide(rework, brief, "buyer", at(HOUR), policy)).toMatchObject({ reason: "action_not_allowed" });
  });
});
