import { isDeepStrictEqual } from "node:util";
import { ORDER_ACTIONS, type OrderAction, type OrderActor } from "@vc/contracts";
import {
  decide as decideByTable,
  type Machine,
  type MachineTypes,
  type Rejection,
  takeRow,
} from "@vc/lifecycle";
import { type Change, joined } from "./change.ts";
import type { Action, ClockCommand, Command } from "./commands.ts";
import { deadlineAt, deadlines } from "./deadlines.ts";
import { effects, type OrderContext } from "./effects.ts";
import { asks, guards, type InvalidInput } from "./guards.ts";
import { clockMove, FACTS, isFinal, isPossible, lifecycle, type Move, moves, rowsOf } from "./lifecycle.ts";
import {
  type DeadlineKind,
  type FrozenListing,
  nothingYet,
  type Order,
  REMINDER,
  type TimelineEntry,
} from "./order.ts";
import { type OrderEvent, orderEvent, placedEvent } from "./order-events.ts";
import { outcomeOf } from "./outcome.ts";
import type { OrderPolicy } from "./policy.ts";

export const REFUSALS = ["action_not_allowed", "deadline_passed"] as const;
/** `invalid_input`: allowed now, but not with what was given at `path`. */
export type OrderRefusal = { readonly reason: (typeof REFUSALS)[number] } | InvalidInput;

/**
 * What comes of a command. Clock moves that were due come first and stand in `change` also where the command
 * itself was refused: a deadline is exact even when its timer is late.
 */
export type Decision =
  | { readonly kind: "moved"; readonly change: Change }
  | (Rejection<OrderRefusal> & { readonly change: Change | null });

interface OrderMachine extends MachineTypes {
  readonly subject: Order;
  readonly input: Command | ClockCommand;
  readonly context: OrderContext;
  readonly written: { readonly events: readonly OrderEvent[] };
  readonly row: Move;
  readonly refusal: OrderRefusal;
}

const machine: Machine<OrderMachine> = {
  ...lifecycle,
  label: ({ id }) => `order ${id}`,
  kindOf: ({ action }) => action,
  asks,
  effects,
  nothing: { events: [] },
  matches: matchesDecision,
  isRepeat,
  timeOf: (when, order) => order.deadlines.find(({ kind }) => kind === when)?.at ?? null,
  record,
  otherwise: (order, { action }, { by }) => {
    if (FACTS.includes(action)) return { kind: "already" };
    const reason = missedDeadline(order, action, by) ? "deadline_passed" : "action_not_allowed";
    return { kind: "refused", reason };
  },
};

/** Decides a command of an actor at a time. Pure: the same arguments give the same decision. */
export function decide(
  order: Order,
  command: Command,
  by: OrderActor,
  now: Date,
  policy: OrderPolicy,
): Decision {
  const due = advance(order, now, policy);
  const decision = decideByTable(machine, due?.order ?? order, command, { by, now, policy });
  if (decision.kind !== "moved") return { ...decision, change: due };
  const { after, events, rows } = decision.change;
  return { kind: "moved", change: joined(due, { order: after, events, rows }) };
}

/** Makes the clock moves that are due, each at its own deadline; `null` when none is. */
export function advance(order: Order, now: Date, policy: OrderPolicy): Change | null {
  const [next] = order.deadlines
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || endsFirst(a.kind, b.kind))
    .flatMap(({ kind, at }) => {
      const move = clockMove(kind, order, at);
      return move ? [{ at, move }] : [];
    });
  if (next === undefined) return null;
  const { at, move } = next;
  const taken = takeRow(machine, move, order, { action: move.on }, { by: "clock", now: at, policy });
  if (taken.kind !== "moved")
    throw new Error(`order ${order.id}: ${move.on} is ${taken.kind} when it is due`);
  const { after, events, rows } = taken.change;
  const moved = { order: after, events, rows };
  const later = advance(moved.order, now, policy);
  return later ? joined(moved, later) : moved;
}

/** R26: of a deadline together with the order's end, the order's end counts. */
function endsFirst(one: DeadlineKind, other: DeadlineKind): number {
  const rank = (kind: DeadlineKind) => (deadlines[kind].lasts === "order" ? 0 : 1);
  return rank(one) - rank(other);
}

