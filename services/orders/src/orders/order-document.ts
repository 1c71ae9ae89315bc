import { type Places, placesOf } from "./list-places.ts";
import type { Order } from "./order.ts";

/** An order as it is stored: with what the lists ask for. */
export interface OrderDocument extends Omit<Order, "id">, Places {
  _id: string;
}

export function toDocument(order: Order): OrderDocument {
  const { id, ...rest } = order;
  return { _id: id, ...rest, ...placesOf(order) };
}

export function toOrder(document: OrderDocument): Order {
  const { _id, isSale, placeByAge, placeByDeadline, disputeQueue, placeInQueue, ...order } = document;
  return { id: _id, ...order };
}
