import type { Bus, ConsumerOptions, DueTimer, EventType, NewEvent, Transaction } from "@vc/bus";
import { GiveUp } from "@vc/bus";
import { type ClientSession, type Db, MongoError } from "mongodb";
import { AlreadyApplied, openInbox } from "../../../packages/bus/src/consume/inbox.ts";
import type { FailureKind } from "../../../packages/bus/src/consume/retry.ts";
import { openTimers, type Timers } from "../../../packages/bus/src/timers/timers.ts";
import type { Session } from "../database/session.ts";
import { type Storage, WriteConflict } from "../database/storage.ts";
import type { Process, Processes } from "../engine/processes.ts";
import type { EventMessage, OutboxEntry } from "./outbox.ts";
import type { Semantics } from "./semantics.ts";

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

export interface SimulatedBusParts {
  readonly service: string;
  readonly db: Db;
  readonly storage: Storage;
  readonly process: Process;
  readonly processes: Processes;
  readonly semantics: Semantics;
  readonly now: () => Date;
  readonly nextEventId: () => string;
  /** What a commit leaves in the outbox. */
  readonly committed: (process: Process, entries: readonly OutboxEntry[]) => void;
  /** Hears of each effect of a message or timer, in the moment of its commit. */
  readonly tookEffect: (kind: "event" | "timer", id: string, aggregateId: string) => void;
  /** Only where events are published before the commit (see Semantics). */
  readonly publishAtOnce: (entries: readonly OutboxEntry[]) => void;
}

/** More than writers can meet at one document: beyond it, no writer makes progress. */
const MOST_CONFLICTS = 1_000;

/** The simulated storage's own conflicts, and the lost updates that a store finds (`changedMeanwhile`). */
function isConflict(error: unknown): boolean {
  return (
    error instanceof WriteConflict ||
    (error instanceof MongoError && error.hasErrorLabel("TransientTransactionError"))
  );
}

class Outdated extends Error {}
class Gap extends Error {}

/**
 * The bus in memory, with the real inbox and the real timers on the simulated database. Transactions commit state,
 * outbox and timers together and are repeated when they meet another writer, as those of `@vc/bus` are.
 */
export function createSimulatedBus(parts: SimulatedBusParts): SimulatedBus {
  const { service, db, storage, process, processes, semantics, now, committed, tookEffect } = parts;
  const consumers = new Map<string, ConsumerOptions>();
  const timerHandlers = new Map<string, TimerHandler>();
  const inbox = openInbox(db);
  const timers = openTimers(db, { now });
  const firing = new Map<string, Promise<void>>();

  function collect(session: ClientSession) {
    const entries: OutboxEntry[] = [];
    const timerChanges = new Map<string, { aggregateId: string; kind: string; dueAt?: Date }>();
    const tx: Transaction = {
      session,
      publish: (type, event) => {
        const message = toMessage(type, event, parts);
        entries.push({ kind: "event", message });
        return message.id;
      },
      armTimer: ({ aggregateId, kind, dueAt }) => {
        if (!timerHandlers.has(kind)) throw new Error(`no onTimer("${kind}", …)`);
        timerChanges.set(`${aggregateId}:${kind}`, { aggregateId, kind, dueAt });
      },
      cancelTimer: ({ aggregateId, kind }) =>
        void timerChanges.set(`${aggregateId}:${kind}`, { aggregateId, kind }),
    };
    async function write(): Promise<readonly OutboxEntry[]> {
      const changes = [...timerChanges.values()];
      const cancelled = changes.filter(({ dueAt }) => !dueAt);
      const armed = changes.flatMap(({ dueAt, ...timer }) => (dueAt ? { ...timer, dueAt } : []));
      if (cancelled.length > 0) await timers.cancel(cancelled, session);
      if (armed.length > 0) {
        for (const trigger of await timers.arm(armed, session))
          entries.push({ kind: "trigger", service, trigger });
      }
      return entries;
    }
    return { tx, write };
  }

  /** `effect` says, after the work, what takes effect with the commit. */
  async function transact<T>(
    work: (tx: Transaction) => Promise<T>,
    effect?: (value: T) => Parameters<SimulatedBusParts["tookEffect"]> | null,
  ): Promise<T> {
    for (let conflicts = 0; ; conflicts++) {
      const snapshot = storage.begin();
      const abort = () => storage.abort(snapshot);
      process.onDeath.add(abort);
      try {
        const session: Session = { snapshot, once: () => {}, withTransaction: (run) => run(session) };
        // What the bus and the stores do with a session ends in connect(), which knows this one.
        const { tx, write } = collect(session as unknown as ClientSession);
        const value = await work(tx);
        const entries = await write();
        if (!semantics.publishesAfterCommit) parts.publishAtOnce(entries);
        const wait = processes.pass(process, "before commit");
        if (wait) await wait;
        storage.commit(snapshot);
        process.onDeath.delete(abort);
        const took = effect?.(value);
        if (took) tookEffect(...took);
        if (entries.length > 0 && semantics.publishesAfterCommit) committed(process, entries);
        const again = processes.pass(process, "after commit");
        if (again) await again;
        return value;
      } catch (error) {
        abort();
        process.onDeath.delete(abort);
        if (!isConflict(error) || conflicts > MOST_CONFLICTS) throw error;
      }
    }
  }

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
    apply: async (queue, message) => {
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
    },
    fire: async (trigger) => {
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
          timer
            ? ["timer", `${timer.aggregateId}:${timer.kind}#${timer.generation}`, timer.aggregateId]
            : null,
      ).finally(() => {
        turn.resolve();
        if (firing.get(trigger.aggregateId) === turn.promise) firing.delete(trigger.aggregateId);
      });
      return fired ? "fired" : "not_due";
    },
  };
}

function toMessage<Data>(
  type: EventType<Data>,
  event: NewEvent<Data>,
  parts: SimulatedBusParts,
): EventMessage {
  return {
    id: parts.nextEventId(),
    name: type.name,
    aggregateId: event.aggregateId,
    sequence: event.sequence,
    time: (event.time ?? parts.now()).toISOString(),
    data: type.schema.parse(event.data),
    headers: {},
  };
}
