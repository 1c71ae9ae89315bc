import { ORDER_STATES, type OrderActor, type OrderState } from "@vc/contracts";
import { guardsHold, type Lifecycle, type RowOf } from "@vc/lifecycle";
import type { Action, ClockCommand, Command, DisputeDecision } from "./commands.ts";
import type { effects } from "./effects.ts";
import { type asks, guards } from "./guards.ts";
import type { DeadlineKind, Order } from "./order.ts";
import type { EndTerms } from "./outcome.ts";

/**
 * The life of an order as data: "States and moves" of the product rules, row by row. This table is the only place
 * that knows which move is allowed when, by whom, where it leads and what it does to the money. Guards,
 * `allowedActions`, HTTP routes, deadlines, timers, the generated diagram and the tests derive from it.
 */

/** What rows of orders say beside those of every lifecycle. `to: "same"` leaves the deadlines of the state open. */
interface Columns extends EndTerms {
  /** Only for this decision of a mediator. */
  readonly decision?: DisputeDecision;
  readonly closes?: DeadlineKind;
  /** Deadlines that open with the move. With another state every earlier one closes that does not last. */
  readonly opens?: readonly DeadlineKind[];
  readonly event: EventKind;
}

type MoveOn<Input extends { readonly action: string }> = Exclude<
  RowOf<OrderState, Input, { guards: typeof guards; asks: typeof asks; effects: typeof effects }, "action">,
  { readonly on: "always" }
> &
  Columns;

/** What the clock does at a deadline, which closes with it. */
export type ClockMove = MoveOn<ClockCommand> & { readonly by: "clock"; readonly when: DeadlineKind };

/** What a person does, or a fact from outside. */
type OtherMove = MoveOn<Command> & {
  readonly by: Exclude<OrderActor, "clock">;
  readonly when?: never;
};

export type Move = ClockMove | OtherMove;

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
  | "cancellation_excused"
  | "delivered"
  | "completed"
  | "revision_requested"
  | "revision_accepted"
  | "revision_refused"
  | "cancellation_requested"
  | "cancellation_withdrawn"
  | "cancellation_refused"
  | "cancellation_unanswered"
  | "dispute_opened"
  | "statement_added"
  | "work_resumed"
  | "dispute_escalated"
  | "charged_back"
  | "chargeback_won";

/** States in which a paid order is still open. */
const OPEN_STATES = [
  "pending",
  "in_progress",
  "delivered",
  "revision_requested",
  "revision_refused",
  "disputed",
] as const;

