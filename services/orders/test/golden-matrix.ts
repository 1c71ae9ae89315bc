import type { OrderActor, OrderState } from "@vc/contracts";
import type { DeadlineKind } from "../src/orders/order.ts";
import { DAY, type Step, steps } from "./builders.ts";
import type { CommandName } from "./every-command.ts";

/**
 * What each actor may do in every situation of an order, and where it leads: written by hand from docs/product-rules.md,
 * "States and moves", and reviewed against it. It is not made from the code's table, so that a row which is lost or
 * changed there shows here. Whatever is not listed is refused.
 */
export interface Situation {
  readonly state: OrderState;
  /** What happened after the order came to its state. */
  readonly after?: readonly Step[];
  /** R4. Default: unlimited. */
  readonly revisionLimit?: number | null;
  /** The moment of the test. Default: shortly after the last event. */
  readonly isLate?: true;
  readonly may: Partial<
    Record<Exclude<OrderActor, "clock">, Readonly<Partial<Record<CommandName, OrderState>>>>
  >;
  /** Where the order stands once a window has ended; only the window of the delivery changes nothing (R15). */
  readonly ends: Partial<Record<DeadlineKind, OrderState>>;
}

const {
  requestCancellation,
  refuseCancellation,
  acceptCancellation,
  acceptRevision,
  cancelAsSeller,
  deliver,
  completeBrief,
} = steps;

/** R30: the bank takes the money of an order that is not over, and decides. */
const bank = (state: OrderState) =>
  ({ charge_back: state, win_chargeback: state, lose_chargeback: "cancelled" }) as const;

