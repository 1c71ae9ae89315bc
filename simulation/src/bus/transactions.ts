import type { EventType, NewEvent, Transaction } from "@vc/bus";
import { type ClientSession, MongoError } from "mongodb";
import type { Timers } from "../../../packages/bus/src/timers/timers.ts";
import type { Session } from "../database/session.ts";
import { WriteConflict } from "../database/storage.ts";
import type { BusParts } from "./bus-parts.ts";
import type { EventMessage, OutboxEntry } from "./outbox.ts";

/** More than writers can meet at one document: beyond it, no writer makes progress. */
const MOST_CONFLICTS = 1_000;

/** The simulated storage's own conflicts, and the lost updates that a store finds (`changedMeanwhile`). */
function isConflict(error: unknown): boolean {
  return (
    error instanceof WriteConflict ||
    (error instanceof MongoError && error.hasErrorLabel("TransientTransactionError"))
  );
}

/**
 * The transactions of one process's bus: they commit state, outbox and timers together and are repeated when they meet
 * another writer, as those of `@vc/bus` are.
 *
 * @param hasTimer whether the process handles timers of a kind
 */
export function createTransactions(parts: BusParts, timers: Timers, hasTimer: (kind: string) => boolean) {
  const { storage, process, processes, semantics, committed, tookEffect } = parts;

  /** `effect` says, after the work, what takes effect with the commit. */
  return async function transact<T>(
    work: (tx: Transaction) => Promise<T>,
    effect?: (value: T) => Parameters<BusParts["tookEffect"]> | null,
  ): Promise<T> {
    for (let conflicts = 0; ; conflicts++) {
      const snapshot = storage.begin();
      const abort = () => storage.abort(snapshot);
      process.onDeath.add(abort);
      try {
        const session: Session = { snapshot, once: () => {}, withTransaction: (run) => run(session) };
        // What the bus and the stores do with a session ends in connect(), which knows this one.
        const { tx, write } = collect(parts, timers, hasTimer, session as unknown as ClientSession);
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
  };
}

/** A transaction that collects what its work publishes, arms and cancels, and `write`, which stores it with the work. */
function collect(
  parts: BusParts,
  timers: Timers,
  hasTimer: (kind: string) => boolean,
  session: ClientSession,
) {
  const { service } = parts;
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
      if (!hasTimer(kind)) throw new Error(`no onTimer("${kind}", …)`);
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

/**
 * Of so many events of a type one is checked against its schema. The bus checks each; here the same few places publish
 * them thousands of times.
 */
const CHECKED_OF = 20;
const published = new Map<string, number>();

/** What consumers get of an event's data. */
function checkedNowAndThen<Data>({ name, schema }: EventType<Data>, data: Data): Data {
  const before = published.get(name) ?? 0;
  published.set(name, before + 1);
  return before % CHECKED_OF === 0 ? schema.parse(data) : data;
}

function toMessage<Data>(type: EventType<Data>, event: NewEvent<Data>, parts: BusParts): EventMessage {
  return {
    id: parts.nextEventId(),
    name: type.name,
    aggregateId: event.aggregateId,
    sequence: event.sequence,
    time: (event.time ?? parts.now()).toISOString(),
    data: checkedNowAndThen(type, event.data),
    headers: {},
  };
}
