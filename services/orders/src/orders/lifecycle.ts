import type { OrderActor, OrderState } from "@vc/contracts";
import type { Action, ClockCommand } from "./commands.ts";
import type { DeadlineKind, Order } from "./order.ts";

/**
 * The life of an order as data: product-rules.md, "States and moves", row by row. This table is the only place
 * that knows which move is allowed when, by whom, where it leads and what it does to the money. Guards,
 * `allowedActions`, HTTP routes, deadlines, timers, the generated diagram and the tests derive from it.
 * Adding a move means adding a row.
 */

/**
 * What a move does to the blocked money. A refund or release is ordered in the move's event; payments repeats it
 * until Stripe confirms it, so a failing money move delays the money and never the order.
 */
export const MONEY_EFFECTS = ["none", "refund_all", "release_all"] as const;
export type MoneyEffect = (typeof MONEY_EFFECTS)[number];

/** What a move's effect on the money comes to, in cents. */
export function settlementOf(money: MoneyEffect, totalAmount: number) {
  return {
    refundAmount: money === "refund_all" ? totalAmount : 0,
    releaseAmount: money === "release_all" ? totalAmount : 0,
  };
}

/**
 * A window of an order. When it ends the clock makes the named move; where that is `null`, the end is only a fact
 * that guards look at (R15: lateness).
 */
export const deadlines = {
  pay: { clockMove: "expire_payment", rule: "R8" },
  respond: { clockMove: "expire", rule: "R11" },
  deliver: { clockMove: null, rule: "R15" },
  complete: { clockMove: "complete", rule: "R16" },
} as const satisfies Record<DeadlineKind, { clockMove: ClockCommand["action"] | null; rule: string }>;

/** The timeline keeps every brief, and a database document has an end: the seller must still be able to deliver. */
const MAX_BRIEF_CHANGES = 20;

/** Conditions on an order beside its state. */
export const guards = {
  late: {
    holds: (order: Order, now: Date) => order.dueAt !== null && now > order.dueAt,
    says: "only once the delivery is late",
  },
  brief_changeable: {
    holds: (order: Order) =>
      order.timeline.filter((entry) => entry.action === "complete_brief").length < MAX_BRIEF_CHANGES,
    says: "a bounded number of times",
  },
} as const satisfies Record<string, { holds: (order: Order, now: Date) => boolean; says: string }>;
export type GuardName = keyof typeof guards;

export interface Move {
  readonly action: Action;
  readonly by: OrderActor;
  readonly from: readonly OrderState[];
  /** `same`: the state stays, and so do its deadlines. */
  readonly to: OrderState | "same";
  readonly guard?: GuardName;
  /** The window that opens with the move; every earlier one closes. */
  readonly opens?: DeadlineKind;
  readonly money: MoneyEffect;
  readonly event: EventKind;
  readonly rules: string;
}

/** The events that moves publish; `order-events.ts` says what each carries. */
export type EventKind =
  | "paid"
  | "paid_late"
  | "payment_expired"
  | "brief_completed"
  | "accepted"
  | "refused"
  | "expired"
  | "cancelled"
  | "delivered"
  | "completed";

// biome-ignore format: a table is read by its columns
export const moves: readonly Move[] = [
  { action: "pay",            by: "payment", from: ["awaiting_payment"],                           to: "pending",         opens: "respond",  money: "none",        event: "paid",            rules: "R8, R9" },
  { action: "pay",            by: "payment", from: ["payment_expired"],                            to: "same",                               money: "refund_all",  event: "paid_late",       rules: "R8" },
  { action: "expire_payment", by: "clock",   from: ["awaiting_payment"],                           to: "payment_expired",                    money: "none",        event: "payment_expired", rules: "R8" },

  { action: "complete_brief", by: "buyer",   from: ["awaiting_payment", "pending", "in_progress"], guard: "brief_changeable", to: "same",    money: "none",        event: "brief_completed", rules: "R9" },

  { action: "accept",         by: "seller",  from: ["pending"],                                    to: "in_progress",     opens: "deliver",  money: "none",        event: "accepted",        rules: "R9, R13" },
  { action: "refuse",         by: "seller",  from: ["pending"],                                    to: "refused",                            money: "refund_all",  event: "refused",         rules: "R10" },
  { action: "expire",         by: "clock",   from: ["pending"],                                    to: "expired",                            money: "refund_all",  event: "expired",         rules: "R11" },
  { action: "cancel",         by: "buyer",   from: ["pending"],                                    to: "cancelled",                          money: "refund_all",  event: "cancelled",       rules: "R12" },

  { action: "deliver",        by: "seller",  from: ["in_progress"],                                to: "delivered",       opens: "complete", money: "none",        event: "delivered",       rules: "R14" },
  { action: "cancel",         by: "buyer",   from: ["in_progress"], guard: "late",                 to: "cancelled",                          money: "refund_all",  event: "cancelled",       rules: "R15" },
  { action: "cancel",         by: "seller",  from: ["pending", "in_progress", "delivered"],        to: "cancelled",                          money: "refund_all",  event: "cancelled",       rules: "R22, R23" },

  { action: "approve",        by: "buyer",   from: ["delivered"],                                  to: "completed",                          money: "release_all", event: "completed",       rules: "R16, R17" },
  { action: "review",         by: "buyer",   from: ["delivered"],                                  to: "completed",                          money: "release_all", event: "completed",       rules: "R16, R32" },
  { action: "complete",       by: "clock",   from: ["delivered"],                                  to: "completed",                          money: "release_all", event: "completed",       rules: "R16, R17" },
];

/** States that nothing leads out of. */
export const finalStates = [
  "payment_expired",
  "refused",
  "expired",
  "cancelled",
  "completed",
] as const satisfies readonly OrderState[];
export type FinalState = (typeof finalStates)[number];

export function isFinal(state: OrderState): state is FinalState {
  return finalStates.some((final) => final === state);
}

/**
 * Facts: what has happened outside and cannot be refused. In a state that has no row for one it changes nothing
 * more, because the order has taken it in already or has ended in the meantime.
 */
export const facts: readonly Action[] = ["pay", "review"];

/** The row for an action by somebody in a state, whether its guard holds or not. */
export function moveFor(action: Action, by: OrderActor, state: OrderState): Move | undefined {
  return moves.find((move) => move.action === action && move.by === by && move.from.includes(state));
}

/** Whether a row may be taken now. */
export function isOpen(move: Move, order: Order, now: Date): boolean {
  return move.guard === undefined || guards[move.guard].holds(order, now);
}
