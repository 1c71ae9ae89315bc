import {
  type DataOf,
  type EventDefinition,
  Money,
  OrderAccepted,
  OrderBriefCompleted,
  OrderCancellationExcused,
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancellationUnanswered,
  OrderCancellationWithdrawn,
  OrderCancelled,
  OrderChargebackWon,
  OrderChargedBack,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeEscalated,
  OrderDisputeOpened,
  OrderExpired,
  OrderPaid,
  OrderPaidLate,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  OrderReminderDue,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderStatementAdded,
  OrderWorkResumed,
  RefusalReason,
} from "@vc/contracts";
import { deadlines, type RemindedKind } from "./deadlines.ts";
import type { EventKind, Move } from "./lifecycle.ts";
import type { DeadlineKind, Order, TimelineEntry } from "./order.ts";
import { settlementOf } from "./outcome.ts";

/** An event of an order, ready for the outbox. */
export interface OrderEvent {
  readonly type: EventDefinition;
  readonly sequence: number;
  readonly at: Date;
  readonly data: unknown;
}

interface Published<Definition extends EventDefinition> {
  readonly type: Definition;
  readonly data: (
    order: Order,
    entry: TimelineEntry,
    move: Move,
  ) => Omit<DataOf<Definition>, keyof ReturnType<typeof factsOf>>;
}

function publishes<Definition extends EventDefinition>(
  type: Definition,
  data: Published<Definition>["data"],
): Published<Definition> {
  return { type, data };
}

/** What every event of an order says. */
function factsOf(order: Order) {
  return {
    orderId: order.id,
    buyerId: order.buyerId,
    sellerId: order.sellerId,
    listingId: order.listing.id,
    title: order.listing.title,
    totalAmount: order.totalAmount,
    state: order.state,
  };
}

const endOf = (order: Order, entry: TimelineEntry) => (order.endedAt ?? entry.at).toISOString();
const textOf = (entry: TimelineEntry, name: string) => String(entry.data[name] ?? "");
const settlement = (order: Order, move: Move) => settlementOf(move.money, order);

/** Why an order ended; R25: with the decision, where a mediator ended it. */
function howItEnded({ outcome, dispute }: Order, { by }: TimelineEntry) {
  const decision = by === "mediator" ? dispute?.decision : null;
  return {
    reason: outcome?.reason ?? null,
    decision: decision ? { kind: decision.decision, reasons: decision.reasons } : null,
  };
}

/** When a deadline lies that is open after a move. */
function deadlineOf(order: Order, kind: DeadlineKind): string {
  const deadline = order.deadlines.find((open) => open.kind === kind);
  if (deadline === undefined) throw new Error(`order ${order.id} has no deadline ${kind} to publish`);
  return deadline.at.toISOString();
}

