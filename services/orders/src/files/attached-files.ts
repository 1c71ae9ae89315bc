import { fileIdsOf } from "../orders/order.ts";
import type { OrderStore } from "../orders/store.ts";

/** Tells which of an order's files its brief or a delivery has. An order that was never paid keeps none. */
export function attachedFiles(orders: OrderStore) {
  return async (orderId: string): Promise<ReadonlySet<string>> => {
    const order = await orders.find(orderId);
    return new Set(order === null || order.state === "payment_expired" ? [] : fileIdsOf(order));
  };
}