// biome-ignore format: a table is read by its columns
export const moves: readonly Move[] = [
  // Paying (R8)
  { on: "pay",                              by: "payment",  from: ["awaiting_payment"],   to: "pending",             opens: ["respond", "end"],                                             effect: "record_payment",            money: "none",         event: "paid",                      rules: "R8, R9, R26" },
  { on: "pay",                              by: "payment",  from: ["payment_expired"],    to: "same",                                                                                                                            money: "refund_all",   event: "paid_late",                 rules: "R8" },
  { on: "expire_payment",                   by: "clock",    from: ["awaiting_payment"],   to: "payment_expired",     when: "pay", reason: "unpaid",                                                                              money: "none",         event: "payment_expired",           rules: "R8" },
  { on: "complete_brief",                   by: "buyer",    from: ["awaiting_payment", "pending", "in_progress"], to: "same", guards: ["brief_changeable"],                                 effect: "complete_brief",            money: "none",         event: "brief_completed",           rules: "R9" },

  // The seller's 48 hours (R9 to R12)
  { on: "accept",                           by: "seller",   from: ["pending"],            to: "in_progress",         opens: ["deliver"],                                                    effect: "start_work",                money: "none",         event: "accepted",                  rules: "R9, R13" },
  { on: "refuse",                           by: "seller",   from: ["pending"],            to: "refused",                                                                                                                         money: "refund_all",   event: "refused",                   rules: "R10" },
  { on: "expire",                           by: "clock",    from: ["pending"],            to: "expired",             when: "respond", reason: "unanswered", fault: "seller_if_briefed",                                          money: "refund_all",   event: "expired",                   rules: "R11" },
  { on: "cancel",                           by: "buyer",    from: ["pending"],            to: "cancelled",                                                                                                                       money: "refund_all",   event: "cancelled",                 rules: "R12" },

  // At work (R14, R15)
  { on: "deliver",                          by: "seller",   from: ["in_progress"],        to: "delivered",           opens: ["complete"],                                                   effect: "add_delivery",              money: "none",         event: "delivered",                 rules: "R14" },
  { on: "cancel",                           by: "buyer",    from: ["in_progress"],        to: "cancelled",           guards: ["late"], reason: "late", fault: "seller",                                                          money: "refund_all",   event: "cancelled",                 rules: "R15" },

  // The buyer asks for cancellation (R21)
  { on: "request-cancellation",             by: "buyer",    from: ["in_progress"],        to: "same",                guards: ["no_request_open"], opens: ["answer_cancellation"],           effect: "open_request",              money: "none",         event: "cancellation_requested",    rules: "R21" },
  { on: "withdraw-cancellation",            by: "buyer",    from: ["in_progress"],        to: "same",                guards: ["request_open"], closes: "answer_cancellation",               effect: "withdraw_request",          money: "none",         event: "cancellation_withdrawn",    rules: "R21" },
  { on: "accept-cancellation",              by: "seller",   from: ["in_progress"],        to: "cancelled",           guards: ["request_open"], reason: "agreed",                                                                 money: "refund_all",   event: "cancelled",                 rules: "R21, R23" },
  { on: "refuse-cancellation",              by: "seller",   from: ["in_progress"],        to: "same",                guards: ["request_open", "never_refused"], closes: "answer_cancellation", effect: "refuse_request",         money: "none",         event: "cancellation_refused",      rules: "R21" },
  { on: "refuse-cancellation",              by: "seller",   from: ["in_progress"],        to: "disputed",            guards: ["request_open", "refused_before"], opens: ["escalate"],       effect: "dispute_request",           money: "none",         event: "dispute_opened",            rules: "R21" },
  { on: "leave_cancellation_unanswered",    by: "clock",    from: ["in_progress"],        to: "same",                when: "answer_cancellation",                                           effect: "leave_request_unanswered",  money: "none",         event: "cancellation_unanswered",   rules: "R21" },
  { on: "open-dispute",                     by: "buyer",    from: ["in_progress"],        to: "disputed",            guards: ["request_denied"], opens: ["escalate"],                       effect: "open_dispute",              money: "none",         event: "dispute_opened",            rules: "R21, R24" },

  // The seller cancels (R22, R23)
  { on: "cancel",                           by: "seller",   from: ["pending", "in_progress", "delivered", "revision_requested"], to: "cancelled", fault: "seller_unless_asked",                                                  money: "refund_all",   event: "cancelled",                 rules: "R22, R23" },
  { on: "excuse-cancellation",              by: "mediator", from: ["cancelled"],          to: "same",                guards: ["excusable"],                                                 effect: "excuse",                    money: "none",         event: "cancellation_excused",      rules: "R23" },

  // After a delivery (R16, R17)
  { on: "approve",                          by: "buyer",    from: ["delivered"],          to: "completed",           reason: "approved",                                                                                         money: "release_all",  event: "completed",                 rules: "R16, R17" },
  { on: "review",                           by: "buyer",    from: ["delivered"],          to: "completed",           reason: "reviewed",                                                                                         money: "release_all",  event: "completed",                 rules: "R16, R32" },
  { on: "complete",                         by: "clock",    from: ["delivered"],          to: "completed",           when: "complete", reason: "silence",                                                                        money: "release_all",  event: "completed",                 rules: "R16, R17" },

  // Revisions (R18 to R20)
  { on: "request-revision",                 by: "buyer",    from: ["delivered"],          to: "revision_requested",  opens: ["answer_revision"],                                            effect: "open_revision",             money: "none",         event: "revision_requested",        rules: "R18" },
  { on: "accept-revision",                  by: "seller",   from: ["revision_requested"], to: "in_progress",         opens: ["deliver"],                                                    effect: "start_rework",              money: "none",         event: "revision_accepted",         rules: "R19" },
  { on: "accept_revision_by_silence",       by: "clock",    from: ["revision_requested"], to: "in_progress",         when: "answer_revision", guards: ["within_limit"], opens: ["deliver"], effect: "start_rework",              money: "none",         event: "revision_accepted",         rules: "R19" },
  { on: "refuse-revision",                  by: "seller",   from: ["revision_requested"], to: "revision_refused",    opens: ["complete"],                                                   effect: "refuse_revision",           money: "none",         event: "revision_refused",          rules: "R19, R20" },
  { on: "refuse_revision_by_silence",       by: "clock",    from: ["revision_requested"], to: "revision_refused",    when: "answer_revision", guards: ["beyond_limit"], opens: ["complete"], effect: "refuse_revision",          money: "none",         event: "revision_refused",          rules: "R19, R20" },
  { on: "approve",                          by: "buyer",    from: ["revision_refused"],   to: "completed",           reason: "approved",                                                                                         money: "release_all",  event: "completed",                 rules: "R17, R20" },
  { on: "open-dispute",                     by: "buyer",    from: ["revision_refused"],   to: "disputed",            opens: ["escalate"],                                                   effect: "open_dispute",              money: "none",         event: "dispute_opened",            rules: "R20, R24" },
  { on: "complete",                         by: "clock",    from: ["revision_refused"],   to: "completed",           when: "complete", reason: "silence",                                                                        money: "release_all",  event: "completed",                 rules: "R17, R20" },

  // Disputes (R24, R25)
  { on: "add-statement",                    by: "buyer",    from: ["disputed"],           to: "same",                guards: ["statements_left"],                                           effect: "add_statement",             money: "none",         event: "statement_added",           rules: "R24" },
  { on: "add-statement",                    by: "seller",   from: ["disputed"],           to: "same",                guards: ["statements_left"],                                           effect: "add_statement",             money: "none",         event: "statement_added",           rules: "R24" },
  { on: "add-statement",                    by: "mediator", from: ["disputed"],           to: "same",                guards: ["statements_left"],                                           effect: "add_statement",             money: "none",         event: "statement_added",           rules: "R24" },
  { on: "concede-dispute",                  by: "seller",   from: ["disputed"],           to: "cancelled",           reason: "conceded",                                                                                         money: "refund_all",   event: "cancelled",                 rules: "R25" },
  { on: "drop-dispute",                     by: "buyer",    from: ["disputed"],           to: "completed",           reason: "dropped",                                                                                          money: "release_all",  event: "completed",                 rules: "R25" },
  { on: "resolve-dispute",                  by: "mediator", from: ["disputed"],           to: "cancelled",           decision: "refund",                                                    effect: "record_decision",           money: "refund_all",   event: "cancelled",                 rules: "R25" },
  { on: "resolve-dispute",                  by: "mediator", from: ["disputed"],           to: "completed",           decision: "split", asks: ["part_of_the_total"],                        effect: "record_decision",           money: "split",        event: "completed",                 rules: "R25" },
  { on: "resolve-dispute",                  by: "mediator", from: ["disputed"],           to: "completed",           decision: "release",                                                   effect: "record_decision",           money: "release_all",  event: "completed",                 rules: "R25" },
  { on: "resolve-dispute",                  by: "mediator", from: ["disputed"],           to: "in_progress",         decision: "resume", asks: ["within_the_order"], opens: ["deliver"],    effect: "resume_work",               money: "none",         event: "work_resumed",              rules: "R25" },
  { on: "escalate",                         by: "clock",    from: ["disputed"],           to: "same",                when: "escalate",                                                      effect: "escalate",                  money: "none",         event: "dispute_escalated",         rules: "R26" },

  // The buyer's bank (R30)
  { on: "charge_back",                      by: "payment",  from: OPEN_STATES,             to: "same",                                                                                                                            money: "none",         event: "charged_back",              rules: "R30" },
  { on: "win_chargeback",                   by: "payment",  from: OPEN_STATES,             to: "same",                                                                                                                            money: "none",         event: "chargeback_won",            rules: "R30" },
  { on: "lose_chargeback",                  by: "payment",  from: OPEN_STATES,             to: "cancelled",           reason: "charged_back",                                                                                     money: "refund_all",   event: "cancelled",                 rules: "R30" },

  // The end that every order has (R26)
  { on: "end",                              by: "clock",    from: ["pending", "in_progress"], to: "cancelled",       when: "end", reason: "time_limit", fault: "seller_if_late",                                                 money: "refund_all",   event: "cancelled",                 rules: "R26" },
  { on: "end",                              by: "clock",    from: ["delivered", "revision_requested", "revision_refused"], to: "completed", when: "end", reason: "time_limit",                                                   money: "release_all",  event: "completed",                 rules: "R26" },
  { on: "end",                              by: "clock",    from: ["disputed"],           to: "cancelled",           when: "end", guards: ["undelivered"], reason: "time_limit",                                                 money: "refund_all",   event: "cancelled",                 rules: "R26" },
  { on: "end",                              by: "clock",    from: ["disputed"],           to: "completed",           when: "end", guards: ["delivered"], reason: "time_limit",                                                   money: "release_all",  event: "completed",                 rules: "R26" },
];

