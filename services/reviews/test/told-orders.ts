import {
  OrderAccepted,
  OrderCancellationExcused,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderPaid,
  OrderRefused,
  OrderRevisionAccepted,
  OrderRevisionRequested,
  type OrderState,
} from "@vc/contracts";
import type { FakeClock, TestPlatform } from "@vc/testing";

/** One order as its events tell of it. */
export interface ToldOrder {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listingId: string;
}

/** What orders tells of an order, one event each. */
export function tellingOf(neighbours: TestPlatform["neighbours"], clock: FakeClock) {
  const facts = (order: ToldOrder, state: OrderState) => ({
    ...order,
    title: "Logo",
    totalAmount: 5_000,
    state,
  });
  const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString();
  const settlement = (refundAmount: number) => ({ refundAmount, releaseAmount: 5_000 - refundAmount });

  return {
    paid: (order: ToldOrder) =>
      neighbours.tell(OrderPaid, order.orderId, {
        ...facts(order, "pending"),
        paidAt: inDays(0),
        respondBy: inDays(2),
      }),
    accepted: (order: ToldOrder) =>
      neighbours.tell(OrderAccepted, order.orderId, {
        ...facts(order, "in_progress"),
        acceptedAt: inDays(0),
        dueAt: inDays(3),
      }),
    refused: (order: ToldOrder) =>
      neighbours.tell(OrderRefused, order.orderId, {
        ...facts(order, "refused"),
        endedAt: inDays(0),
        reason: "other",
        explanation: "Vacances.",
        settlement: settlement(5_000),
      }),
    delivered: (order: ToldOrder, late = false) =>
      neighbours.tell(OrderDelivered, order.orderId, {
        ...facts(order, "delivered"),
        deliveredAt: inDays(0),
        completesAt: inDays(7),
        late,
      }),
    revisionRequested: (order: ToldOrder) =>
      neighbours.tell(OrderRevisionRequested, order.orderId, {
        ...facts(order, "revision_requested"),
        explanation: "Plus bleu.",
        beyondLimit: false,
        answerBy: inDays(2),
      }),
    revisionAccepted: (order: ToldOrder) =>
      neighbours.tell(OrderRevisionAccepted, order.orderId, {
        ...facts(order, "in_progress"),
        by: "seller",
        dueAt: inDays(5),
      }),
    cancelled: (order: ToldOrder, justified: boolean | null = false) =>
      neighbours.tell(OrderCancelled, order.orderId, {
        ...facts(order, "cancelled"),
        endedAt: inDays(0),
        by: "seller",
        explanation: "Désolé.",
        justified,
        settlement: settlement(5_000),
      }),
    excused: (order: ToldOrder) =>
      neighbours.tell(OrderCancellationExcused, order.orderId, {
        ...facts(order, "cancelled"),
        excusedAt: inDays(0),
        reasons: "Force majeure.",
      }),
    completed: (order: ToldOrder, deliveredLate = false) =>
      neighbours.tell(OrderCompleted, order.orderId, {
        ...facts(order, "completed"),
        endedAt: inDays(0),
        by: "buyer",
        deliveredLate,
        settlement: settlement(0),
      }),
  };
}
