import type { Bus, DueTimer, Transaction } from "@vc/bus";
import type { Clock } from "@vc/chassis";
import type { OrderActor } from "@vc/contracts";
import type { Command } from "./commands.ts";
import { advance, type Change, type Decision, decide, type Refusal } from "./decide.ts";
import { moves } from "./lifecycle.ts";
import { DEADLINE_KINDS, type Deadline, type DeadlineKind, type Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";
import { OrderChangedMeanwhile, type OrderStore } from "./store.ts";

/** What became of a command, with the order as it stands now. */
export type MoveResult =
  | { readonly kind: "moved" | "already"; readonly order: Order }
  | { readonly kind: "refused"; readonly reason: Refusal; readonly order: Order }
  | { readonly kind: "invalid"; readonly path: string; readonly says: string; readonly order: Order }
  | { readonly kind: "unknown_order" };

/** Writers that meet at one order try again on what the other left; more than this many times is a fault. */
const MAX_ATTEMPTS = 10;

/** Windows whose end the clock acts on; the others' ends are only facts, and need no timer. */
export const actingDeadlines: readonly DeadlineKind[] = DEADLINE_KINDS.filter((kind) =>
  moves.some((move) => move.ends === kind),
);

/** Which timers a change of deadlines sets and cancels. */
export function timerChanges(before: readonly Deadline[], after: readonly Deadline[]) {
  const moving = (list: readonly Deadline[]) =>
    list.filter((deadline) => actingDeadlines.includes(deadline.kind));
  const arm = moving(after).filter(
    (deadline) =>
      !before.some((old) => old.kind === deadline.kind && old.at.getTime() === deadline.at.getTime()),
  );
  const cancel = moving(before).filter((old) => !after.some((deadline) => deadline.kind === old.kind));
  return { arm, cancel };
}

/** Writes a change of an order with its events and timers into a transaction. `before` is `null` for a new order. */
export async function commitChange(
  tx: Transaction,
  orders: OrderStore,
  before: Order | null,
  change: Change,
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
  const { arm, cancel } = timerChanges(before?.deadlines ?? [], order.deadlines);
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
    const decision: Decision = decide(before, command, by, clock.now(), policy);
    if (decision.change) await commitChange(tx, orders, before, decision.change);
    const order = decision.change?.order ?? before;
    const { change: _committed, ...result } = decision;
    return { ...result, order };
  }

  return {
    /** Carries out a command in a transaction of its own; a repeat is a success without a second effect. */
    async move(orderId: string, command: Command, by: OrderActor): Promise<MoveResult> {
      for (let attempt = 1; ; attempt++) {
        try {
          return await bus.transaction((tx) => moveIn(tx, orderId, command, by));
        } catch (error) {
          if (!(error instanceof OrderChangedMeanwhile) || attempt === MAX_ATTEMPTS) throw error;
        }
      }
    },

    /** Carries out a command in the transaction of an event's handler. */
    moveIn,

    /** What is due at a timer's moment happens. A deadline that lies later than its timer is armed again. */
    async onDeadline({ aggregateId, kind }: DueTimer, tx: Transaction): Promise<void> {
      const before = await orders.find(aggregateId, tx.session);
      if (before === null) return;
      const change = advance(before, clock.now(), policy);
      if (change !== null) return commitChange(tx, orders, before, change);
      const early = before.deadlines.find((deadline) => deadline.kind === kind);
      if (early) tx.armTimer({ aggregateId, kind, dueAt: early.at });
    },
  };
}

export type OrderMover = ReturnType<typeof createOrderMover>;
