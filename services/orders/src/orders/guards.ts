import type { Action, Command } from "./commands.ts";
import type { DeadlineKind, Order } from "./order.ts";

/** The timeline keeps all words, and a database document has an end: the seller must still be able to deliver. */
const MAX_BRIEF_CHANGES = 20;
const MAX_CANCELLATION_REQUESTS = 20;
const MAX_STATEMENTS = 100;

/** R23: for so long after it an unjustified cancellation counts, so for so long it can be excused. */
const EXCUSABLE_MONTHS = 12;

const timesOf = (order: Order, action: Action) =>
  order.timeline.filter((entry) => entry.action === action).length;
const isOpen = (order: Order, kind: DeadlineKind) =>
  order.deadlines.some((deadline) => deadline.kind === kind);

function addMonths(start: Date, months: number): Date {
  const utc = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO("UTC");
  return new Date(utc.add({ months }).epochMilliseconds);
}

interface Guard {
  readonly holds: (order: Order, now: Date) => boolean;
  readonly says: string;
  /** The window whose end makes the guard fail: who comes after it came too late. */
  readonly window?: DeadlineKind;
}

/** Conditions on an order beside its state. */
export const guards = {
  late: {
    holds: (order, now) => order.dueAt !== null && now > order.dueAt,
    says: "only once the delivery is late",
  },
  brief_changeable: {
    holds: (order) => order.deliveries.length === 0 && timesOf(order, "complete_brief") < MAX_BRIEF_CHANGES,
    says: "until the first delivery, a bounded number of times",
  },
  no_request_open: {
    holds: (order) =>
      !isOpen(order, "answer_cancellation") &&
      timesOf(order, "request-cancellation") < MAX_CANCELLATION_REQUESTS,
    says: "while no request is open, a bounded number of times",
  },
  request_open: {
    holds: (order) => isOpen(order, "answer_cancellation"),
    says: "while the request is open",
    window: "answer_cancellation",
  },
  request_denied: {
    holds: ({ cancellationRequest: request }) =>
      request?.answer === "refused" || request?.answer === "unanswered",
    says: "after a refused or unanswered request",
  },
  never_refused: {
    holds: (order) => timesOf(order, "refuse-cancellation") === 0,
    says: "the first time",
  },
  refused_before: {
    holds: (order) => timesOf(order, "refuse-cancellation") > 0,
    says: "the second time",
  },
  within_limit: {
    holds: ({ revisions }) => revisions.open?.beyondLimit === false,
    says: "within the revision limit",
  },
  beyond_limit: {
    holds: ({ revisions }) => revisions.open?.beyondLimit === true,
    says: "beyond the revision limit",
  },
  undelivered: {
    holds: ({ dispute }) => dispute?.openedFrom === "in_progress",
    says: "where nothing was delivered before the dispute",
  },
  delivered: {
    holds: ({ dispute }) => dispute !== null && dispute.openedFrom !== "in_progress",
    says: "where the work was delivered before the dispute",
  },
  excusable: {
    holds: ({ outcome, endedAt }, now) =>
      outcome?.justified === false && endedAt !== null && now < addMonths(endedAt, EXCUSABLE_MONTHS),
    says: `the seller's own and unjustified, for ${EXCUSABLE_MONTHS} months`,
  },
  statements_left: {
    holds: (order) => timesOf(order, "add-statement") < MAX_STATEMENTS,
    says: "a bounded number of times",
  },
} as const satisfies Record<string, Guard>;
export type GuardName = keyof typeof guards;

interface InputRule {
  /** Where in the body of the action. */
  readonly path: string;
  readonly holds: (order: Order, command: Command, now: Date) => boolean;
  readonly says: string;
}

/** What the order demands of the words that come with an action, beyond what their schema does. */
export const inputRules = {
  part_of_the_total: {
    path: "buyerAmount.amount",
    holds: (order, command) =>
      command.action === "resolve-dispute" &&
      command.buyerAmount !== undefined &&
      command.buyerAmount.amount > 0 &&
      command.buyerAmount.amount < order.totalAmount,
    says: "must be more than nothing and less than the order's total",
  },
  within_the_order: {
    path: "dueAt",
    holds: (order, command, now) => {
      if (command.action !== "resolve-dispute" || command.dueAt === undefined) return false;
      const dueAt = new Date(command.dueAt);
      const end = order.deadlines.find((deadline) => deadline.kind === "end")?.at;
      return dueAt > now && end !== undefined && dueAt < end;
    },
    says: "must lie in the future and before the end that every order has (R26)",
  },
} as const satisfies Record<string, InputRule>;
export type InputRuleName = keyof typeof inputRules;
