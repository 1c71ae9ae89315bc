import { isDeepStrictEqual } from "node:util";
import { euros, type OrderActor, type OrderState } from "@vc/contracts";
import { nameOf } from "@vc/lifecycle/testing";
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
import { COMMANDERS, type CommandName, everyCommand } from "../../test/every-command.ts";
import { goldenMatrix } from "../../test/golden-matrix.ts";
import type { Change } from "./change.ts";
import type { Command } from "./commands.ts";
import { advance, decide } from "./decide.ts";
import { asks } from "./guards.ts";
import { isPossible, type Move, moves, rowsOf } from "./lifecycle.ts";
import type { DeadlineKind, Order } from "./order.ts";

const TOTAL = 5_000;

/** What a move leaves behind, beside the state that the reviewed matrix says: written by hand from docs/product-rules.md. */
interface Consequence {
  readonly from: OrderState;
  readonly after?: readonly Step[];
  readonly revisionLimit?: number;
  readonly isLate?: true;
  /** A command of `everyCommand` and who gives it, or the window that ends. */
  readonly move: readonly [CommandName, OrderActor] | DeadlineKind;
  readonly windows: readonly DeadlineKind[];
  /** Of an end: what the buyer gets back, what the seller gets, why it ended, and whether it counts against the seller. */
  readonly end?: readonly [refund: number, release: number, reason: string | null, isFault: boolean];
  /** Events, by the names of what happened. Those of the clock come first where it was due before the move. */
  readonly events: readonly string[];
  /** What else of the order is different then. */
  readonly writes?: readonly (keyof Order)[];
  /** Under which name the timeline keeps what the clock did. */
  readonly as?: string;
}

const refunded = (reason: string | null, isFault = false) => [TOTAL, 0, reason, isFault] as const;
const released = (reason: string | null) => [0, TOTAL, reason, false] as const;
const { requestCancellation, refuseCancellation } = steps;
const disputedRequest = [requestCancellation, refuseCancellation, steps.openDispute];
const withdraw: Step = { command: { action: "withdraw-cancellation" }, by: "buyer" };

