import type { Move } from "./lifecycle.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-events.ts";

/** What a decision changes: the order as it is then, its events, and the rows that were taken, both in order. */
export interface Change {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  readonly rows: readonly Move[];
}

/** The second change comes after the first, on the order that the first left. */
export function joined(first: Change | null, second: Change): Change {
  if (first === null) return second;
  return {
    order: second.order,
    events: [...first.events, ...second.events],
    rows: [...first.rows, ...second.rows],
  };
}
