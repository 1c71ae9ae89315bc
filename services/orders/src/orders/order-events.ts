import {
  type DataOf,
  type EventDefinition,
  OrderAccepted,
  OrderBriefCompleted,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderExpired,
  OrderPaid,
  OrderPaidLate,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  RefusalReason,
} from "@vc/contracts";
import { type EventKind, type Move, settlementOf } from "./lifecycle.ts";
import type { Order, TimelineEntry } from "./order.ts";

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
const deadlineOf = (order: Order, entry: TimelineEntry) => (order.deadlines[0]?.at ?? entry.at).toISOString();
const explanationOf = (entry: TimelineEntry) => String(entry.data.explanation ?? "");
const settlement = (order: Order, move: Move) => settlementOf(move.money, order.totalAmount);

/** What each kind of event carries. */
const published = {
  paid: publishes(OrderPaid, (order, entry) => ({
    paidAt: entry.at.toISOString(),
    respondBy: deadlineOf(order, entry),
  })),
  paid_late: publishes(OrderPaidLate, (order, _entry, move) => ({ settlement: settlement(order, move) })),
  payment_expired: publishes(OrderPaymentExpired, (order, entry) => ({ endedAt: endOf(order, entry) })),
  brief_completed: publishes(OrderBriefCompleted, (_order, entry) => ({
    completedAt: entry.at.toISOString(),
  })),
  accepted: publishes(OrderAccepted, (order, entry) => ({
    acceptedAt: entry.at.toISOString(),
    dueAt: deadlineOf(order, entry),
  })),
  refused: publishes(OrderRefused, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    reason: RefusalReason.parse(entry.data.reason),
    explanation: explanationOf(entry),
    settlement: settlement(order, move),
  })),
  expired: publishes(OrderExpired, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    countsAgainstSeller: order.brief !== null,
    settlement: settlement(order, move),
  })),
  cancelled: publishes(OrderCancelled, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    by: entry.by,
    explanation: explanationOf(entry),
    justified: order.outcome?.justified ?? null,
    settlement: settlement(order, move),
  })),
  delivered: publishes(OrderDelivered, (order, entry) => ({
    deliveredAt: entry.at.toISOString(),
    completesAt: deadlineOf(order, entry),
    late: order.deliveries.at(-1)?.late ?? false,
  })),
  completed: publishes(OrderCompleted, (order, entry, move) => ({
    endedAt: endOf(order, entry),
    by: entry.by,
    deliveredLate: order.deliveries.at(-1)?.late ?? false,
    settlement: settlement(order, move),
  })),
} satisfies Record<EventKind, Published<EventDefinition>>;

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

/** R7, R8: the event of a new order. */
export function placedEvent(order: Order): OrderEvent {
  const payBy = order.deadlines.find((deadline) => deadline.kind === "pay")?.at ?? order.placedAt;
  return {
    type: OrderPlaced,
    sequence: order.sequence,
    at: order.placedAt,
    data: { ...factsOf(order), placedAt: order.placedAt.toISOString(), payBy: payBy.toISOString() },
  };
}