export const goldenMatrix: Readonly<Record<string, Situation>> = {
  "waiting for its payment": {
    state: "awaiting_payment",
    may: {
      payment: { pay: "pending" },
      buyer: { complete_brief: "awaiting_payment" },
    },
    ends: { pay: "payment_expired" },
  },
  "never paid": {
    state: "payment_expired",
    may: { payment: { pay: "payment_expired" } },
    ends: {},
  },
  pending: {
    state: "pending",
    may: {
      payment: bank("pending"),
      buyer: { complete_brief: "pending", cancel: "cancelled" },
      seller: { accept: "in_progress", refuse: "refused", cancel: "cancelled" },
    },
    ends: { respond: "expired", end: "expired" },
  },
  "in progress, on time": {
    state: "in_progress",
    may: {
      payment: bank("in_progress"),
      buyer: { complete_brief: "in_progress", "request-cancellation": "in_progress" },
      seller: { deliver: "delivered", cancel: "cancelled" },
    },
    ends: { deliver: "in_progress", end: "cancelled" },
  },
  "in progress, late": {
    state: "in_progress",
    isLate: true,
    may: {
      payment: bank("in_progress"),
      buyer: { complete_brief: "in_progress", "request-cancellation": "in_progress", cancel: "cancelled" },
      seller: { deliver: "delivered", cancel: "cancelled" },
    },
    ends: { deliver: "in_progress", end: "cancelled" },
  },
  "in progress, cancellation requested": {
    state: "in_progress",
    after: [requestCancellation],
    may: {
      payment: bank("in_progress"),
      buyer: { complete_brief: "in_progress", "withdraw-cancellation": "in_progress" },
      seller: {
        deliver: "delivered",
        cancel: "cancelled",
        "accept-cancellation": "cancelled",
        "refuse-cancellation": "in_progress",
      },
    },
    ends: { answer_cancellation: "in_progress", deliver: "in_progress", end: "cancelled" },
  },
  "in progress, cancellation refused": {
    state: "in_progress",
    after: [requestCancellation, refuseCancellation],
    may: {
      payment: bank("in_progress"),
      buyer: {
        complete_brief: "in_progress",
        "request-cancellation": "in_progress",
        "open-dispute": "disputed",
      },
      seller: { deliver: "delivered", cancel: "cancelled" },
    },
    ends: { deliver: "in_progress", end: "cancelled" },
  },
  "in progress, cancellation unanswered": {
    state: "in_progress",
    after: [requestCancellation, "until the deadline"],
    may: {
      payment: bank("in_progress"),
      buyer: {
        complete_brief: "in_progress",
        "request-cancellation": "in_progress",
        "open-dispute": "disputed",
      },
      seller: { deliver: "delivered", cancel: "cancelled" },
    },
    ends: { deliver: "in_progress", end: "cancelled" },
  },
  "in progress, cancellation requested again after a refusal": {
    state: "in_progress",
    after: [requestCancellation, refuseCancellation, requestCancellation],
    may: {
      payment: bank("in_progress"),
      buyer: { complete_brief: "in_progress", "withdraw-cancellation": "in_progress" },
      seller: {
        deliver: "delivered",
        cancel: "cancelled",
        "accept-cancellation": "cancelled",
        "refuse-cancellation": "disputed",
      },
    },
    ends: { answer_cancellation: "in_progress", deliver: "in_progress", end: "cancelled" },
  },
  "in progress again after an accepted revision": {
    state: "revision_requested",
    after: [acceptRevision],
    may: {
      payment: bank("in_progress"),
      buyer: { "request-cancellation": "in_progress" },
      seller: { deliver: "delivered", cancel: "cancelled" },
    },
    ends: { deliver: "in_progress", end: "cancelled" },
  },
  delivered: {
    state: "delivered",
    may: {
      payment: bank("delivered"),
      buyer: { approve: "completed", review: "completed", "request-revision": "revision_requested" },
      seller: { cancel: "cancelled" },
    },
    ends: { complete: "completed", end: "completed" },
  },
  "delivered a day before the end that every order has": {
    state: "in_progress",
    after: [{ ...deliver, waitMs: 74 * DAY }],
    may: {
      payment: bank("delivered"),
      buyer: { approve: "completed", review: "completed", "request-revision": "revision_requested" },
      seller: { cancel: "cancelled" },
    },
    ends: { complete: "completed", end: "completed" },
  },
  "revision requested": {
    state: "revision_requested",
    may: {
      payment: bank("revision_requested"),
      seller: {
        cancel: "cancelled",
        "accept-revision": "in_progress",
        "refuse-revision": "revision_refused",
      },
    },
    ends: { answer_revision: "in_progress", end: "cancelled" },
  },
  "revision requested beyond the limit": {
    state: "revision_requested",
    revisionLimit: 0,
    may: {
      payment: bank("revision_requested"),
      seller: {
        cancel: "cancelled",
        "accept-revision": "in_progress",
        "refuse-revision": "revision_refused",
      },
    },
    ends: { answer_revision: "revision_refused", end: "completed" },
  },
  "revision refused": {
    state: "revision_refused",
    may: {
      payment: bank("revision_refused"),
      buyer: { approve: "completed", "open-dispute": "disputed" },
    },
    ends: { complete: "completed", end: "completed" },
  },
  "disputed after a refused revision": {
    state: "disputed",
    may: {
      payment: bank("disputed"),
      buyer: { "add-statement": "disputed", "drop-dispute": "completed" },
      seller: { "add-statement": "disputed", "concede-dispute": "cancelled" },
      mediator: {
        "add-statement": "disputed",
        "resolve-dispute: refund": "cancelled",
        "resolve-dispute: split": "completed",
        "resolve-dispute: release": "completed",
        "resolve-dispute: resume": "in_progress",
      },
    },
    ends: { escalate: "disputed", end: "completed" },
  },
  "disputed before any delivery": {
    state: "in_progress",
    after: [requestCancellation, refuseCancellation, requestCancellation, refuseCancellation],
    may: {
      payment: bank("disputed"),
      buyer: { "add-statement": "disputed", "drop-dispute": "completed" },
      seller: { "add-statement": "disputed", "concede-dispute": "cancelled" },
      mediator: {
        "add-statement": "disputed",
        "resolve-dispute: refund": "cancelled",
        "resolve-dispute: split": "completed",
        "resolve-dispute: release": "completed",
        "resolve-dispute: resume": "in_progress",
      },
    },
    ends: { escalate: "disputed", end: "cancelled" },
  },
  refused: { state: "refused", may: {}, ends: {} },
  expired: { state: "expired", may: {}, ends: {} },
  cancelled: { state: "cancelled", may: {}, ends: {} },
  "cancelled by the seller alone": {
    state: "in_progress",
    after: [cancelAsSeller],
    may: { mediator: { "excuse-cancellation": "cancelled" } },
    ends: {},
  },
  "cancelled by the seller whom the buyer had asked": {
    state: "in_progress",
    after: [requestCancellation, refuseCancellation, cancelAsSeller],
    may: {},
    ends: {},
  },
  "cancelled because both agreed": {
    state: "in_progress",
    after: [requestCancellation, acceptCancellation],
    may: {},
    ends: {},
  },
  completed: { state: "completed", may: {}, ends: {} },
  "completed because the buyer said nothing": {
    state: "delivered",
    after: ["until the deadline"],
    may: {},
    ends: {},
  },
  "completed because the buyer said nothing to a refused revision": {
    state: "revision_refused",
    after: ["until the deadline"],
    may: {},
    ends: {},
  },
  "pending, its brief completed after the payment": {
    state: "pending",
    after: [completeBrief],
    may: {
      payment: bank("pending"),
      buyer: { complete_brief: "pending", cancel: "cancelled" },
      seller: { accept: "in_progress", refuse: "refused", cancel: "cancelled" },
    },
    ends: { respond: "expired", end: "expired" },
  },
};