/** What each kind of event carries. */
const published = {
  paid: publishes(OrderPaid, (order, entry) => ({
    paidAt: entry.at.toISOString(),
    respondBy: deadlineOf(order, "respond"),
    hasBrief: order.brief !== null,
  })),
  paid_late: publishes(OrderPaidLate, (order, _entry, move) => ({ settlement: settlement(order, move) })),
  payment_expired: publishes(OrderPaymentExpired, (order, entry) => ({ endedAt: endOf(order, entry) })),
  brief_completed: publishes(OrderBriefCompleted, (_order, entry) => ({
    completedAt: entry.at.toISOString(),
  })),
  accepted: publishes(OrderAccepted, (order, entry) => ({
    acceptedAt: entry.at.toISOString(),
    dueAt: deadlineOf(order, "deliver"),
  })),
  refused: publishes(OrderRefused, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    reason: RefusalReason.parse(entry.data.reason),
    explanation: textOf(entry, "explanation"),
    settlement: settlement(order, move),
  })),
  expired: publishes(OrderExpired, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    countsAgainstSeller: order.outcome?.countsAgainstSeller ?? false,
    settlement: settlement(order, move),
  })),
  cancelled: publishes(OrderCancelled, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    by: entry.by,
    explanation: order.outcome?.explanation ?? "",
    justified: order.outcome?.justified ?? null,
    settlement: settlement(order, move),
    ...howItEnded(order, entry),
  })),
  cancellation_excused: publishes(OrderCancellationExcused, (_order, entry) => ({
    excusedAt: entry.at.toISOString(),
    reasons: textOf(entry, "reasons"),
  })),
  delivered: publishes(OrderDelivered, (order, entry) => ({
    deliveredAt: entry.at.toISOString(),
    completesAt: deadlineOf(order, "complete"),
    late: order.deliveries.at(-1)?.late ?? false,
  })),
  completed: publishes(OrderCompleted, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    by: entry.by,
    deliveredLate: order.deliveries.at(-1)?.late ?? false,
    settlement: settlement(order, move),
    ...howItEnded(order, entry),
  })),
  revision_requested: publishes(OrderRevisionRequested, (order, entry) => ({
    explanation: textOf(entry, "explanation"),
    beyondLimit: order.revisions.open?.beyondLimit ?? false,
    answerBy: deadlineOf(order, "answer_revision"),
  })),
  revision_accepted: publishes(OrderRevisionAccepted, (order, entry) => ({
    by: entry.by,
    dueAt: deadlineOf(order, "deliver"),
  })),
  revision_refused: publishes(OrderRevisionRefused, (order, entry) => ({
    by: entry.by,
    explanation: textOf(entry, "explanation"),
    completesAt: deadlineOf(order, "complete"),
  })),
  cancellation_requested: publishes(OrderCancellationRequested, (order, entry) => ({
    explanation: textOf(entry, "explanation"),
    answerBy: deadlineOf(order, "answer_cancellation"),
  })),
  cancellation_withdrawn: publishes(OrderCancellationWithdrawn, () => ({})),
  cancellation_refused: publishes(OrderCancellationRefused, (_order, entry) => ({
    explanation: textOf(entry, "explanation"),
  })),
  cancellation_unanswered: publishes(OrderCancellationUnanswered, () => ({})),
  dispute_opened: publishes(OrderDisputeOpened, (order, entry) => ({
    openedAt: entry.at.toISOString(),
    by: order.dispute?.openedBy ?? entry.by,
    statement: order.dispute?.statements[0]?.text ?? "",
  })),
  statement_added: publishes(OrderStatementAdded, (_order, entry) => ({
    by: entry.by,
    text: textOf(entry, "text"),
    statedAt: entry.at.toISOString(),
  })),
  work_resumed: publishes(OrderWorkResumed, (order, entry) => ({
    dueAt: deadlineOf(order, "deliver"),
    reasons: textOf(entry, "reasons"),
  })),
  charged_back: publishes(OrderChargedBack, (_order, { data }) => ({
    amount: Money.parse(data.amount).amount,
    openedAt: String(data.openedAt),
  })),
  chargeback_won: publishes(OrderChargebackWon, (_order, { data }) => ({
    amount: Money.parse(data.amount).amount,
    decidedAt: String(data.decidedAt),
  })),
  dispute_escalated: publishes(OrderDisputeEscalated, (order) => ({ endsAt: deadlineOf(order, "end") })),
} satisfies Record<EventKind, Published<EventDefinition>>;

/** The event that a move publishes. */
export function eventOfMove(move: Pick<Move, "event">): EventDefinition {
  return published[move.event].type;
}

/** The event that tells a move. */
export function orderEvent(move: Move, order: Order, entry: TimelineEntry): OrderEvent {
  const { type, data } = published[move.event];
  return {
    type,
    sequence: entry.sequence,
    at: entry.at,
    data: { ...factsOf(order), ...data(order, entry, move) },
  };
}

/** R16, R39: the event of a reminder, which is not a move: nothing about the order changes. */
export function reminderEvent(order: Order, kind: RemindedKind, entry: TimelineEntry): OrderEvent {
  return {
    type: OrderReminderDue,
    sequence: entry.sequence,
    at: entry.at,
    data: {
      ...factsOf(order),
      deadline: kind,
      to: deadlines[kind].reminds.who,
      endsAt: deadlineOf(order, kind),
    },
  };
}

/** R7, R8: the event of a new order. */
export function placedEvent(order: Order): OrderEvent {
  return {
    type: OrderPlaced,
    sequence: order.sequence,
    at: order.placedAt,
    data: {
      ...factsOf(order),
      placedAt: order.placedAt.toISOString(),
      payBy: deadlineOf(order, "pay"),
      terms: { description: order.listing.description, hash: order.listing.hash },
    },
  };
}