// biome-ignore format: a table is read by its columns
const consequences: Readonly<Record<string, Consequence>> = {
  "R8: unpaid": { from: "awaiting_payment", move: "pay", windows: [], end: [0, 0, "unpaid", false], events: ["payment_expired"], as: "expire_payment" },
  "R9: paid": { from: "awaiting_payment", move: ["pay", "payment"], windows: ["end", "respond"], events: ["paid"], writes: ["paidAt"] },
  "R8: paid too late": { from: "payment_expired", move: ["pay", "payment"], windows: [], end: [0, 0, "unpaid", false], events: ["paid_late"] },
  "R9: the brief completed": { from: "pending", move: ["complete_brief", "buyer"], windows: ["end", "respond"], events: ["brief_completed"], writes: ["brief"] },
  "R13: accepted": { from: "pending", move: ["accept", "seller"], windows: ["deliver", "end"], events: ["accepted"], writes: ["acceptedAt", "dueAt"] },
  "R10: refused": { from: "pending", move: ["refuse", "seller"], windows: [], end: refunded("other"), events: ["refused"] },
  "R11: unanswered, without a brief": { from: "pending", move: "respond", windows: [], end: refunded("unanswered"), events: ["expired"], as: "expire" },
  "R12: cancelled by the buyer": { from: "pending", move: ["cancel", "buyer"], windows: [], end: refunded(null), events: ["cancelled"] },
  "R22: cancelled by the seller": { from: "pending", move: ["cancel", "seller"], windows: [], end: refunded(null, true), events: ["cancelled"] },
  "R23: cancelled by the seller, and excused": { from: "in_progress", after: [steps.cancelAsSeller], move: ["excuse-cancellation", "mediator"], windows: [], end: refunded(null), events: ["cancellation_excused"] },
  "R14: delivered": { from: "in_progress", move: ["deliver", "seller"], windows: ["complete", "end"], events: ["delivered"], writes: ["deliveries"] },
  "R15: cancelled when late": { from: "in_progress", isLate: true, move: ["cancel", "buyer"], windows: [], end: refunded("late", true), events: ["cancelled"] },
  "R21: cancellation asked for": { from: "in_progress", move: ["request-cancellation", "buyer"], windows: ["answer_cancellation", "deliver", "end"], events: ["cancellation_requested"], writes: ["cancellationRequest"] },
  "R15: cancelled when late, though the buyer had asked for it": { from: "in_progress", after: [requestCancellation], isLate: true, move: ["cancel", "buyer"], windows: [], end: refunded("late", true), events: ["cancellation_unanswered", "cancelled"], writes: ["cancellationRequest"] },
  "R21: the request withdrawn": { from: "in_progress", after: [requestCancellation], move: ["withdraw-cancellation", "buyer"], windows: ["deliver", "end"], events: ["cancellation_withdrawn"], writes: ["cancellationRequest"] },
  "R21: the request agreed to": { from: "in_progress", after: [requestCancellation], move: ["accept-cancellation", "seller"], windows: [], end: refunded("agreed"), events: ["cancelled"] },
  "R21: the request refused": { from: "in_progress", after: [requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["deliver", "end"], events: ["cancellation_refused"], writes: ["cancellationRequest"] },
  "R21: a second request refused": { from: "in_progress", after: [requestCancellation, refuseCancellation, requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["end", "escalate"], events: ["dispute_opened"], writes: ["cancellationRequest", "dispute"] },
  "R21: a second request refused, the first withdrawn": { from: "in_progress", after: [requestCancellation, withdraw, requestCancellation], move: ["refuse-cancellation", "seller"], windows: ["deliver", "end"], events: ["cancellation_refused"], writes: ["cancellationRequest"] },
  "R21: the request unanswered": { from: "in_progress", after: [requestCancellation], move: "answer_cancellation", windows: ["deliver", "end"], events: ["cancellation_unanswered"], writes: ["cancellationRequest"], as: "leave_cancellation_unanswered" },
  "R21: disputed after a refusal": { from: "in_progress", after: [requestCancellation, refuseCancellation], move: ["open-dispute", "buyer"], windows: ["end", "escalate"], events: ["dispute_opened"], writes: ["dispute"] },
  "R16: approved": { from: "delivered", move: ["approve", "buyer"], windows: [], end: released("approved"), events: ["completed"] },
  "R32: reviewed": { from: "delivered", move: ["review", "buyer"], windows: [], end: released("reviewed"), events: ["completed"] },
  "R16: silent after a delivery": { from: "delivered", move: "complete", windows: [], end: released("silence"), events: ["completed"], as: "complete" },
  "R18: a revision asked for": { from: "delivered", move: ["request-revision", "buyer"], windows: ["answer_revision", "end"], events: ["revision_requested"], writes: ["revisions"] },
  "R19: the revision accepted": { from: "revision_requested", move: ["accept-revision", "seller"], windows: ["deliver", "end"], events: ["revision_accepted"], writes: ["dueAt", "revisions"] },
  "R19: the revision accepted by silence": { from: "revision_requested", move: "answer_revision", windows: ["deliver", "end"], events: ["revision_accepted"], writes: ["dueAt", "revisions"], as: "accept_revision_by_silence" },
  "R19: the revision refused": { from: "revision_requested", move: ["refuse-revision", "seller"], windows: ["complete", "end"], events: ["revision_refused"], writes: ["revisions"] },
  "R19: the revision refused by silence": { from: "revision_requested", revisionLimit: 0, move: "answer_revision", windows: ["complete", "end"], events: ["revision_refused"], writes: ["revisions"], as: "refuse_revision_by_silence" },
  "R20: approved after a refused revision": { from: "revision_refused", move: ["approve", "buyer"], windows: [], end: released("approved"), events: ["completed"] },
  "R20: silent after a refused revision": { from: "revision_refused", move: "complete", windows: [], end: released("silence"), events: ["completed"], as: "complete" },
  "R20: disputed after a refused revision": { from: "revision_refused", move: ["open-dispute", "buyer"], windows: ["end", "escalate"], events: ["dispute_opened"], writes: ["dispute"] },
  "R24: a statement": { from: "disputed", move: ["add-statement", "seller"], windows: ["end", "escalate"], events: ["statement_added"], writes: ["dispute"] },
  "R24: a statement of the buyer": { from: "disputed", move: ["add-statement", "buyer"], windows: ["end", "escalate"], events: ["statement_added"], writes: ["dispute"] },
  "R24: a statement of the mediator": { from: "disputed", move: ["add-statement", "mediator"], windows: ["end", "escalate"], events: ["statement_added"], writes: ["dispute"] },
  "R25: conceded": { from: "disputed", move: ["concede-dispute", "seller"], windows: [], end: refunded("conceded"), events: ["cancelled"] },
  "R25: dropped": { from: "disputed", move: ["drop-dispute", "buyer"], windows: [], end: released("dropped"), events: ["completed"] },
  "R25: decided: refund": { from: "disputed", move: ["resolve-dispute: refund", "mediator"], windows: [], end: refunded("refund"), events: ["cancelled"], writes: ["dispute"] },
  "R25: decided: split": { from: "disputed", move: ["resolve-dispute: split", "mediator"], windows: [], end: [1_999, TOTAL - 1_999, "split", false], events: ["completed"], writes: ["dispute"] },
  "R25: decided: release": { from: "disputed", move: ["resolve-dispute: release", "mediator"], windows: [], end: released("release"), events: ["completed"], writes: ["dispute"] },
  "R25: decided: resume": { from: "disputed", move: ["resolve-dispute: resume", "mediator"], windows: ["deliver", "end"], events: ["work_resumed"], writes: ["dispute", "dueAt"] },
  "R25: decided after a refused request: refund": { from: "in_progress", after: disputedRequest, move: ["resolve-dispute: refund", "mediator"], windows: [], end: refunded("refund"), events: ["cancelled"], writes: ["dispute"] },
  "R25: decided after a refused request: split": { from: "in_progress", after: disputedRequest, move: ["resolve-dispute: split", "mediator"], windows: [], end: [1_999, TOTAL - 1_999, "split", false], events: ["completed"], writes: ["dispute"] },
  "R25: decided after a refused request: release": { from: "in_progress", after: disputedRequest, move: ["resolve-dispute: release", "mediator"], windows: [], end: released("release"), events: ["completed"], writes: ["dispute"] },
  "R25: decided after a refused request: resume": { from: "in_progress", after: disputedRequest, move: ["resolve-dispute: resume", "mediator"], windows: ["deliver", "end"], events: ["work_resumed"], writes: ["cancellationRequest", "dispute", "dueAt"] },
  "R30: charged back": { from: "in_progress", move: ["charge_back", "payment"], windows: ["deliver", "end"], events: ["charged_back"] },
  "R30: the chargeback won": { from: "disputed", move: ["win_chargeback", "payment"], windows: ["end", "escalate"], events: ["chargeback_won"] },
  "R30: the chargeback lost": { from: "in_progress", move: ["lose_chargeback", "payment"], windows: [], end: refunded("charged_back"), events: ["cancelled"] },
  "R30: the chargeback lost after a delivery": { from: "delivered", move: ["lose_chargeback", "payment"], windows: [], end: refunded("charged_back"), events: ["cancelled"] },
  "R26: escalated": { from: "disputed", move: "escalate", windows: ["end"], events: ["dispute_escalated"], writes: ["dispute"], as: "escalate" },
  "R26: over before a delivery": { from: "in_progress", move: "end", windows: [], end: refunded("time_limit", true), events: ["cancelled"], as: "end" },
  "R26: over after a delivery": { from: "in_progress", after: [{ ...steps.deliver, waitMs: 74 * DAY }], move: "end", windows: [], end: released("time_limit"), events: ["completed"], as: "end" },
  "R26: over while disputed after a delivery": { from: "disputed", move: "end", windows: [], end: released("time_limit"), events: ["dispute_escalated", "completed"], writes: ["dispute"], as: "end" },
  "R26: over while disputed without one": { from: "in_progress", after: [requestCancellation, refuseCancellation, steps.openDispute], move: "end", windows: [], end: refunded("time_limit"), events: ["dispute_escalated", "cancelled"], writes: ["dispute"], as: "end" },
};

/** Written by every move, and compared by themselves. */
const BOOKKEEPING = ["state", "sequence", "timeline", "deadlines", "outcome", "endedAt"];

describe("what a move leaves behind", () => {
  it.each(Object.entries(consequences))("%s", (_rule, consequence) => {
    const { windows, end, events, writes = [] } = consequence;
    const order = build(consequence);
    const { order: left, ...change } = changeBy(consequence, order);
    expect(left.deadlines.map(({ kind }) => kind).toSorted()).toEqual(windows);
    const { outcome } = left;
    const ending = outcome && [
      outcome.refundAmount,
      outcome.releaseAmount,
      outcome.reason,
      outcome.countsAgainstSeller,
    ];
    expect(ending).toEqual(end ?? null);
    expect(change.events.map(({ type }) => type.name.split(".").at(-2))).toEqual(events);
    // The keys of an order are what its type says.
    const fields = Object.keys(left) as (keyof Order)[];
    const written = fields.filter((field) => !isDeepStrictEqual(left[field], order[field]));
    expect(written.filter((field) => !BOOKKEEPING.includes(field)).toSorted()).toEqual(writes);
    if (consequence.as !== undefined) expect(left.timeline.at(-1)?.action).toBe(consequence.as);
  });

  it("R22: is written down for every row of the table, under a rule of the row", () => {
    const shown = Object.entries(consequences).flatMap(([name, each]) =>
      changeBy(each, build(each)).rows.map((row) => ({ row, rule: name.split(":")[0] ?? "" })),
    );
    const isShown = (move: Move) =>
      shown.some(({ row, rule }) => row === move && move.rules.split(", ").includes(rule));
    expect(moves.filter((move) => !isShown(move)).map(nameOf)).toEqual([]);
  });
});

function build({ from, after = [], revisionLimit }: Consequence): Order {
  return anOrder({ state: from, after, listing: aListing({ revisionLimit: revisionLimit ?? null }) });
}

function changeBy({ move, isLate }: Consequence, order: Order): Change {
  return typeof move === "string" ? atTheEndOf(move, order) : given(order, move, isLate === true);
}

function atTheEndOf(window: DeadlineKind, order: Order): Change {
  const moment = order.deadlines.find(({ kind }) => kind === window)?.at;
  const change = moment && advance(order, moment, policy);
  if (!change) throw new Error(`nothing happens when ${window} ends`);
  return change;
}

function given(order: Order, [name, by]: readonly [CommandName, OrderActor], isLate: boolean): Change {
  const now = isLate && order.dueAt ? order.dueAt.getTime() + 1 : lastMoment(order) + MINUTE;
  const command = everyCommand(new Date(now))[name];
  const decision = decide(order, command, by, new Date(now), policy);
  if (decision.kind !== "moved") throw new Error(`${name} is ${decision.kind}`);
  return decision.change;
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
    "R22: has one row at most for every command and deadline: %s",
    (_name, { state, after = [], revisionLimit = null }) => {
      const order = anOrder({ state, after, listing: aListing({ revisionLimit }) });
      const now = new Date(lastMoment(order) + MINUTE);
      const isMeant = (decision: string | undefined, command: Command) =>
        decision === undefined || (command.action === "resolve-dispute" && command.decision === decision);
      for (const by of COMMANDERS) {
        for (const command of Object.values(everyCommand(now))) {
          const possible = rowsOf(by, order.state)
            .filter((row) => row.on === command.action)
            .filter((row) => isMeant(row.decision, command) && isPossible(row, order, now));
          expect(possible.length).toBeLessThanOrEqual(1);
        }
      }
      for (const { kind } of order.deadlines) {
        const acting = moves.filter(
          (row) => row.when === kind && row.from.includes(order.state) && isPossible(row, order, now),
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
  /** Commands that are allowed as an order stands, and ask for what it cannot give. */
  const beyond = {
    "R25: a split that leaves the seller nothing": {
      from: "disputed",
      by: "mediator",
      command: { action: "resolve-dispute", decision: "split", buyerAmount: euros(TOTAL), reasons },
      ask: "part_of_the_total",
    },
    "R25: a split that gives the buyer nothing": {
      from: "disputed",
      by: "mediator",
      command: { action: "resolve-dispute", decision: "split", buyerAmount: euros(0), reasons },
      ask: "part_of_the_total",
    },
    "R25: work resumed to a moment that is over": {
      from: "disputed",
      by: "mediator",
      command: { action: "resolve-dispute", decision: "resume", dueAt: at(0).toISOString(), reasons },
      ask: "within_the_order",
    },
    "R26: work resumed beyond the order's end": {
      from: "disputed",
      by: "mediator",
      command: { action: "resolve-dispute", decision: "resume", dueAt: at(76 * DAY).toISOString(), reasons },
      ask: "within_the_order",
    },
  } as const satisfies Record<
    string,
    { from: OrderState; by: OrderActor; command: Command; ask: keyof typeof asks }
  >;

  it.each(Object.entries(beyond))("%s is invalid", (_rule, { from, by, command, ask }) => {
    const decision = decide(anOrder({ state: from }), command, by, at(DAY), policy);
    expect(decision).toMatchObject({ kind: "refused", ...asks[ask].refusal });
  });

  it("R25: shows every ask of the table (guards.ts) refused", () => {
    const shown = Object.values(beyond).map(({ ask }) => ask);
    expect(Object.keys(asks).filter((name) => !shown.some((ask) => ask === name))).toEqual([]);
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
