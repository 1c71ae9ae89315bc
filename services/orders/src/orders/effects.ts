import type { OrderActor } from "@vc/contracts";
import { type Context, writes } from "@vc/lifecycle";
import type { CommandOf } from "./commands.ts";
import { dueFrom } from "./deadlines.ts";
import type { Dispute, Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";

/** Who gives a command, when, and under which windows. A move of the clock is made at its deadline. */
export interface OrderContext extends Context {
  readonly by: OrderActor;
  readonly policy: OrderPolicy;
}

const fields = (changed: Partial<Order>) => writes<Order, object>(changed);

const answered = ({ cancellationRequest: request }: Order, answer: "refused" | "unanswered") => ({
  cancellationRequest: request && { ...request, answer },
});

function opened(order: Order, openedBy: OrderActor, statement: Dispute["statements"][number]) {
  const { at } = statement;
  const dispute = { openedAt: at, openedBy, openedFrom: order.state, escalatedAt: null, decision: null };
  return { dispute: { ...dispute, statements: [statement] } };
}

function decided({ dispute }: Order, command: CommandOf<"resolve-dispute">, at: Date) {
  const { decision, buyerAmount, dueAt, findings, reasons } = command;
  return {
    dispute: dispute && {
      ...dispute,
      decision: {
        decision,
        buyerAmount: buyerAmount?.amount ?? null,
        dueAt: dueAt === undefined ? null : new Date(dueAt),
        findings: findings ?? null,
        reasons,
        at,
      },
    },
  };
}

/** What rows write into an order beside its state, deadlines, outcome and timeline. */
export const effects = {
  record_payment: (_order: Order, _command: unknown, { now }: OrderContext) => fields({ paidAt: now }),

  complete_brief: (_order: Order, { text, fileIds }: CommandOf<"complete_brief">, { now }: OrderContext) =>
    fields({ brief: { text, fileIds, completedAt: now } }),

  start_work: (order: Order, _command: unknown, { now, policy }: OrderContext) =>
    fields({ acceptedAt: now, dueAt: dueFrom(now, order, policy) }),

  add_delivery: (order: Order, command: CommandOf<"deliver">, { now }: OrderContext) => {
    const { message, fileIds, links } = command;
    const late = order.dueAt !== null && now > order.dueAt;
    return fields({
      deliveries: [...order.deliveries, { message, fileIds, links, at: now, late }],
      // R14: delivering ends any request.
      cancellationRequest: null,
    });
  },

  open_revision: (
    { revisions, listing }: Order,
    { explanation }: CommandOf<"request-revision">,
    { now }: OrderContext,
  ) => {
    const count = revisions.count + 1;
    const beyondLimit = listing.revisionLimit !== null && count > listing.revisionLimit;
    return fields({ revisions: { count, open: { explanation, beyondLimit, requestedAt: now } } });
  },

  /** R19: in progress again, with the original delivery time from the acceptance on, be it explicit or by silence. */
  start_rework: (order: Order, _command: unknown, { now, policy }: OrderContext) =>
    fields({
      dueAt: dueFrom(now, order, policy),
      revisions: { ...order.revisions, open: null },
    }),

  /** R18: what was refused was no revision, and uses up none. */
  refuse_revision: ({ revisions }: Order) =>
    fields({ revisions: { count: revisions.count - 1, open: null } }),

  open_request: (_order: Order, { explanation }: CommandOf<"request-cancellation">, { now }: OrderContext) =>
    fields({ cancellationRequest: { explanation, requestedAt: now, answer: "pending" } }),

  withdraw_request: () => fields({ cancellationRequest: null }),

  refuse_request: (order: Order) => fields(answered(order, "refused")),

  leave_request_unanswered: (order: Order) => fields(answered(order, "unanswered")),

  /** R21: refused twice, the request is a dispute by itself. */
  dispute_request: (
    order: Order,
    { explanation }: CommandOf<"refuse-cancellation">,
    { by, now }: OrderContext,
  ) =>
    fields({
      ...answered(order, "refused"),
      ...opened(order, "clock", { by, text: explanation, at: now }),
    }),

  open_dispute: (order: Order, { statement }: CommandOf<"open-dispute">, { by, now }: OrderContext) =>
    fields(opened(order, by, { by, text: statement, at: now })),

  add_statement: ({ dispute }: Order, { text }: CommandOf<"add-statement">, { by, now }: OrderContext) =>
    fields({
      dispute: dispute && { ...dispute, statements: [...dispute.statements, { by, text, at: now }] },
    }),

  record_decision: (order: Order, command: CommandOf<"resolve-dispute">, { now }: OrderContext) =>
    fields(decided(order, command, now)),

  resume_work: (order: Order, command: CommandOf<"resolve-dispute">, { now }: OrderContext) =>
    fields({
      ...decided(order, command, now),
      dueAt: command.dueAt === undefined ? order.dueAt : new Date(command.dueAt),
      // Work that a mediator sent on is not cancelled because of what was asked before.
      cancellationRequest: null,
    }),

  escalate: ({ dispute }: Order, _command: unknown, { now }: OrderContext) =>
    fields({ dispute: dispute && { ...dispute, escalatedAt: now } }),

  excuse: ({ outcome }: Order, { reasons }: CommandOf<"excuse-cancellation">, { now }: OrderContext) =>
    fields({
      outcome: outcome && {
        ...outcome,
        justified: true,
        countsAgainstSeller: false,
        excuse: { reasons, at: now },
      },
    }),
};
