import type { OrderActor, OrderState } from "@vc/contracts";
import { euros } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import {
  aListing,
  anOrder,
  at,
  DAY,
  lastMoment,
  MINUTE,
  policy,
  type Step,
  steps,
} from "../../test/builders.ts";
import { COMMANDERS, everyCommand } from "../../test/every-command.ts";
import { goldenMatrix } from "../../test/golden-matrix.ts";
import type { Command } from "./commands.ts";
import { advance, decide } from "./decide.ts";
import { isOpen, moves, rowsFor } from "./lifecycle.ts";
import type { DeadlineKind, Order } from "./order.ts";

const TOTAL = 5_000;

/** What a move leaves behind, beside the state that the reviewed matrix says: written by hand from docs/product-rules.md. */
interface Consequence {
  readonly from: OrderState;
  readonly after?: readonly Step[];
  readonly revisionLimit?: number;
  readonly isLate?: true;
  /** A command of `everyCommand` and who gives it, or the window that ends. */
  readonly move: readonly [string, OrderActor] | DeadlineKind;
  readonly windows: readonly DeadlineKind[];
  /** Of an end: what the buyer gets back, what the seller gets, why it ended, and whether it counts against the seller. */
  readonly end?: readonly [refund: number, release: number, reason: string | null, isFault: boolean];
}

const refunded = (reason: string | null, isFault = false) => [TOTAL, 0, reason, isFault] as const;
const released = (reason: string | null) => [0, TOTAL, reason, false] as const;
const { requestCancellation, refuseCancellation } = steps;
const withdraw: Step = { command: { action: "withdraw-cancellation" }, by: "buyer" };