/** States that nothing leads out of. */
export const FINAL_STATES = [
  "payment_expired",
  "refused",
  "expired",
  "cancelled",
  "completed",
] as const satisfies readonly OrderState[];
export type FinalState = (typeof FINAL_STATES)[number];

export function isFinal(state: OrderState): state is FinalState {
  return FINAL_STATES.some((final) => final === state);
}

export const lifecycle = {
  name: "order",
  states: ORDER_STATES,
  initial: "awaiting_payment",
  rows: moves,
  guards,
} satisfies Lifecycle<Move>;

/**
 * Facts: what has happened outside and cannot be refused. In a state that has no row for one it changes nothing
 * more, because the order has taken it in already or has ended in the meantime.
 */
export const FACTS: readonly Action[] = ["pay", "review", "charge_back", "win_chargeback", "lose_chargeback"];

/** The rows of an actor in a state, whether their guards hold or not. */
export function rowsOf(by: OrderActor, state: OrderState): Move[] {
  return moves.filter((move) => move.by === by && move.from.includes(state));
}

/** Whether the guards of a row hold now. */
export function isPossible(move: Move, order: Order, now: Date): boolean {
  return guardsHold(lifecycle, move, order, undefined, { now });
}

/** What the clock does at a deadline of an order; `undefined` where the deadline is only a fact (R15). */
export function clockMove(kind: DeadlineKind, order: Order, at: Date): ClockMove | undefined {
  return rowsOf("clock", order.state)
    .filter((move) => move.by === "clock")
    .find((move) => move.when === kind && isPossible(move, order, at));
}
