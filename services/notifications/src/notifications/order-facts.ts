import type { DataOf, OrderPaid } from "@vc/contracts";
import type { OrderWords, Push, Side } from "./kinds.ts";

/** What every event of an order says of it. */
export type OrderFacts = Pick<
  DataOf<typeof OrderPaid>,
  "orderId" | "buyerId" | "sellerId" | "title" | "totalAmount" | "state"
>;

/** An order's state for the apps of those who see the order. `sequence` tells an older state that arrives later. */
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

export function about(order: OrderFacts, side: Side) {
  return {
    accountId: side === "buyer" ? order.buyerId : order.sellerId,
    fact: order.orderId,
    link: `/orders/${order.orderId}`,
    orderId: order.orderId,
    actorId: null,
  };
}

/** What can happen to an order more than once is a fact of its own each time: the event's sequence tells them apart. */
export function aboutOnce(order: OrderFacts, side: Side, sequence: number) {
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

export const sides = ["buyer", "seller"] as const;
