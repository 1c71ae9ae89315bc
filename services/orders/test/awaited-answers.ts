import { deadlines } from "../src/orders/deadlines.ts";
import type { Order } from "../src/orders/order.ts";

/** What each deadline for an answer waits for. */
const answers = Object.entries(deadlines).flatMap(([kind, terms]) =>
  "awaits" in terms ? [{ kind, awaits: terms.awaits }] : [],
);

/** The answers that an order waits for without a deadline, or has a deadline for and does not wait for. */
export function unlikeItsDeadlines(order: Order): string[] {
  return answers
    .filter(({ kind, awaits }) => awaits(order) !== order.deadlines.some((open) => open.kind === kind))
    .map(({ kind }) => kind);
}