// biome-ignore format: a table is read by its columns
const consequences: Readonly<Record<string, Consequence>> = {
  "R8: nobody pays": { from: "awaiting_payment", move: "pay", windows: [], end: [0, 0, "unpaid", false] },
  "R13: accepted": { from: "pending", move: ["accept", "seller"], windows: ["deliver", "end"] },
  "R10: refused": { from: "pending", move: ["refuse", "seller"], windows: [], end: refunded("other") },
  "R11: unanswered, without a brief": { from: "pending", move: "respond", windows: [], end: refunded("unanswered") },
  "R12: cancelled by the buyer": { from: "pending", move: ["cancel", "buyer"], windows: [], end: refunded(null) },
  "R22: cancelled by the seller": { from: "pending", move: ["cancel", "seller"], windows: [], end: refunded(null, true) },
  "R14: delivered": { from: "in_progress", move: ["deliver", "seller"], windows: ["complete", "end"] },
  "R15: cancelled when late": { from: "in_progress", isLate: true, move: ["cancel", "buyer"], windows: [], end: refunded("late", true) },
  "R21: cancellation asked for": { from: "in_progress", move: ["request-cancellation", "buyer"], windows: ["answer_cancellation", "deliver", "end"] },
  "R21: the request withdrawn": { from: "in_progress", after: [requestCancellation], move: ["withdraw-cancellation", "buyer"], windows: ["deliver", "end"] },
  "R21: the request agreed to": { from: "in_progress", after: [requestCancellation], move: ["accept-cancellation", "seller"], windows: [], end: refunded("agreed") },
  "R21: the request refused": { from: "in_progress", after: [requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["deliver", "end"] },
  "R21: a second request refused": { from: "in_progress", after: [requestCancellation, refuseCancellation, requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["end", "escalate"] },
  "R21: a second request refused, the first withdrawn": { from: "in_progress", after: [requestCancellation, withdraw, requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["deliver", "end"] },
  "R21: the request unanswered": { from: "in_progress", after: [requestCancellation], move: "answer_cancellation", windows: ["deliver", "end"] },
  "R21: disputed after a refusal": { from: "in_progress", after: [requestCancellation, refuseCancellation], move: ["open-dispute", "buyer"], windows: ["end", "escalate"] },
  "R16: approved": { from: "delivered", move: ["approve", "buyer"], windows: [], end: released("approved") },
  "R32: reviewed": { from: "delivered", move: ["review", "buyer"], windows: [], end: released("reviewed") },
  "R16: silent after a delivery": { from: "delivered", move: "complete", windows: [], end: released("silence") },
  "R18: a revision asked for": { from: "delivered", move: ["request-revision", "buyer"], windows: ["answer_revision", "end"] },
  "R19: the revision accepted": { from: "revision_requested", move: ["accept-revision", "seller"], windows: ["deliver", "end"] },
  "R19: the revision accepted by silence": { from: "revision_requested", move: "answer_revision", windows: ["deliver", "end"] },
  "R19: the revision refused": { from: "revision_requested", move: ["refuse-revision", "seller"], windows: ["complete", "end"] },
  "R19: the revision refused by silence": { from: "revision_requested", revisionLimit: 0, move: "answer_revision", windows: ["complete", "end"] },
  "R20: approved after a refused revision": { from: "revision_refused", move: ["approve", "buyer"], windows: [], end: released("approved") },
  "R20: silent after a refused revision": { from: "revision_refused", move: "complete", windows: [], end: released("silence") },
  "R20: disputed after a refused revision": { from: "revision_refused", move: ["open-dispute", "buyer"], windows: ["end", "escalate"] },
  "R24: a statement": { from: "disputed", move: ["add-statement", "seller"], windows: ["end", "escalate"] },
  "R25: conceded": { from: "disputed", move: ["concede-dispute", "seller"], windows: [], end: refunded("conceded") },
  "R25: dropped": { from: "disputed", move: ["drop-dispute", "buyer"], windows: [], end: released("dropped") },
  "R25: decided: refund": { from: "disputed", move: ["resolve-dispute: refund", "mediator"], windows: [], end: refunded("refund") },
  "R25: decided: split": { from: "disputed", move: ["resolve-dispute: split", "mediator"], windows: [], end: [1_999, TOTAL - 1_999, "split", false] },
  "R25: decided: release": { from: "disputed", move: ["resolve-dispute: release", "mediator"], windows: [], end: released("release") },
  "R25: decided: resume": { from: "disputed", move: ["resolve-dispute: resume", "mediator"], windows: ["deliver", "end"] },
  "R30: charged back": { from: "in_progress", move: ["charge_back", "payment"], windows: ["deliver", "end"] },
  "R30: the chargeback won": { from: "disputed", move: ["win_chargeback", "payment"], windows: ["end", "escalate"] },
  "R30: the chargeback lost": { from: "in_progress", move: ["lose_chargeback", "payment"], windows: [], end: refunded("charged_back") },
  "R30: the chargeback lost after a delivery": { from: "delivered", move: ["lose_chargeback", "payment"], windows: [], end: refunded("charged_back") },
  "R26: escalated": { from: "disputed", move: "escalate", windows: ["end"] },
  "R26: over while disputed after a delivery": { from: "disputed", move: "end", windows: [], end: released("time_limit") },
  "R26: over while disputed without one": { from: "in_progress", after: [requestCancellation, refuseCancellation, steps.openDispute], move: "end", windows: [], end: refunded("time_limit") },
};

describe("what a move leaves behind", () => {
  it.each(Object.entries(consequences))(
    "%s",
    (_rule, { from, after = [], revisionLimit, isLate, move, windows, end }) => {
      const order = anOrder({
        state: from,
        after,
        listing: aListing({ revisionLimit: revisionLimit ?? null }),
      });
      const left = typeof move === "string" ? atTheEndOf(move, order) : given(order, move, isLate === true);
      expect(left.deadlines.map(({ kind }) => kind).toSorted()).toEqual(windows);
      const { outcome } = left;
      const ending = outcome && [
        outcome.refundAmount,
        outcome.releaseAmount,
        outcome.reason,
        outcome.countsAgainstSeller,
      ];
      expect(ending).toEqual(end ?? null);
    },
  );
});

function atTheEndOf(window: DeadlineKind, order: Order): Order {
  const moment = order.deadlines.find(({ kind }) => kind === window)?.at;
  const left = moment && advance(order, moment, policy)?.order;
  if (!left) throw new Error(`nothing happens when ${window} ends`);
  return left;
}

function given(order: Order, [name, by]: readonly [string, OrderActor], isLate: boolean): Order {
  const now = isLate && order.dueAt ? order.dueAt.getTime() + 1 : lastMoment(order) + MINUTE;
  const command = everyCommand(new Date(now))[name];
  const decision = command && decide(order, command, by, new Date(now), policy);
  if (decision?.kind !== "moved") throw new Error(`${name} is ${decision?.kind}`);
  return decision.change.order;
}

describe("the table", () => {
  it("R27: moves money only with an end, or when it came too late", () => {
    const others = moves.filter(
      ({ to, event }) =>
        !["refused", "expired", "cancelled", "completed"].includes(to) && event !== "paid_late",
    );
    expect(others.filter(({ money }) => money !== "none")).toEqual([]);
  });

  const situations = [
    ...Object.entries(goldenMatrix).map(([name, situation]) => [name, situation] as const),
    ...Object.entries(consequences).map(
      ([name, { from, ...rest }]) => [name, { state: from, ...rest }] as const,
    ),
  ];

  it.each(situations)(
    "R22: has one row at most for whatever is done to an order: %s",
    (_name, { state, after = [], revisionLimit = null }) => {
      const order = anOrder({ state, after, listing: aListing({ revisionLimit }) });
      const now = new Date(lastMoment(order) + MINUTE);
      const isMeant = (decision: string | undefined, command: Command) =>
        decision === undefined || (command.action === "resolve-dispute" && command.decision === decision);
      for (const by of COMMANDERS) {
        for (const command of Object.values(everyCommand(now))) {
          const open = rowsFor(command.action, by, order.state).filter(
            (row) => isMeant(row.decision, command) && isOpen(row, order, now),
          );
          expect(open.length).toBeLessThanOrEqual(1);
        }
      }
      for (const { kind } of order.deadlines) {
        const acting = moves.filter(
          (row) => row.ends === kind && row.from.includes(order.state) && isOpen(row, order, now),
        );
        expect(acting.length).toBeLessThanOrEqual(1);
      }
    },
  );
});

describe("limits of what can be said", () => {
  it.each(["buyer", "seller", "mediator"] as const)("R24: the %s's statements have an end", (by) => {
    const state = { order: anOrder({ state: "disputed" }) };
    const say = (number: number) =>
      decide(state.order, { action: "add-statement", text: `${number}` }, by, at(DAY + number), policy);
    for (let number = 1; number <= 100; number++) {
      const decision = say(number);
      if (decision.kind !== "moved") throw new Error(`statement ${number} is ${decision.kind}`);
      state.order = decision.change.order;
    }
    expect(say(101)).toMatchObject({ kind: "refused", reason: "action_not_allowed" });
  });

  const reasons = "After reading everything.";
  it.each([
    [
      "R25: a split that leaves the seller nothing",
      { decision: "split", buyerAmount: euros(TOTAL), reasons },
      "buyerAmount.amount",
    ],
    [
      "R25: a split that gives the buyer nothing",
      { decision: "split", buyerAmount: euros(0), reasons },
      "buyerAmount.amount",
    ],
    [
      "R25: work resumed to a moment that is over",
      { decision: "resume", dueAt: at(0).toISOString(), reasons },
      "dueAt",
    ],
    [
      "R26: work resumed beyond the order's end",
      { decision: "resume", dueAt: at(76 * DAY).toISOString(), reasons },
      "dueAt",
    ],
  ] as const)("%s is invalid", (_rule, resolution, path) => {
    const decision = decide(
      anOrder({ state: "disputed" }),
      { action: "resolve-dispute", ...resolution },
      "mediator",
      at(DAY),
      policy,
    );
    expect(decision).toMatchObject({ kind: "invalid", path });
  });

  it("R20, R26: a revision that was refused on day 74 completes on day 75, because the order is over", () => {
    const order = [steps.deliver, steps.requestRevision, steps.refuseRevision].reduce(
      (before, { command, by }, index) => {
        const decision = decide(before, command, by, at(74 * DAY + index), policy);
        if (decision.kind !== "moved") throw new Error(`${command.action} is ${decision.kind}`);
        return decision.change.order;
      },
      anOrder({ state: "in_progress" }),
    );
    const over = advance(order, at(MINUTE + 75 * DAY), policy)?.order;
    expect(over).toMatchObject({
      state: "completed",
      outcome: { reason: "time_limit", releaseAmount: TOTAL },
    });
  });
});
