import type { OrderActor } from "@vc/contracts";
import type { Action, ClockCommand, Command, CommandOf } from "./commands.ts";
import type { Move } from "./lifecycle.ts";
import type { DeadlineKind, Dispute, Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";

interface Circumstances {
  readonly by: OrderActor;
  readonly at: Date;
  readonly move: Move;
  readonly policy: OrderPolicy;
}

/** What a command writes into the order besides state, windows, outcome and timeline. */
export function effectOf(
  order: Order,
  command: Command | ClockCommand,
  circumstances: Circumstances,
): Partial<Order> {
  // `effects` is keyed by the action of the very command that it gets; the index signature cannot say so.
  const effect = effects[command.action] as (
    order: Order,
    command: Command | ClockCommand,
    circumstances: Circumstances,
  ) => Partial<Order>;
  return effect(order, command, circumstances);
}

/**
 * When a window that opens at `at` ends; none ends after the order (R26). The order is as the move's effect left it.
 */
export function windowEnd(kind: DeadlineKind, order: Order, at: Date, policy: OrderPolicy): Date {
  return withinOrder(order, windowEnds[kind](order, at, policy), policy);
}

const windowEnds: Record<DeadlineKind, (order: Order, at: Date, policy: OrderPolicy) => Date> = {
  pay: (order, _at, policy) => after(order.placedAt, policy.paymentMs),
  respond: (_order, at, policy) => after(at, policy.acceptanceMs),
  deliver: (order, at) => order.dueAt ?? at,
  complete: (_order, at, policy) => after(at, policy.completionMs),
  answer_revision: (_order, at, policy) => after(at, policy.revisionAnswerMs),
  answer_cancellation: (_order, at, policy) => after(at, policy.cancellationAnswerMs),
  escalate: (order, at, policy) => latest(at, after(order.paidAt ?? at, policy.escalationMs)),
  end: (order, at, policy) => after(order.paidAt ?? at, policy.capMs),
};

function after(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms);
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** R26: a moment that is promised lies no later than the end that a paid order has. */
function withinOrder({ paidAt }: Order, moment: Date, policy: OrderPolicy): Date {
  const end = paidAt && after(paidAt, policy.capMs);
  return end && end < moment ? end : moment;
}

type Effect<A extends Action> = (
  order: Order,
  command: CommandOf<A>,
  circumstances: Circumstances,
) => Partial<Order>;

const nothing = () => ({});

/** R13: the delivery time of the listing, extras included, from when it starts. */
const dueFrom = (start: Date, order: Order, policy: OrderPolicy) =>
  withinOrder(order, after(start, order.listing.deliveryDays * policy.deliveryDayMs), policy);

/** R19: in progress again, with the original delivery time from the request on. */
const reworked = (order: Order, _command: unknown, { at, policy }: Circumstances): Partial<Order> => ({
  dueAt: dueFrom(order.revisions.open?.requestedAt ?? at, order, policy),
  revisions: { ...order.revisions, open: null },
});

/** R18: what was refused was no revision, and uses up none. */
const revisionRefused = ({ revisions }: Order): Partial<Order> => ({
  revisions: { count: revisions.count - 1, open: null },
});

const answered = (order: Order, answer: "refused" | "unanswered"): Partial<Order> => ({
  cancellationRequest: order.cancellationRequest && { ...order.cancellationRequest, answer },
});

function opened(
  order: Order,
  openedBy: OrderActor,
  statement: Dispute["statements"][number],
): Partial<Order> {
  const { at } = statement;
  return {
    dispute: {
      openedAt: at,
      openedBy,
      openedFrom: order.state,
      escalatedAt: null,
      statements: [statement],
      decision: null,
    },
  };
}

const effects: { [A in Action]: Effect<A> } = {
  pay: (order, _command, { at }) =>
    order.paidAt === null && order.state === "awaiting_payment" ? { paidAt: at } : {},
  expire_payment: nothing,
  complete_brief: (_order, { text, fileIds }, { at }) => ({ brief: { text, fileIds, completedAt: at } }),
  accept: (order, _command, { at, policy }) => ({ acceptedAt: at, dueAt: dueFrom(at, order, policy) }),
  refuse: nothing,
  expire: nothing,
  cancel: nothing,
  deliver: (order, { message, fileIds, links }, { at }) => ({
    deliveries: [
      ...order.deliveries,
      { message, fileIds, links, at, late: order.dueAt !== null && at > order.dueAt },
    ],
    // R14: delivering ends any request.
    cancellationRequest: null,
  }),
  approve: nothing,
  review: nothing,
  complete: nothing,
  "request-revision": ({ revisions, listing }, { explanation }, { at }) => {
    const count = revisions.count + 1;
    const beyondLimit = listing.revisionLimit !== null && count > listing.revisionLimit;
    return { revisions: { count, open: { explanation, beyondLimit, requestedAt: at } } };
  },
  "accept-revision": reworked,
  accept_revision_by_silence: reworked,
  "refuse-revision": revisionRefused,
  refuse_revision_by_silence: revisionRefused,
  "request-cancellation": (_order, { explanation }, { at }) => ({
    cancellationRequest: { explanation, requestedAt: at, answer: "pending" },
  }),
  "withdraw-cancellation": () => ({ cancellationRequest: null }),
  "accept-cancellation": nothing,
  "refuse-cancellation": (order, { explanation }, { by, at, move }) => ({
    ...answered(order, "refused"),
    ...(move.to === "disputed" ? opened(order, "clock", { by, text: explanation, at }) : {}),
  }),
  leave_cancellation_unanswered: (order) => answered(order, "unanswered"),
  "open-dispute": (order, { statement }, { by, at }) => opened(order, by, { by, text: statement, at }),
  "add-statement": ({ dispute }, { text }, { by, at }) => ({
    dispute: dispute && { ...dispute, statements: [...dispute.statements, { by, text, at }] },
  }),
  "concede-dispute": nothing,
  "drop-dispute": nothing,
  "resolve-dispute": (
    { dispute, cancellationRequest, dueAt: dueBefore },
    { decision, buyerAmount, dueAt, findings, reasons },
    { at },
  ) => {
    const resumedDueAt = dueAt === undefined ? null : new Date(dueAt);
    return {
      dispute: dispute && {
        ...dispute,
        decision: {
          decision,
          buyerAmount: buyerAmount?.amount ?? null,
          dueAt: resumedDueAt,
          findings: findings ?? null,
          reasons,
          at,
        },
      },
      dueAt: resumedDueAt ?? dueBefore,
      // Work that a mediator sent on is not cancelled because of what was asked before.
      cancellationRequest: decision === "resume" ? null : cancellationRequest,
    };
  },
  "excuse-cancellation": ({ outcome }, { reasons }, { at }) => ({
    outcome: outcome && { ...outcome, justified: true, countsAgainstSeller: false, excuse: { reasons, at } },
  }),
  escalate: ({ dispute }, _command, { at }) => ({ dispute: dispute && { ...dispute, escalatedAt: at } }),
  end: nothing,
  charge_back: nothing,
  win_chargeback: nothing,
  lose_chargeback: nothing,
};
