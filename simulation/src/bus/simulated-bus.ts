import { type Bus, type ConsumerOptions, type DueTimer, GiveUp } from "@vc/bus";
import { AlreadyApplied, openInbox } from "../../../packages/bus/src/consume/inbox.ts";
import type { FailureKind } from "../../../packages/bus/src/consume/retry.ts";
import { openTimers, type Timers } from "../../../packages/bus/src/timers/timers.ts";
import type { BusParts } from "./bus-parts.ts";
import type { EventMessage } from "./outbox.ts";
import { createTransactions } from "./transactions.ts";

/** What became of a delivery. */
export type Applied =
  | "applied"
  | "duplicate"
  | "outdated"
  | { readonly failed: FailureKind; readonly error: unknown };

type TimerHandler = Parameters<Bus["onTimer"]>[1];

/** One process's bus: the interface that services use, and what the simulated broker calls. */
export interface SimulatedBus {
  readonly bus: Bus;
  readonly timers: Timers;
  readonly consumers: ReadonlyMap<string, ConsumerOptions>;
  apply(queue: string, message: EventMessage): Promise<Applied>;
  fire(trigger: DueTimer): Promise<"fired" | "not_due">;
}

class Outdated extends Error {}
class Gap extends Error {}

type Transact = ReturnType<typeof createTransactions>;

/**
 * The bus in memory, with the real inbox and the real timers on the simulated database. Transactions commit state,
 * outbox and timers together and are repeated when they meet another writer, as those of `@vc/bus` are.
 */
export function createSimulatedBus(parts: BusParts): SimulatedBus {
  const { service, db, now } = parts;
  const consumers = new Map<string, ConsumerOptions>();
  const timerHandlers = new Map<string, TimerHandler>();
  const timers = openTimers(db, { now });
  const transact = createTransactions(parts, timers, (kind) => timerHandlers.has(kind));

  const bus: Bus = {
    transaction: (work) => transact(work),
    consume: (consumer) => void consumers.set(`${service}.${consumer.purpose}`, consumer),
    onTimer: (kind, handle) => void timerHandlers.set(kind, handle),
    broadcast: () => {},
    start: async () => {},
    stop: async () => {},
    declare: async () => {},
    readiness: () => ({ ready: true, detail: "simulated" }),
    describe: () => ({ consumes: [], timers: [], broadcasts: [] }),
    fireDueTimers: async () => 0,
    deleteTopology: async () => {},
  };

  return {
    bus,
    timers,
    consumers,
    apply: createApply(parts, transact, consumers),
    fire: createFire(parts, transact, { timers, timerHandlers }),
  };
}

/** What a delivered event does: the real inbox admits it, and its handler runs in the same transaction. */
function createApply(
  { db, semantics }: BusParts,
  transact: Transact,
  consumers: ReadonlyMap<string, ConsumerOptions>,
): SimulatedBus["apply"] {
  const inbox = openInbox(db);
  return async (queue, message) => {
    const consumer = consumers.get(queue);
    const subscription = consumer?.subscriptions.find(({ type }) => type.name === message.name);
    if (!consumer || !subscription) throw new Error(`${queue} does not consume ${message.name}`);
    try {
      await transact(
        async (tx) => {
          if (semantics.inbox) {
            const admission = await inbox.admit(queue, message, consumer.order ?? "any", tx.session);
            if (admission === "outdated") throw new Outdated();
            if (admission === "gap") throw new Gap();
          }
          await subscription.handle({ ...message, attempt: 1 }, tx);
        },
        () => ["event", `${queue} ${message.id}`, message.aggregateId],
      );
      return "applied";
    } catch (error) {
      if (error instanceof AlreadyApplied) return "duplicate";
      if (error instanceof Outdated) return "outdated";
      const failed = error instanceof GiveUp ? "gave_up" : error instanceof Gap ? "gap" : "failed";
      return { failed, error };
    }
  };
}

/** What a trigger of a timer does, if the timer's document is of its generation. */
function createFire(
  { semantics }: BusParts,
  transact: Transact,
  { timers, timerHandlers }: { timers: Timers; timerHandlers: ReadonlyMap<string, TimerHandler> },
): SimulatedBus["fire"] {
  const firing = new Map<string, Promise<void>>();
  return async (trigger) => {
    const handle = timerHandlers.get(trigger.kind);
    if (!handle) throw new GiveUp(`no handler for timers of kind "${trigger.kind}"`);
    // As the bus does it: timers of one aggregate are never in two transactions of a process, where each would undo the other.
    const earlier = firing.get(trigger.aggregateId);
    const turn = Promise.withResolvers<void>();
    firing.set(trigger.aggregateId, turn.promise);
    await earlier;
    const fired = await transact(
      async (tx) => {
        const [timer] = semantics.asksTimerDocument ? await timers.due([trigger], tx.session) : [trigger];
        if (timer && semantics.asksTimerDocument) await timers.markFired([timer], tx.session);
        if (timer) await handle(timer, tx);
        return timer;
      },
      (timer) =>
        timer ? ["timer", `${timer.aggregateId}:${timer.kind}#${timer.generation}`, timer.aggregateId] : null,
    ).finally(() => {
      turn.resolve();
      if (firing.get(trigger.aggregateId) === turn.promise) firing.delete(trigger.aggregateId);
    });
    return fired ? "fired" : "not_due";
  };
}
