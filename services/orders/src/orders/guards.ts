import type { Ask, Guard } from "@vc/lifecycle";
import type { Action, CommandOf } from "./commands.ts";
import type { DeadlineKind, Order } from "./order.ts";

/** The timeline keeps all words, and a MongoDB document ends at 16 MB: the seller must still be able to deliver. */
const MAX_BRIEF_CHANGES = 20;
const MAX_CANCELLATION_REQUESTS = 20;
const MAX_STATEMENTS = 100;

/** R23: for so long after it an unjustified cancellation counts, so for so long it can be excused. */
const EXCUSABLE_MONTHS = 12;

const timesOf = (order: Order, action: Action) =>
  order.timeline.filter((entry) => entry.action === action).length;
const hasDeadline = (order: Order, kind: DeadlineKind) =>
  order.deadlines.some((deadline) => deadline.kind === kind);

function addMonths(start: Date, months: number): Date {
  const utc = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO("UTC");
  return new Date(utc.add({ months }).epochMilliseconds);
}

/** A condition on an order; `deadline`: the one whose end makes it fail, so that a command after it comes too late. */
interface OrderGuard extends Guard<Order, unknown, { readonly now: Date }> {
  readonly deadline?: DeadlineKind;
}

/** Conditions on an order beside its state. */
export const guards = {
  late: {
    test: (order, _command, { now }) => order.dueAt !== null && now > order.dueAt,
    message: "only once the delivery is late",
  },
  brief_changeable: {
    test: (order) => order.deliveries.length === 0 && timesOf(order, "complete_brief") < MAX_BRIEF_CHANGES,
    message: "until the first delivery, a bounded number of times",
  },
  no_request_open: {
    test: (order) =>
      !hasDeadline(order, "answer_cancellation") &&
      timesOf(order, "request-cancellation") < MAX_CANCELLATION_REQUESTS,
    message: "while no request is open, a bounded number of times",
  },
  request_open: {
    test: (order) => hasDeadline(order, "answer_cancellation"),
    message: "while the request is open",
    deadline: "answer_cancellation",
  },
  request_denied: {
    test: ({ cancellationRequest: request }) =>
      request?.answer === "refused" || request?.answer === "unanswered",
    message: "after a refused or unanswered request",
  },
  never_refused: {
    test: (order) => timesOf(order, "refuse-cancellation") === 0,
    message: "the first time",
  },
  refused_before: {
    test: (order) => timesOf(order, "refuse-cancellation") > 0,
    message: "the second time",
  },
  within_limit: {
    test: ({ revisions }) => revisions.open?.beyondLimit === false,
    message: "within the revision limit",
  },
  beyond_limit: {
    test: ({ revisions }) => revisions.open?.beyondLimit === true,
    message: "beyond the revision limit",
  },
  undelivered: {
    test: ({ dispute }) => dispute?.openedFrom === "in_progress",
    message: "where nothing was delivered before the dispute",
  },
  delivered: {
    test: ({ dispute }) => dispute !== null && dispute.openedFrom !== "in_progress",
    message: "where the work was delivered before the dispute",
  },
  excusable: {
    test: ({ outcome, endedAt }, _command, { now }) =>
      outcome?.justified === false && endedAt !== null && now < addMonths(endedAt, EXCUSABLE_MONTHS),
    message: `the seller's own and unjustified, for ${EXCUSABLE_MONTHS} months`,
  },
  statements_left: {
    test: (order) => timesOf(order, "add-statement") < MAX_STATEMENTS,
    message: "a bounded number of times",
  },
} as const satisfies Record<string, OrderGuard>;

/** Where in the body of an action something is wrong, and what it must be. */
export interface InvalidInput {
  readonly reason: "invalid_input";
  readonly path: string;
  readonly message: string;
}

/** What the order demands of the words that come with an action, beyond what their schema does. */
export const asks = {
  part_of_the_total: {
    test: (order, { buyerAmount }: CommandOf<"resolve-dispute">) =>
      buyerAmount !== undefined && buyerAmount.amount > 0 && buyerAmount.amount < order.totalAmount,
    refusal: {
      reason: "invalid_input",
      path: "buyerAmount.amount",
      message: "must be more than nothing and less than the order's total",
    },
  },
  within_the_order: {
    test: (order, command: CommandOf<"resolve-dispute">, { now }) => {
      if (command.dueAt === undefined) return false;
      const dueAt = new Date(command.dueAt);
      const end = order.deadlines.find((deadline) => deadline.kind === "end")?.at;
      return dueAt > now && end !== undefined && dueAt < end;
    },
    refusal: {
      reason: "invalid_input",
      path: "dueAt",
      message: "must lie in the future and before the end that every order has (R26)",
    },
  },
} as const satisfies Record<string, Ask<Order, never, { readonly now: Date }, InvalidInput>>;
