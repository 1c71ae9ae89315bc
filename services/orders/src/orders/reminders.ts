import { REMINDED_DEADLINES } from "@vc/contracts";
import type { Change } from "./decide.ts";
import { clockMove, deadlines, type RemindedKind } from "./lifecycle.ts";
import { DEADLINE_KINDS, type Deadline, type DeadlineKind, type Order, type TimelineEntry } from "./order.ts";
import { reminderEvent } from "./order-events.ts";
import type { OrderPolicy } from "./policy.ts";

/** The action under which the timeline keeps a reminder. */
export const REMINDER = "remind";

/** A moment at which the clock has to look at an order. */
export interface OrderTimer {
  readonly kind: string;
  readonly at: Date;
}

const reminderTimer = (kind: RemindedKind) => `${REMINDER}_${kind}`;

/** Every kind of timer that orders arm. */
export const TIMER_KINDS: readonly string[] = [...DEADLINE_KINDS, ...REMINDED_DEADLINES.map(reminderTimer)];

/** The timers of an order as it stands: the windows whose end the clock acts on, and the next reminder of each. */
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
 * Gives the reminders that are due (R16, R39); `null` when none is. A window that has ended needs none any more, and
 * of several that were missed only the last is given: nobody is told twice of one thing.
 */
export function remind(order: Order, now: Date, policy: OrderPolicy): Change | null {
  for (const deadline of order.deadlines) {
    const due = remindersOf(deadline, policy).filter((at) => at <= now);
    const last = due.at(-1);
    if (!isReminded(deadline.kind) || last === undefined || deadline.at <= now) continue;
    const reminded = withReminder(order, deadline.kind, last, now);
    const more = remind(reminded.order, now, policy);
    return more ? { order: more.order, events: [...reminded.events, ...more.events] } : reminded;
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
  return { order: reminded, events: [reminderEvent(reminded, kind, entry)] };
}

/** The reminders of a window that have not been given yet, earliest first. */
function remindersOf({ kind, at, remindedAt }: Deadline, policy: OrderPolicy): Date[] {
  if (!isReminded(kind)) return [];
  return policy.remindersMs[deadlines[kind].reminds.by]
    .map((beforeMs) => new Date(at.getTime() - beforeMs))
    .filter((reminderAt) => reminderAt > remindedAt)
    .toSorted((a, b) => a.getTime() - b.getTime());
}

/** Whether somebody is reminded of the end of such a window. */
export function isReminded(kind: DeadlineKind): kind is RemindedKind {
  return REMINDED_DEADLINES.some((reminded) => reminded === kind);
}
