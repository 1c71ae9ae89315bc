import { isDeepStrictEqual } from "node:util";
import type { OrderActor } from "@vc/contracts";
import { ORDER_ACTIONS, type OrderAction } from "@vc/contracts";
import type { Action, ClockCommand, Command } from "./commands.ts";
import { effectOf, windowEnd } from "./effects.ts";
import { guards, inputRules } from "./guards.ts";
import {
  clockMove,
  deadlines,
  facts,
  faults,
  isFinal,
  isOpen,
  type Move,
  moves,
  rowsFor,
  rowsOf,
  settlementOf,
} from "./lifecycle.ts";
import type { DeadlineKind, FrozenListing, Order, Outcome, TimelineEntry } from "./order.ts";
import { type OrderEvent, orderEvent, placedEvent } from "./order-events.ts";
import type { OrderPolicy } from "./policy.ts";
import { REMINDER } from "./reminders.ts";

/** What a decision changes: the order as it is then, and the events that tell it, in order. */
export interface Change {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

export const REFUSALS = ["action_not_allowed", "deadline_passed"] as const;
export type Refusal = (typeof REFUSALS)[number];

/**
 * What comes of a command. Clock moves that were due come first and stand in `change` also where the command
 * itself was refused: a deadline is exact even when its timer is late (ADR 2).
 */
export type Decision =
  | { readonly kind: "moved"; readonly change: Change }
  /** A repeat of what was done, or a fact that changes nothing more: success without a second effect. */
  | { readonly kind: "already"; readonly change: Change | null }
  | { readonly kind: "refused"; readonly reason: Refusal; readonly change: Change | null }
  /** Allowed now, but not with what was given at `path`. */
  | {
      readonly kind: "invalid";
      readonly path: string;
      readonly says: string;
      readonly change: Change | null;
    };

/** Decides a command by somebody at a time. Pure: the same arguments give the same decision. */
export function decide(
  order: Order,
  command: Command,
  by: OrderActor,
  now: Date,
  policy: OrderPolicy,
): Decision {
  const due = advance(order, now, policy);
  const current = due?.order ?? order;
  const move = rowsFor(command.action, by, current.state).find(
    (row) => isMeantBy(row, command) && isOpen(row, current, now),
  );
  if (isRepeat(current, command, by, move !== undefined)) return { kind: "already", change: due };
  if (move) {
    const rule = move.asks && inputRules[move.asks];
    if (rule && !rule.holds(current, command, now)) {
      return { kind: "invalid", path: rule.path, says: rule.says, change: due };
    }
    const moved = take(move, current, command, now, policy);
    return {
      kind: "moved",
      change: { order: moved.order, events: [...(due?.events ?? []), ...moved.events] },
    };
  }
  if (facts.includes(command.action)) return { kind: "already", change: due };
  const reason = cameTooLate(current, command.action, by) ? "deadline_passed" : "action_not_allowed";
  return { kind: "refused", reason, change: due };
}

function isMeantBy(row: Move, command: Command): boolean {
  return (
    row.decision === undefined || (command.action === "resolve-dispute" && command.decision === row.decision)
  );
}

/** Makes the clock moves that are due, each at the moment of its deadline; `null` when none is. */
export function advance(order: Order, now: Date, policy: OrderPolicy): Change | null {
  const [next] = order.deadlines
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || endsFirst(a.kind, b.kind))
    .flatMap(({ kind, at }) => {
      const move = clockMove(kind, order, at);
      return move ? [{ at, move }] : [];
    });
  if (next === undefined) return null;
  const taken = take(next.move, order, { action: next.move.action }, next.at, policy);
  const later = advance(taken.order, now, policy);
  return { order: later?.order ?? taken.order, events: [...taken.events, ...(later?.events ?? [])] };
}

/** R26: where a window ends together with the order, the order's end is what counts. */
function endsFirst(one: DeadlineKind, other: DeadlineKind): number {
  const rank = (kind: DeadlineKind) => (deadlines[kind].lasts === "order" ? 0 : 1);
  return rank(one) - rank(other);
}

/** The actions of the API that somebody may take now; the guards of `decide` and these are the same table. */
export function allowedActions(order: Order, by: OrderActor, now: Date): OrderAction[] {
  const open = rowsOf(by, order.state).filter((move) => isOpen(move, order, now));
  return ORDER_ACTIONS.filter((action) => open.some((move) => move.action === action));
}

