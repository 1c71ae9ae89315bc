import { type Bus, type EventType, on, type Transaction } from "@vc/bus";
import {
  type DataOf,
  dueDateEvents,
  OrderCancellationExcused,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeOpened,
  OrderExpired,
  OrderPaid,
  OrderRefused,
  OrderRevisionRefused,
  OrderRevisionRequested,
} from "@vc/contracts";
import type { OrderNews } from "./order-facts.ts";

/** What every event of an order says. */
type OrderEventData = Pick<
  DataOf<typeof OrderPaid>,
  "orderId" | "buyerId" | "sellerId" | "listingId" | "state"
>;

/**
 * Adds what orders tell of each order. Events are applied in whatever order they arrive: an older one still brings facts that the
 * newer ones do not repeat.
 */
export function addOrderConsumers(
  bus: Bus,
  learn: (news: OrderNews, tx: Transaction) => Promise<void>,
): void {
  const onNews = <Data extends OrderEventData>(
    type: EventType<Data>,
    factsOf: (data: Data) => Partial<OrderNews>,
  ) =>
    on(
      type,
      ({ data, sequence }, tx) => {
        const { orderId, buyerId, sellerId, listingId, state } = data;
        return learn({ orderId, buyerId, sellerId, listingId, state, sequence, ...factsOf(data) }, tx);
      },
      // What is learnt of an order may change the standing of its seller.
      ({ sellerId }) => [sellerId],
    );

  bus.consume({
    purpose: "orders",
    order: "any",
    subscriptions: [
      onNews(OrderPaid, (data) => ({ paidAt: new Date(data.paidAt) })),
      ...dueDateEvents.map((event) =>
        onNews<DataOf<typeof event>>(event, (data) => ({ dueAt: new Date(data.dueAt) })),
      ),
      onNews(OrderDelivered, (data) => ({ delivery: { at: new Date(data.deliveredAt), isLate: data.late } })),
      // R32: in between the order is not a delivered one, and is not reviewed.
      onNews(OrderRevisionRequested, () => ({})),
      onNews(OrderRevisionRefused, () => ({})),
      onNews(OrderDisputeOpened, () => ({})),
      onNews(OrderCompleted, (data) => ({
        ending: { kind: "completed", at: new Date(data.endedAt), wasLate: data.deliveredLate },
      })),
      onNews(OrderCancelled, (data) => ({
        ending: {
          kind: "cancelled",
          at: new Date(data.endedAt),
          by: data.by,
          isJustified: data.justified,
        },
      })),
      // R23: what a mediator excused counts no longer.
      onNews(OrderCancellationExcused, () => ({ isExcused: true })),
      onNews(OrderRefused, (data) => ({ ending: { kind: "refused", at: new Date(data.endedAt) } })),
      onNews(OrderExpired, (data) => ({
        ending: {
          kind: "expired",
          at: new Date(data.endedAt),
          countsAgainstSeller: data.countsAgainstSeller,
        },
      })),
    ],
  });
}