/** The actions of the API that an actor may take now; the guards of `decide` and these are the same table. */
export function allowedActions(order: Order, by: OrderActor, now: Date): OrderAction[] {
  const possible = rowsOf(by, order.state).filter((move) => isPossible(move, order, now));
  return ORDER_ACTIONS.filter((action) => possible.some((move) => move.on === action));
}

export interface Placement {
  readonly id: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listing: FrozenListing;
  readonly category: string | null;
  readonly totalAmount: number;
  readonly brief: { readonly text: string; readonly fileIds: readonly string[] } | null;
}

/** R7: a new order, waiting for its payment. */
export function place(placement: Placement, now: Date, policy: OrderPolicy): Change {
  const { brief, ...terms } = placement;
  const unpaid: Order = {
    ...nothingYet,
    ...terms,
    state: lifecycle.initial,
    brief: brief && { ...brief, completedAt: now },
    placedAt: now,
    timeline: [{ sequence: 1, at: now, by: "buyer", action: "place", from: null, data: {} }],
    sequence: 1,
  };
  const payBy = { kind: "pay", at: deadlineAt("pay", unpaid, now, policy), remindedAt: now } as const;
  const order = { ...unpaid, deadlines: [payBy] };
  return { order, events: [placedEvent(order)], rows: [] };
}

/** Whether a row for one decision of a mediator is meant. */
function matchesDecision(row: Move, command: Command | ClockCommand): boolean {
  return (
    row.decision === undefined || (command.action === "resolve-dispute" && command.decision === row.decision)
  );
}

/** What every move writes: its place in the timeline, the deadlines and the outcome that it leaves, and its event. */
function record(
  move: Move,
  { before, after }: { readonly before: Order; readonly after: Order },
  { action, ...given }: Command | ClockCommand,
  { now, policy }: OrderContext,
) {
  const sequence = before.sequence + 1;
  const entry: TimelineEntry = { sequence, at: now, by: move.by, action, from: before.state, data: given };
  const end = move.to !== "same" && isFinal(move.to) ? move.to : null;
  const written: Order = {
    ...after,
    sequence,
    endedAt: end === null ? before.endedAt : now,
    timeline: [...before.timeline, entry],
  };
  const changed: Order = {
    ...written,
    deadlines: deadlinesAfter(move, written, now, policy),
    ...(end === null ? {} : { outcome: outcomeOf(end, move, written, entry) }),
  };
  return { fields: changed, written: { events: [orderEvent(move, changed, entry)] } };
}

function deadlinesAfter(move: Move, order: Order, at: Date, policy: OrderPolicy): Order["deadlines"] {
  if (isFinal(order.state)) return [];
  const { opens = [] } = move;
  // A deadline that opens again has another moment: there is one of a kind.
  const closed = [move.when, move.closes, ...opens];
  const kept = order.deadlines.filter(
    ({ kind }) => !closed.includes(kind) && (move.to === "same" || deadlines[kind].lasts === "order"),
  );
  const opened = opens.map((kind) => ({
    kind,
    at: deadlineAt(kind, order, at, policy),
    remindedAt: at,
  }));
  return [...opened, ...kept];
}

/**
 * The same command again by the same actor, while nothing has moved the order on since. Where the table would take it
 * as a new move it is a repeat only directly after the first: the same words can be meant twice (R21). A reminder in
 * between moves nothing.
 */
function isRepeat(
  order: Order,
  { action, ...given }: Command | ClockCommand,
  { by }: OrderContext,
  row: Move | undefined,
): boolean {
  const done = order.timeline.filter((entry) => entry.action !== REMINDER);
  const own = done.findLast((entry) => entry.by === by);
  if (own === undefined || own.action !== action || !isDeepStrictEqual(own.data, given)) return false;
  const next = done[done.indexOf(own) + 1];
  return next === undefined || (next.from === order.state && row === undefined);
}

/** Whether the clock's last move took away what an actor wants to do. */
function missedDeadline(order: Order, action: Action, by: OrderActor): boolean {
  const last = order.timeline.findLast((entry) => entry.action !== REMINDER);
  if (last?.by !== "clock" || last.from === null) return false;
  const { from } = last;
  const passed = moves.find((move) => move.on === last.action && move.from.includes(from))?.when;
  return rowsOf(by, from)
    .filter((row) => row.on === action)
    .some(
      (row) =>
        from !== order.state ||
        (row.guards ?? []).some((name) => "deadline" in guards[name] && guards[name].deadline === passed),
    );
}