export interface Placement {
  readonly id: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listing: FrozenListing;
  readonly totalAmount: number;
  readonly brief: { readonly text: string; readonly fileIds: readonly string[] } | null;
}

/** R7: a new order, waiting for its payment. */
export function place(placement: Placement, now: Date, policy: OrderPolicy): Change {
  const { brief, ...terms } = placement;
  const unpaid: Order = {
    ...terms,
    state: "awaiting_payment",
    brief: brief && { ...brief, completedAt: now },
    placedAt: now,
    paidAt: null,
    acceptedAt: null,
    dueAt: null,
    deliveries: [],
    revisions: { count: 0, open: null },
    cancellationRequest: null,
    dispute: null,
    endedAt: null,
    outcome: null,
    deadlines: [],
    timeline: [{ sequence: 1, at: now, by: "buyer", action: "place", from: null, data: {} }],
    sequence: 1,
  };
  const payBy = { kind: "pay", at: windowEnd("pay", unpaid, now, policy), remindedAt: now } as const;
  const order = { ...unpaid, deadlines: [payBy] };
  return { order, events: [placedEvent(order)] };
}

function take(
  move: Move,
  order: Order,
  command: Command | ClockCommand,
  at: Date,
  policy: OrderPolicy,
): Change {
  const state = move.to === "same" ? order.state : move.to;
  const sequence = order.sequence + 1;
  const { action, ...given } = command;
  const entry: TimelineEntry = { sequence, at, by: move.by, action, from: order.state, data: given };
  const ends = move.to !== "same" && isFinal(move.to);
  const written: Order = {
    ...order,
    ...effectOf(order, command, { by: move.by, at, move, policy }),
    state,
    sequence,
    endedAt: ends ? at : order.endedAt,
    timeline: [...order.timeline, entry],
  };
  const changed: Order = {
    ...written,
    deadlines: windowsAfter(move, written, at, policy),
    ...(move.to !== "same" && isFinal(move.to) ? { outcome: outcomeOf(move.to, move, written, entry) } : {}),
  };
  return { order: changed, events: [orderEvent(move, changed, entry)] };
}

function windowsAfter(move: Move, order: Order, at: Date, policy: OrderPolicy): Order["deadlines"] {
  if (isFinal(order.state)) return [];
  const kept = order.deadlines.filter(
    ({ kind }) =>
      kind !== move.ends && kind !== move.closes && (move.to === "same" || deadlines[kind].lasts === "order"),
  );
  const opened = (move.opens ?? []).map((kind) => ({
    kind,
    at: windowEnd(kind, order, at, policy),
    remindedAt: at,
  }));
  return [...opened, ...kept];
}

function outcomeOf(kind: Outcome["kind"], move: Move, order: Order, { by, data }: TimelineEntry): Outcome {
  const countsAgainstSeller = move.fault !== undefined && faults[move.fault].holds(order);
  const given = (name: string) => (typeof data[name] === "string" ? data[name] : null);
  return {
    kind,
    by,
    reason: given("reason") ?? given("decision") ?? move.reason ?? null,
    explanation: given("explanation") ?? given("reasons"),
    justified: kind === "cancelled" && by === "seller" ? !countsAgainstSeller : null,
    countsAgainstSeller,
    excuse: null,
    ...settlementOf(move.money, order),
  };
}

/**
 * The same again by the same person, while nothing has moved the order on since. Where the table would take it as
 * a new move it is a repeat only directly after the first: the same words can be meant twice (R21). A reminder in
 * between moves nothing.
 */
function isRepeat(order: Order, { action, ...given }: Command, by: OrderActor, isTakeable: boolean): boolean {
  const done = order.timeline.filter((entry) => entry.action !== REMINDER);
  const own = done.findLast((entry) => entry.by === by);
  if (own === undefined || own.action !== action || !isDeepStrictEqual(own.data, given)) return false;
  const next = done[done.indexOf(own) + 1];
  return next === undefined || (next.from === order.state && !isTakeable);
}

/** Whether the clock's last move took away what somebody wants to do. */
function cameTooLate(order: Order, action: Action, by: OrderActor): boolean {
  const last = order.timeline.findLast((entry) => entry.action !== REMINDER);
  if (last?.by !== "clock" || last.from === null) return false;
  const { from } = last;
  const ended = moves.find((move) => move.action === last.action && move.from.includes(from))?.ends;
  return rowsFor(action, by, from).some(
    (row) =>
      from !== order.state ||
      (row.guards ?? []).some((name) => "window" in guards[name] && guards[name].window === ended),
  );
}
