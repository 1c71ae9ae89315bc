import { isDeepStrictEqual } from "node:util";
import type { OrderActor, OrderState } from "@vc/contracts";
import { ORDER_ACTIONS, type OrderAction } from "@vc/contracts";
import type { Action, ClockCommand, Command, CommandOf } from "./commands.ts";
import { deadlines, facts, isFinal, isOpen, type Move, moveFor, moves, settlementOf } from "./lifecycle.ts";
import type { DeadlineKind, FrozenListing, Order, Outcome, TimelineEntry } from "./order.ts";
import { type OrderEvent, orderEvent, placedEvent } from "./order-events.ts";
import type { OrderPolicy } from "./policy.ts";

/** What a decision changes: the order as it is then, and the events that tell it, in order. */
export interface Change {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

export const REFUSALS = ["action_not_allowed", "deadline_passed"] as const;
export type Refusal = (typeof REFUSALS)[number];

/**
 * What comes of a command. Clock moves that were due come first and stand in `change` also where the command
 * itself was refused: a deadline is exact even when its timer is late (platform.md §5).
 */
export type Decision =
  | { readonly kind: "moved"; readonly change: Change }
  /** A repeat of what was done, or a fact that changes nothing more: success without a second effect. */
  | { readonly kind: "already"; readonly change: Change | null }
  | { readonly kind: "refused"; readonly reason: Refusal; readonly change: Change | null };

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
  if (isRepeat(current, command, by)) return { kind: "already", change: due };
  const move = moveFor(command.action, by, current.state);
  if (move && isOpen(move, current, now)) {
    const moved = take(move, current, command, now, policy);
    return {
      kind: "moved",
      change: { order: moved.order, events: [...(due?.events ?? []), ...moved.events] },
    };
  }
  if (facts.includes(command.action)) return { kind: "already", change: due };
  const cameTooLate = isAllowedBeforeTheClock(current, command.action, by);
  return { kind: "refused", reason: cameTooLate ? "deadline_passed" : "action_not_allowed", change: due };
}

/** Makes the clock moves that are due, each at the moment of its deadline; `null` when none is. */
export function advance(order: Order, now: Date, policy: OrderPolicy): Change | null {
  const next = order.deadlines.find((deadline) => deadlines[deadline.kind].clockMove && deadline.at <= now);
  const action = next && deadlines[next.kind].clockMove;
  const move = action && moveFor(action, "clock", order.state);
  if (!next || !action || !move) return null;
  const taken = take(move, order, { action }, next.at, policy);
  const later = advance(taken.order, now, policy);
  return { order: later?.order ?? taken.order, events: [...taken.events, ...(later?.events ?? [])] };
}

/** The actions of the API that somebody may take now; the guards of `decide` and these are the same table. */
export function allowedActions(order: Order, by: OrderActor, now: Date): OrderAction[] {
  return ORDER_ACTIONS.filter((action) =>
    moves.some(
      (move) =>
        move.action === action &&
        move.by === by &&
        move.from.includes(order.state) &&
        isOpen(move, order, now),
    ),
  );
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
  const order: Order = {
    ...terms,
    state: "awaiting_payment",
    brief: brief && { ...brief, completedAt: now },
    placedAt: now,
    paidAt: null,
    acceptedAt: null,
    dueAt: null,
    deliveries: [],
    endedAt: null,
    outcome: null,
    deadlines: [{ kind: "pay", at: after(now, policy.paymentMs) }],
    timeline: [{ sequence: 1, at: now, by: "buyer", action: "place", from: null, data: {} }],
    sequence: 1,
  };
  return { order, events: [placedEvent(order)] };
}

function after(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms);
}

/** When a window that opens at `at` ends. */
const windowEnds: Record<DeadlineKind, (order: Order, at: Date, policy: OrderPolicy) => Date> = {
  pay: (order, _at, policy) => after(order.placedAt, policy.paymentMs),
  respond: (_order, at, policy) => after(at, policy.acceptanceMs),
  deliver: (order, at, policy) => after(at, order.listing.deliveryDays * policy.deliveryDayMs),
  complete: (_order, at, policy) => after(at, policy.completionMs),
};

