import { ORDER_DEADLINES, REMINDED_DEADLINES } from "@vc/contracts";
import { type Change, joined } from "./change.ts";
import { deadlines, isReminded, type RemindedKind } from "./deadlines.ts";
import { clockMove } from "./lifecycle.ts";
import { type Deadline, type Order, REMINDER, type TimelineEntry } from "./order.ts";
import { reminderEvent } from "./order-events.ts";
import type { OrderPolicy } from "./policy.ts";

/** A time at which the clock has to look at an order. */
export interface OrderTimer {
  readonly kind: string;
  readonly at: Date;
}

const reminderTimer = (kind: RemindedKind) => `${REMINDER}_${kind}`;

/** Every kind of timer that orders arm. */
export const TIMER_KINDS: readonly string[] = [...ORDER_DEADLINES, ...REMINDED_DEADLINES.map(reminderTimer)];

/** The timers of an order as it stands: the deadlines at which the clock acts, and the next reminder of each. */
export function timersOf(order: Order, policy: OrderPolicy): OrderTimer[] {
  return order.deadlines.flatMap((deadline) => {
    const [next] = remindersOf(deadline, policy);
    return [
      ...(clockMove(deadline.kind, order, deadline.at) ? [{ kind: deadline.kind, at: deadline.at }] : []),
      ...(isReminded(deadline.kind) && next ? [{ kind: reminderTimer(deadline.kind), at: next }] : []),
    ];
  });
}

/**
 * Gives the reminders that are due (R16, R39); `null` when none is. A deadline that has passed needs none any more, and
 * of several that were missed only the last is given, so that a party is not reminded twice at once.
 */
export function remind(order: Order, now: Date, policy: OrderPolicy): Change | null {
  for (const deadline of order.deadlines) {
    const due = remindersOf(deadline, policy).filter((at) => at <= now);
    const last = due.at(-1);
    if (!isReminded(deadline.kind) || last === undefined || deadline.at <= now) continue;
    const reminded = withReminder(order, deadline.kind, last, now);
    const more = remind(reminded.order, now, policy);
    return more ? joined(reminded, more) : reminded;
  }
  return null;
}

function withReminder(order: Order, kind: RemindedKind, remindedAt: Date, now: Date): Change {
  const sequence = order.sequence + 1;
  const entry: TimelineEntry = {
    sequence,
    at: now,
    by: "clock",
    action: REMINDER,
    from: order.state,
    data: { deadline: kind },
  };
  const reminded: Order = {
    ...order,
    sequence,
    timeline: [...order.timeline, entry],
    deadlines: order.deadlines.map((each) => (each.kind === kind ? { ...each, remindedAt } : each)),
  };
  return { order: reminded, events: [reminderEvent(reminded, kind, entry)], rows: [] };
}

/** The reminders of a deadline that have not been given yet, earliest first. */
function remindersOf({ kind, at, remindedAt }: Deadline, policy: OrderPolicy): Date[] {
  if (!isReminded(kind)) return [];
  return policy.remindersMs[deadlines[kind].reminds.by]
    .map((beforeMs) => new Date(at.getTime() - beforeMs))
    .filter((reminderAt) => reminderAt > remindedAt)
    .toSorted((a, b) => a.getTime() - b.getTime());
}
