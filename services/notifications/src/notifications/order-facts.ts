import type { DataOf, OrderCancelled, OrderCompleted, OrderPaid } from "@vc/contracts";
import type { NotificationIntent, OrderWords, Push, Side } from "../kinds.ts";

/** The fields that every event of an order has. */
export type OrderFacts = Pick<
  DataOf<typeof OrderPaid>,
  "orderId" | "buyerId" | "sellerId" | "title" | "totalAmount" | "state"
>;

/** An order's state, pushed to the open apps of its parties. By `sequence` an app ignores an older state that arrives later. */
export function orderPushes(order: OrderFacts, sequence: number, accountIds: readonly string[]): Push[] {
  const { orderId, state } = order;
  return accountIds.map((accountId) => ({
    accountId,
    event: "order",
    key: `order:${orderId}:${sequence}`,
    data: { orderId, state, sequence },
  }));
}

export const toBuyer = (order: OrderFacts, sequence: number) => orderPushes(order, sequence, [order.buyerId]);
export const toBoth = (order: OrderFacts, sequence: number) =>
  orderPushes(order, sequence, [order.buyerId, order.sellerId]);

/** For what happens to an order once: the order is the fact. */
export function about(order: OrderFacts, side: Side) {
  return {
    accountId: side === "buyer" ? order.buyerId : order.sellerId,
    fact: order.orderId,
    link: `/orders/${order.orderId}`,
    orderId: order.orderId,
    actorId: null,
  };
}

/** For what can happen to an order more than once: the event's sequence makes each time a fact of its own. */
export function aboutEach(order: OrderFacts, side: Side, sequence: number) {
  return { ...about(order, side), fact: `${order.orderId}:${sequence}` };
}

export const orderWords = ({ title, totalAmount }: OrderFacts): OrderWords => ({
  title,
  amountCents: totalAmount,
});

/** For an order that ended without a sale: the amount is what goes back to the buyer. */
export const refundWords = (order: OrderFacts & { settlement: { refundAmount: number } }): OrderWords => ({
  title: order.title,
  amountCents: order.settlement.refundAmount,
});

/** R25: what both are told of an order that a mediator's decision ended; null: it ended otherwise. */
export function decisionOf(
  order: DataOf<typeof OrderCancelled> | DataOf<typeof OrderCompleted>,
): NotificationIntent[] | null {
  const { decision, settlement } = order;
  if (decision == null || decision.kind === "resume") return null;
  const { kind, reasons } = decision;
  return SIDES.map((side) => ({
    kind: "dispute_decided",
    ...about(order, side),
    data: {
      ...orderWords(order),
      side,
      decision: kind,
      reasons,
      refundCents: settlement.refundAmount,
      releasedCents: settlement.releaseAmount,
    },
  }));
}

export const SIDES = ["buyer", "seller"] as const;