/** What each action writes into the order besides state, deadlines and timeline. */
const effects: { [A in Action]: (order: Order, command: CommandOf<A>, at: Date) => Partial<Order> } = {
  pay: (order, _command, at) =>
    order.paidAt === null && order.state === "awaiting_payment" ? { paidAt: at } : {},
  expire_payment: () => ({}),
  complete_brief: (_order, { text, fileIds }, at) => ({ brief: { text, fileIds, completedAt: at } }),
  accept: (_order, _command, at) => ({ acceptedAt: at }),
  refuse: () => ({}),
  expire: () => ({}),
  cancel: () => ({}),
  deliver: (order, { message, fileIds, links }, at) => ({
    deliveries: [
      ...order.deliveries,
      { message, fileIds, links, at, late: order.dueAt !== null && at > order.dueAt },
    ],
  }),
  approve: () => ({}),
  review: () => ({}),
  complete: () => ({}),
};

function take<A extends Action>(
  move: Move,
  order: Order,
  command: CommandOf<A>,
  at: Date,
  policy: OrderPolicy,
): Change {
  const state = move.to === "same" ? order.state : move.to;
  // `effects` is keyed by the action of the very command that it gets; the index signature cannot say so.
  const effect = effects[command.action] as (
    order: Order,
    command: Command | ClockCommand,
    at: Date,
  ) => Partial<Order>;
  const sequence = order.sequence + 1;
  const { action, ...given } = command;
  const entry: TimelineEntry = { sequence, at, by: move.by, action, from: order.state, data: given };
  const changed: Order = {
    ...order,
    ...effect(order, command, at),
    state,
    sequence,
    timeline: [...order.timeline, entry],
    ...(move.to === "same" ? {} : opened(move, order, at, policy)),
    ...(isFinal(state) && order.endedAt === null
      ? { endedAt: at, outcome: outcomeOf(move, order, entry) }
      : {}),
  };
  return { order: changed, events: [orderEvent(move, changed, entry)] };
}

function opened(move: Move, order: Order, at: Date, policy: OrderPolicy): Partial<Order> {
  if (!move.opens) return { deadlines: [] };
  const endsAt = windowEnds[move.opens](order, at, policy);
  return {
    deadlines: [{ kind: move.opens, at: endsAt }],
    ...(move.opens === "deliver" ? { dueAt: endsAt } : {}),
  };
}

function outcomeOf(move: Move, order: Order, { by, data }: TimelineEntry): Outcome | null {
  if (move.to === "same" || !isFinal(move.to)) return null;
  return {
    kind: move.to,
    by,
    reason: typeof data.reason === "string" ? data.reason : null,
    explanation: typeof data.explanation === "string" ? data.explanation : null,
    // R23: only a request, a consent or a mediator justifies a seller's cancellation, and no move brings one yet.
    justified: move.to === "cancelled" && by === "seller" ? false : null,
    ...settlementOf(move.money, order.totalAmount),
  };
}

/** The same again by the same person, while nothing has moved the order on since. */
function isRepeat(order: Order, { action, ...given }: Command, by: OrderActor): boolean {
  const own = order.timeline.findLast((entry) => entry.by === by);
  if (own === undefined || own.action !== action || !isDeepStrictEqual(own.data, given)) return false;
  const stateAfter = order.timeline.find((entry) => entry.sequence === own.sequence + 1)?.from ?? order.state;
  return stateAfter === order.state;
}

function isAllowedBeforeTheClock(order: Order, action: Action, by: OrderActor): boolean {
  const last = order.timeline.findLast(
    (entry): entry is TimelineEntry & { from: OrderState } => entry.from !== null,
  );
  return last?.by === "clock" && moveFor(action, by, last.from) !== undefined;
}
