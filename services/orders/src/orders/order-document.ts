import { placesOf } from "./list-places.ts";
import type { OrderDocument } from "./model.ts";
import type { Order } from "./order.ts";

export function toDocument(order: Order): OrderDocument {
  const { id, ...rest } = order;
  return { _id: id, ...rest, ...placesOf(order) };
}

export function toOrder(document: OrderDocument): Order {
  const { _id, isSale, placeByAge, placeByDeadline, disputeQueue, placeInQueue, ...order } = document;
  return { id: _id, ...order };
}
