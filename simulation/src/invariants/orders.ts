import { clockMove, isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import type { Deadline } from "../../../services/orders/src/orders/order.ts";
import type { OrderPolicy } from "../../../services/orders/src/orders/policy.ts";
import type { Document } from "../database/documents.ts";
import type { Written } from "../database/storage.ts";
import { asOrder, type StoredOrder } from "../database/stored.ts";
import type { Schedule } from "../engine/schedule.ts";
import { Violation } from "../engine/violation.ts";

/**
 * How late a deadline may be acted on: the sweeper leaves a timer alone for 60 s, looks every 10 s, and a process that
 * dies while it sweeps holds its lease for 30 s. No caller sees that it is late, since every command and every view first
 * applies what is due.
 */
export const GRACE_MS = 60_000 + 10_000 + 30_000;

export interface OrderWatch {
  committed(written: readonly Written[]): void;
}

/** Watches every commit of orders, and comes back to each deadline when its grace is over. */
export function watchOrders(options: {
  schedule: Schedule;
  policy: OrderPolicy;
  find: (orderId: string) => Document | null;
  raise: (violation: Violation) => void;
}): OrderWatch {
  const { schedule, policy, find, raise } = options;

  function expectAction(orderId: string, { kind, at }: Deadline): void {
    schedule.add(at.getTime() + GRACE_MS, orderId, `was ${kind} kept`, () => {
      const found = find(orderId);
      const order = found && asOrder(found);
      const open = order?.deadlines.find((each) => each.kind === kind && each.at.getTime() === at.getTime());
      if (!order || !open || !clockMove(kind, order, at)) return;
      const late = `${kind} of ${at.toISOString()} is still open in ${order.state}`;
      raise(new Violation("no order is past a deadline by more than the sweeper's grace", orderId, late));
    });
  }

  function expectEnd(orderId: string, paidAt: Date): void {
    schedule.add(paidAt.getTime() + policy.capMs + GRACE_MS, orderId, "has it ended", () => {
      const found = find(orderId);
      const order = found && asOrder(found);
      if (order && isFinal(order.state)) return;
      raise(new Violation("every order is final by day 75", orderId, `it is ${order?.state}`));
    });
  }

  function compare(before: StoredOrder | null, after: StoredOrder): void {
    const orderId = after._id;
    const isGrown = before === null || after.timeline.length > before.timeline.length;
    const isPrefix =
      before === null || before.timeline.every((entry, index) => entry === after.timeline[index]);
    if (!isGrown || !isPrefix) raise(new Violation("the timeline only grows", orderId, "it was rewritten"));
    if (after.timeline.length !== after.sequence) {
      raise(new Violation("each event has its entry", orderId, `${after.sequence} events`));
    }
    if (before && isFinal(before.state) && after.state !== before.state) {
      raise(new Violation("no final order moves on", orderId, `${before.state} → ${after.state}`));
    }
    if (after.outcome && !before?.outcome) {
      const { refundAmount, releaseAmount } = after.outcome;
      const due = after.paidAt === null ? 0 : after.totalAmount;
      if (refundAmount + releaseAmount !== due) {
        const said = `${refundAmount} + ${releaseAmount} of ${due}`;
        raise(new Violation("an end gives back or releases exactly what was paid", orderId, said));
      }
    }
    for (const deadline of after.deadlines) {
      const isNew = !before?.deadlines.some(
        ({ kind, at }) => kind === deadline.kind && at.getTime() === deadline.at.getTime(),
      );
      if (isNew) expectAction(orderId, deadline);
    }
    if (after.paidAt && !before?.paidAt) expectEnd(orderId, after.paidAt);
  }

  return {
    committed: (written) => {
      for (const { collection, before, after } of written) {
        if (collection === "orders" && after) compare(before && asOrder(before), asOrder(after));
      }
    },
  };
}
