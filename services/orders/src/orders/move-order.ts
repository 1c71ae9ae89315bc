import type { Bus, DueTimer, Transaction } from "@vc/bus";
import type { OrderActor } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { Rejection } from "@vc/lifecycle";
import { type Change, joined } from "./change.ts";
import type { Command } from "./commands.ts";
import { advance, decide, type OrderRefusal } from "./decide.ts";
import type { Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";
import { type OrderTimer, remind, timersOf } from "./reminders.ts";
import type { OrderStore } from "./store.ts";

/** What became of a command, with the order as it stands now. */
export type MoveResult =
  | { readonly kind: "moved"; readonly order: Order }
  | (Rejection<OrderRefusal> & { readonly order: Order })
  | { readonly kind: "unknown_order" };

/** Which timers a change of an order sets and cancels. */
function timerChanges(before: readonly OrderTimer[], after: readonly OrderTimer[]) {
  return {
    arm: after.filter(
      (timer) => !before.some((old) => old.kind === timer.kind && old.at.getTime() === timer.at.getTime()),
    ),
    cancel: before.filter((old) => !after.some((timer) => timer.kind === old.kind)),
  };
}

/** Writes a change of an order with its events and timers into a transaction. `before` is `null` for a new order. */
export async function commitChange(
  tx: Transaction,
  orders: OrderStore,
  before: Order | null,
  change: Change,
  policy: OrderPolicy,
): Promise<void> {
  const { order, events } = change;
  if (before === null) await orders.insert(order, tx.session);
  else await orders.replace(before, order, tx.session);
  for (const event of events) {
    tx.publish(event.type, {
      aggregateId: order.id,
      sequence: event.sequence,
      data: event.data,
      time: event.at,
    });
  }
  const { arm, cancel } = timerChanges(before ? timersOf(before, policy) : [], timersOf(order, policy));
  for (const { kind } of cancel) tx.cancelTimer({ aggregateId: order.id, kind });
  for (const { kind, at } of arm) tx.armTimer({ aggregateId: order.id, kind, dueAt: at });
}

/** The one shell around the decider: load, decide, commit. No order changes in any other way. */
export function createOrderMover(deps: { bus: Bus; orders: OrderStore; clock: Clock; policy: OrderPolicy }) {
  const { bus, orders, clock, policy } = deps;

  async function moveIn(
    tx: Transaction,
    orderId: string,
    command: Command,
    by: OrderActor,
  ): Promise<MoveResult> {
    const before = await orders.find(orderId, tx.session);
    if (before === null) return { kind: "unknown_order" };
    const decision = decide(before, command, by, clock.now(), policy);
    if (decision.change) await commitChange(tx, orders, before, decision.change, policy);
    const order = decision.change?.order ?? before;
    const { change: _committed, ...result } = decision;
    return { ...result, order };
  }

  return {
    /** Carries out a command in a transaction of its own; a repeat is a success without a second effect. */
    move: (orderId: string, command: Command, by: OrderActor): Promise<MoveResult> =>
      bus.transaction((tx) => moveIn(tx, orderId, command, by)),

    /** Carries out a command in the transaction of an event's handler. */
    moveIn,

    /** What is due at a timer's moment happens. One that lies later than its timer is armed again. */
    async onTimer({ aggregateId, kind }: DueTimer, tx: Transaction): Promise<void> {
      const before = await orders.find(aggregateId, tx.session);
      if (before === null) return;
      const now = clock.now();
      const moved = advance(before, now, policy);
      const reminded = remind(moved?.order ?? before, now, policy);
      const change = reminded ? joined(moved, reminded) : moved;
      if (change) return commitChange(tx, orders, before, change, policy);
      // What has passed without effect is over: a missed reminder of a due date would fire for ever (R15).
      const early = timersOf(before, policy).find((timer) => timer.kind === kind && timer.at > now);
      if (early) tx.armTimer({ aggregateId, kind, dueAt: early.at });
    },
  };
}

export type OrderMover = ReturnType<typeof createOrderMover>;
