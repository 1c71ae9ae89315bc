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

/** What the shells around the decider work with. */
export interface OrderShellDeps {
  readonly orders: OrderStore;
  readonly clock: Clock;
  readonly policy: OrderPolicy;
}

/** What an actor does with an order. */
export interface OrderMove {
  readonly orderId: string;
  readonly command: Command;
  readonly by: OrderActor;
}

/** What became of a command, with the order as it stands now. */
export type MoveResult =
  | { readonly kind: "moved"; readonly order: Order }
  | (Rejection<OrderRefusal> & { readonly order: Order })
  | { readonly kind: "unknown_order" };

/**
 * The one shell around the decider: load, decide, commit. No order changes in any other way, but by its deadlines. A
 * repeat is a success without a second effect.
 *
 * @param tx the transaction of an event's handler
 */
export async function applyToOrder(
  { orders, clock, policy }: OrderShellDeps,
  { orderId, command, by }: OrderMove,
  tx: Transaction,
): Promise<MoveResult> {
  const before = await orders.find(orderId, tx.session);
  if (before === null) return { kind: "unknown_order" };
  const decision = decide(before, command, by, clock.now(), policy);
  if (decision.change) await commitChange(tx, orders, before, decision.change, policy);
  const order = decision.change?.order ?? before;
  const { change: _committed, ...result } = decision;
  return { ...result, order };
}

/** `applyToOrder` in a transaction of its own. */
export function moveOrder(
  deps: OrderShellDeps & { readonly bus: Bus },
  move: OrderMove,
): Promise<MoveResult> {
  return deps.bus.transaction((tx) => applyToOrder(deps, move, tx));
}

/** What is due at a timer's moment happens. One that lies later than its timer is armed again. */
export async function applyToDueOrder(
  { orders, clock, policy }: OrderShellDeps,
  { aggregateId, kind }: DueTimer,
  tx: Transaction,
): Promise<void> {
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

/** Which timers a change of an order sets and cancels. */
function timerChanges(before: readonly OrderTimer[], after: readonly OrderTimer[]) {
  return {
    arm: after.filter(
      (timer) => !before.some((old) => old.kind === timer.kind && old.at.getTime() === timer.at.getTime()),
    ),
    cancel: before.filter((old) => !after.some((timer) => timer.kind === old.kind)),
  };
}
