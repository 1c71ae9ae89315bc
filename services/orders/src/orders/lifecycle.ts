import type { OrderActor, OrderState, REMINDED_DEADLINES } from "@vc/contracts";
import type { Action, ClockCommand, Command, DisputeDecision } from "./commands.ts";
import { type GuardName, guards, type InputRuleName } from "./guards.ts";
import type { DeadlineKind, Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";

/**
 * The life of an order as data: docs/product-rules.md, "States and moves", row by row. This table is the only place
 * that knows which move is allowed when, by whom, where it leads and what it does to the money. Guards,
 * `allowedActions`, HTTP routes, deadlines, timers, the generated diagram and the tests derive from it.
 * Adding a move means adding a row.
 */

/**
 * What a move does to the blocked money. A refund or release is ordered in the move's event; payments repeats it
 * until Stripe confirms it, so a failing money move delays the money and never the order. What the buyer's bank has
 * taken is part of it, and payments takes it off (R30).
 */
export const MONEY_EFFECTS = ["none", "refund_all", "release_all", "split"] as const;
export type MoneyEffect = (typeof MONEY_EFFECTS)[number];

/** What a move's effect on the money comes to, in cents; all of it together is what was paid. */
export function settlementOf(money: MoneyEffect, { totalAmount, dispute }: Order) {
  const toBuyer = dispute?.decision?.buyerAmount ?? 0;
  return {
    none: { refundAmount: 0, releaseAmount: 0 },
    refund_all: { refundAmount: totalAmount, releaseAmount: 0 },
    release_all: { refundAmount: 0, releaseAmount: totalAmount },
    split: { refundAmount: toBuyer, releaseAmount: totalAmount - toBuyer },
  }[money];
}

interface Window {
  readonly rule: string;
  /** Closes with the state in which it opened, or only with the order. */
  readonly lasts: "state" | "order";
  /** Who is reminded of its end (R16, R39), and by which of the policy's lists. */
  readonly reminds?: { readonly who: "buyer" | "seller"; readonly by: keyof OrderPolicy["remindersMs"] };
}

/** Windows whose end somebody is reminded of. */
export type RemindedKind = (typeof REMINDED_DEADLINES)[number];

/** The windows of an order. What their ends do stands in the rows of the clock; one without a row is only a fact. */
export const deadlines = {
  pay: { rule: "R8", lasts: "state" },
  respond: { rule: "R11", lasts: "state", reminds: { who: "seller", by: "answer" } },
  deliver: { rule: "R15", lasts: "state", reminds: { who: "seller", by: "delivery" } },
  complete: { rule: "R16, R20", lasts: "state", reminds: { who: "buyer", by: "completion" } },
  answer_revision: { rule: "R19", lasts: "state", reminds: { who: "seller", by: "answer" } },
  answer_cancellation: { rule: "R21", lasts: "state", reminds: { who: "seller", by: "answer" } },
  escalate: { rule: "R26", lasts: "state" },
  end: { rule: "R26", lasts: "order" },
} as const satisfies Record<RemindedKind, Window & Required<Pick<Window, "reminds">>> &
  Record<Exclude<DeadlineKind, RemindedKind>, Window & { readonly reminds?: never }>;

/** Whose fault an end is: it decides what counts against the seller and whether a cancellation is justified (R23). */
export const faults = {
  seller: { holds: () => true, says: "the seller's" },
  seller_if_late: {
    holds: ({ dueAt, endedAt }) => dueAt !== null && endedAt !== null && endedAt > dueAt,
    says: "the seller's, if the work was late then",
  },
  seller_if_briefed: {
    holds: (order) => order.brief !== null,
    says: "the seller's, if the buyer had completed the brief",
  },
  seller_unless_asked: {
    holds: (order) => order.cancellationRequest === null,
    says: "the seller's, unless a request of the buyer's stands",
  },
} as const satisfies Record<string, { holds: (order: Order) => boolean; says: string }>;

/** In which a paid order is still open. */
const openStates = [
  "pending",
  "in_progress",
  "delivered",
  "revision_requested",
  "revision_refused",
  "disputed",
] as const;

interface Row {
  readonly from: readonly OrderState[];
  /** `same`: the state stays, and so do its windows. */
  readonly to: OrderState | "same";
  /** Only for this decision of a mediator. */
  readonly decision?: DisputeDecision;
  /** All of them must hold. */
  readonly guards?: readonly GuardName[];
  readonly asks?: InputRuleName;
  readonly closes?: DeadlineKind;
  /** Windows that open with the move. With another state every earlier one closes that does not last. */
  readonly opens?: readonly DeadlineKind[];
  readonly money: MoneyEffect;
  /** Of an end: whose fault it is; nobody's unless told. */
  readonly fault?: keyof typeof faults;
  /** Of an end: why, where nobody gives a reason. */
  readonly reason?: string;
  readonly event: EventKind;
  readonly rules: string;
}

/** What the clock does when a window ends. The window closes with it. */
interface ClockMove extends Row {
  readonly action: ClockCommand["action"];
  readonly by: "clock";
  readonly ends: DeadlineKind;
}

/** What somebody does, or a fact from outside. */
interface OtherMove extends Row {
  readonly action: Command["action"];
  readonly by: Exclude<OrderActor, "clock">;
  readonly ends?: never;
}

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

// biome-ignore format: a table is read by its columns
export const moves: readonly Move[] = [
  // Paying (R8)
  { action: "pay",                        by: "payment",  from: ["awaiting_payment"],   to: "pending",            opens: ["respond", "end"],                              money: "none",        event: "paid",                    rules: "R8, R9, R26" },
  { action: "pay",                        by: "payment",  from: ["payment_expired"],    to: "same",                                                                       money: "refund_all",  event: "paid_late",               rules: "R8" },
  { action: "expire_payment",             by: "clock",    from: ["awaiting_payment"],   to: "payment_expired",    ends: "pay", reason: "unpaid",                          money: "none",        event: "payment_expired",         rules: "R8" },
  { action: "complete_brief",             by: "buyer",    from: ["awaiting_payment", "pending", "in_progress"], to: "same", guards: ["brief_changeable"],                   money: "none",        event: "brief_completed",         rules: "R9" },

  // The seller's 48 hours (R9 to R12)
  { action: "accept",                     by: "seller",   from: ["pending"],            to: "in_progress",        opens: ["deliver"],                                     money: "none",        event: "accepted",                rules: "R9, R13" },
  { action: "refuse",                     by: "seller",   from: ["pending"],            to: "refused",                                                                    money: "refund_all",  event: "refused",                 rules: "R10" },
  { action: "expire",                     by: "clock",    from: ["pending"],            to: "expired",            ends: "respond", reason: "unanswered", fault: "seller_if_briefed", money: "refund_all",  event: "expired",                 rules: "R11" },
  { action: "cancel",                     by: "buyer",    from: ["pending"],            to: "cancelled",                                                                  money: "refund_all",  event: "cancelled",               rules: "R12" },

  // At work (R14, R15)
  { action: "deliver",                    by: "seller",   from: ["in_progress"],        to: "delivered",          opens: ["complete"],                                    money: "none",        event: "delivered",               rules: "R14" },
  { action: "cancel",                     by: "buyer",    from: ["in_progress"],        to: "cancelled",          guards: ["late"], reason: "late", fault: "seller",      money: "refund_all",  event: "cancelled",               rules: "R15" },

  // The buyer asks for cancellation (R21)
  { action: "request-cancellation",       by: "buyer",    from: ["in_progress"],        to: "same",               guards: ["no_request_open"], opens: ["answer_cancellation"], money: "none",     event: "cancellation_requested",  rules: "R21" },
  { action: "withdraw-cancellation",      by: "buyer",    from: ["in_progress"],        to: "same",               guards: ["request_open"], closes: "answer_cancellation", money: "none",        event: "cancellation_withdrawn",  rules: "R21" },
  { action: "accept-cancellation",        by: "seller",   from: ["in_progress"],        to: "cancelled",          guards: ["request_open"], reason: "agreed",             money: "refund_all",  event: "cancelled",               rules: "R21, R23" },
  { action: "refuse-cancellation",        by: "seller",   from: ["in_progress"],        to: "same",               guards: ["request_open", "never_refused"], closes: "answer_cancellation", money: "none", event: "cancellation_refused", rules: "R21" },
  { action: "refuse-cancellation",        by: "seller",   from: ["in_progress"],        to: "disputed",           guards: ["request_open", "refused_before"], opens: ["escalate"], money: "none", event: "dispute_opened",          rules: "R21" },
  { action: "leave_cancellation_unanswered", by: "clock", from: ["in_progress"],        to: "same",               ends: "answer_cancellation",                            money: "none",        event: "cancellation_unanswered", rules: "R21" },
  { action: "open-dispute",               by: "buyer",    from: ["in_progress"],        to: "disputed",           guards: ["request_denied"], opens: ["escalate"],        money: "none",        event: "dispute_opened",          rules: "R21, R24" },

  // The seller cancels (R22, R23)
  { action: "cancel",                     by: "seller",   from: ["pending", "in_progress", "delivered", "revision_requested"], to: "cancelled", fault: "seller_unless_asked", money: "refund_all", event: "cancelled",              rules: "R22, R23" },
  { action: "excuse-cancellation",        by: "mediator", from: ["cancelled"],          to: "same",               guards: ["excusable"],                                  money: "none",        event: "cancellation_excused",    rules: "R23" },

  // After a delivery (R16, R17)
  { action: "approve",                    by: "buyer",    from: ["delivered"],          to: "completed",          reason: "approved",                                      money: "release_all", event: "completed",               rules: "R16, R17" },
  { action: "review",                     by: "buyer",    from: ["delivered"],          to: "completed",          reason: "reviewed",                                     money: "release_all", event: "completed",               rules: "R16, R32" },
  { action: "complete",                   by: "clock",    from: ["delivered"],          to: "completed",          ends: "complete", reason: "silence",                    money: "release_all", event: "completed",               rules: "R16, R17" },

  // Revisions (R18 to R20)
  { action: "request-revision",           by: "buyer",    from: ["delivered"],          to: "revision_requested", opens: ["answer_revision"],                             money: "none",        event: "revision_requested",      rules: "R18" },
  { action: "accept-revision",            by: "seller",   from: ["revision_requested"], to: "in_progress",        opens: ["deliver"],                                     money: "none",        event: "revision_accepted",       rules: "R19" },
  { action: "accept_revision_by_silence", by: "clock",    from: ["revision_requested"], to: "in_progress",        ends: "answer_revision", guards: ["within_limit"], opens: ["deliver"], money: "none", event: "revision_accepted",     rules: "R19" },
  { action: "refuse-revision",            by: "seller",   from: ["revision_requested"], to: "revision_refused",   opens: ["complete"],                                    money: "none",        event: "revision_refused",        rules: "R19, R20" },
  { action: "refuse_revision_by_silence", by: "clock",    from: ["revision_requested"], to: "revision_refused",   ends: "answer_revision", guards: ["beyond_limit"], opens: ["complete"], money: "none", event: "revision_refused",     rules: "R19, R20" },
  { action: "approve",                    by: "buyer",    from: ["revision_refused"],   to: "completed",          reason: "approved",                                      money: "release_all", event: "completed",               rules: "R17, R20" },
  { action: "open-dispute",               by: "buyer",    from: ["revision_refused"],   to: "disputed",           opens: ["escalate"],                                    money: "none",        event: "dispute_opened",          rules: "R20, R24" },
  { action: "complete",                   by: "clock",    from: ["revision_refused"],   to: "completed",          ends: "complete", reason: "silence",                    money: "release_all", event: "completed",               rules: "R17, R20" },

  // Disputes (R24, R25)
  { action: "add-statement",              by: "buyer",    from: ["disputed"],           to: "same",               guards: ["statements_left"],                            money: "none",        event: "statement_added",         rules: "R24" },
  { action: "add-statement",              by: "seller",   from: ["disputed"],           to: "same",               guards: ["statements_left"],                            money: "none",        event: "statement_added",         rules: "R24" },
  { action: "add-statement",              by: "mediator", from: ["disputed"],           to: "same",               guards: ["statements_left"],                            money: "none",        event: "statement_added",         rules: "R24" },
  { action: "concede-dispute",            by: "seller",   from: ["disputed"],           to: "cancelled",          reason: "conceded",                                     money: "refund_all",  event: "cancelled",               rules: "R25" },
  { action: "drop-dispute",               by: "buyer",    from: ["disputed"],           to: "completed",          reason: "dropped",                                      money: "release_all", event: "completed",               rules: "R25" },
  { action: "resolve-dispute",            by: "mediator", from: ["disputed"],           to: "cancelled",          decision: "refund",                                     money: "refund_all",  event: "cancelled",               rules: "R25" },
  { action: "resolve-dispute",            by: "mediator", from: ["disputed"],           to: "completed",          decision: "split", asks: "part_of_the_total",           money: "split",       event: "completed",               rules: "R25" },
  { action: "resolve-dispute",            by: "mediator", from: ["disputed"],           to: "completed",          decision: "release",                                    money: "release_all", event: "completed",               rules: "R25" },
  { action: "resolve-dispute",            by: "mediator", from: ["disputed"],           to: "in_progress",        decision: "resume", asks: "within_the_order", opens: ["deliver"], money: "none",  event: "work_resumed",            rules: "R25" },
  { action: "escalate",                   by: "clock",    from: ["disputed"],           to: "same",               ends: "escalate",                                       money: "none",        event: "dispute_escalated",       rules: "R26" },

  // The buyer's bank (R30)
  { action: "charge_back",                by: "payment",  from: openStates,             to: "same",                                                                       money: "none",        event: "charged_back",            rules: "R30" },
  { action: "win_chargeback",             by: "payment",  from: openStates,             to: "same",                                                                       money: "none",        event: "chargeback_won",          rules: "R30" },
  { action: "lose_chargeback",            by: "payment",  from: openStates,             to: "cancelled",          reason: "charged_back",                                 money: "refund_all",  event: "cancelled",               rules: "R30" },

  // The end that every order has (R26)
  { action: "end",                        by: "clock",    from: ["pending", "in_progress"], to: "cancelled",          ends: "end", reason: "time_limit", fault: "seller_if_late", money: "refund_all",  event: "cancelled",               rules: "R26" },
  { action: "end",                        by: "clock",    from: ["delivered", "revision_requested", "revision_refused"], to: "completed", ends: "end", reason: "time_limit", money: "release_all", event: "completed",            rules: "R26" },
  { action: "end",                        by: "clock",    from: ["disputed"],           to: "cancelled",          ends: "end", guards: ["undelivered"], reason: "time_limit", money: "refund_all", event: "cancelled",             rules: "R26" },
  { action: "end",                        by: "clock",    from: ["disputed"],           to: "completed",          ends: "end", guards: ["delivered"], reason: "time_limit", money: "release_all", event: "completed",              rules: "R26" },
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
export const facts: readonly Action[] = ["pay", "review", "charge_back", "win_chargeback", "lose_chargeback"];

/** The rows of somebody in a state, whether their guards hold or not. */
export function rowsOf(by: OrderActor, state: OrderState): Move[] {
  return moves.filter((move) => move.by === by && move.from.includes(state));
}

/** Those of one action. */
export function rowsFor(action: Action, by: OrderActor, state: OrderState): Move[] {
  return rowsOf(by, state).filter((move) => move.action === action);
}

/** Whether a row may be taken now. */
export function isOpen(move: Move, order: Order, now: Date): boolean {
  return (move.guards ?? []).every((name) => guards[name].holds(order, now));
}

/** What the clock does when a window of an order ends; `undefined` where its end is only a fact (R15). */
export function clockMove(kind: DeadlineKind, order: Order, at: Date): ClockMove | undefined {
  return rowsOf("clock", order.state)
    .filter((move) => move.by === "clock")
    .find((move) => move.ends === kind && isOpen(move, order, at));
}
