import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
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
  const learning =
    <Data extends OrderEventData>(factsOf: (data: Data) => Partial<OrderNews>) =>
    ({ data, sequence }: BusEvent<Data>, tx: Transaction) => {
      const { orderId, buyerId, sellerId, listingId, state } = data;
      return learn({ orderId, buyerId, sellerId, listingId, state, sequence, ...factsOf(data) }, tx);
    };

  bus.consume({
    purpose: "orders",
    order: "any",
    subscriptions: [
      on(
        OrderPaid,
        learning((data) => ({ paidAt: new Date(data.paidAt) })),
      ),
      ...dueDateEvents.map((event) =>
        on<DataOf<typeof event>>(
          event,
          learning((data) => ({ dueAt: new Date(data.dueAt) })),
        ),
      ),
      on(
        OrderDelivered,
        learning((data) => ({ delivery: { at: new Date(data.deliveredAt), isLate: data.late } })),
      ),
      // R32: in between the order is not a delivered one, and is not reviewed.
      on(
        OrderRevisionRequested,
        learning(() => ({})),
      ),
      on(
        OrderRevisionRefused,
        learning(() => ({})),
      ),
      on(
        OrderDisputeOpened,
        learning(() => ({})),
      ),
      on(
        OrderCompleted,
        learning((data) => ({
          ending: { kind: "completed", at: new Date(data.endedAt), wasLate: data.deliveredLate },
        })),
      ),
      on(
        OrderCancelled,
        learning((data) => ({
          ending: {
            kind: "cancelled",
            at: new Date(data.endedAt),
            by: data.by,
            isJustified: data.justified,
          },
        })),
      ),
      // R23: what a mediator excused counts no longer.
      on(
        OrderCancellationExcused,
        learning(() => ({ isExcused: true })),
      ),
      on(
        OrderRefused,
        learning((data) => ({ ending: { kind: "refused", at: new Date(data.endedAt) } })),
      ),
      on(
        OrderExpired,
        learning((data) => ({
          ending: {
            kind: "expired",
            at: new Date(data.endedAt),
            countsAgainstSeller: data.countsAgainstSeller,
          },
        })),
      ),
    ],
  });
}
