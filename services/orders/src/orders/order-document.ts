import type { Order } from "./order.ts";

/** An order as it is stored. */
export interface OrderDocument extends Omit<Order, "id"> {
  _id: string;
  /** The earliest open deadline, for the list by deadline. */
  nextDeadlineAt: Date;
}

/** Sorts orders without a deadline behind all others. */
export const NEVER = new Date("9999-12-31T00:00:00Z");

export function toDocument({ id, ...order }: Order): OrderDocument {
  const times = order.deadlines.map((deadline) => deadline.at.getTime());
  return { _id: id, ...order, nextDeadlineAt: times.length > 0 ? new Date(Math.min(...times)) : NEVER };
}

export function toOrder({ _id, nextDeadlineAt: _sortKey, ...order }: OrderDocument): Order {
  return { id: _id, ...order };
}
