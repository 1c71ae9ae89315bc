import { context, propagation } from "@opentelemetry/api";
import type { ClientSession, MongoClient } from "mongodb";
import { envelopeHeaders } from "./broker/envelope.ts";
import { eventNameProblem, type Names } from "./broker/topology.ts";
import type { NewOutboxEntry, Outbox } from "./outbox/outbox.ts";
import type { OutboxEntry } from "./shared/documents.ts";
import { sortableId } from "./shared/ids.ts";
import type { OpenTransaction, RunTransaction } from "./shared/open-transaction.ts";
import {
  armingId,
  encodeTrigger,
  type TimerName,
  type Timers,
  type Trigger,
  timerId,
} from "./timers/timers.ts";
import type { Clock, EventType, NewEvent } from "./types.ts";

export interface TransactionParts {
  readonly client: MongoClient;
  /** The `source` of an event. */
  readonly sourceOf: (eventName: string) => string;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly names: Names;
  readonly clock: Clock;
  /** Kinds that have a handler: a timer of another kind would never be handled. */
  readonly timerKinds: { has(kind: string): boolean };
  /** Runs after a commit that put these entries into the outbox. */
  committed(entries: readonly OutboxEntry[]): void;
}

type TimerChange = { readonly timer: TimerName; readonly dueAt?: Date };

/**
 * Runs `work` and writes its events and timers, all in one database transaction. After a conflict with another writer
 * (MongoDB's own, or `changedMeanwhile`) the driver runs it again with a new `tx`: nothing is published twice.
 */
export function createTransactions(parts: TransactionParts): RunTransaction {
  return async (work) => {
    let wrote: readonly OutboxEntry[] = [];
    const result = await parts.client.withSession((session) => {
      // Many handlers may each wait for the session to end.
      session.setMaxListeners(0);
      return session.withTransaction(
        async () => {
          const { tx, write } = collect(session, parts);
          const value = await work(tx);
          wrote = await write();
          return value;
        },
        { writeConcern: { w: "majority" } },
      );
    });
    if (wrote.length > 0) parts.committed(wrote);
    return result;
  };
}

/** Collects events and timers, and writes them together at the end. */
function collect(
  session: ClientSession,
  parts: TransactionParts,
): { tx: OpenTransaction; write(): Promise<readonly OutboxEntry[]> } {
  const entries: NewOutboxEntry[] = [];
  const timerChanges = new Map<string, TimerChange>();
  let isOver = false;

  function assertOpen(): void {
    if (isOver) throw new Error("this transaction is over: await what you do in it before its work returns");
  }

  const tx: OpenTransaction = {
    session,
    hasChanged: (timer) => timerChanges.has(timerId(timer)),
    publish: (type, event) => {
      assertOpen();
      const entry = toEntry(type, event, parts);
      entries.push(entry);
      return entry._id;
    },
    armTimer: ({ aggregateId, kind, dueAt }) => {
      assertOpen();
      if (!parts.timerKinds.has(kind))
        throw new Error(`no onTimer("${kind}", …): this timer would never be handled`);
      if (Number.isNaN(dueAt.getTime())) throw new Error(`timer ${aggregateId}:${kind}: dueAt is not a time`);
      timerChanges.set(timerId({ aggregateId, kind }), { timer: { aggregateId, kind }, dueAt });
    },
    cancelTimer: ({ aggregateId, kind }) => {
      assertOpen();
      timerChanges.set(timerId({ aggregateId, kind }), { timer: { aggregateId, kind } });
    },
  };

  async function write(): Promise<readonly OutboxEntry[]> {
    isOver = true;
    const armed = [...timerChanges.values()].flatMap(({ timer, dueAt }) =>
      dueAt ? { ...timer, dueAt } : [],
    );
    const cancelled = [...timerChanges.values()].flatMap(({ timer, dueAt }) => (dueAt ? [] : timer));
    if (cancelled.length > 0) await parts.timers.cancel(cancelled, session);
    if (armed.length > 0) {
      for (const trigger of await parts.timers.arm(armed, session))
        entries.push(triggerEntry(trigger, parts.names));
    }
    return entries.length > 0 ? parts.outbox.add(entries, session) : [];
  }

  return { tx, write };
}

function toEntry<Data>(
  type: EventType<Data>,
  event: NewEvent<Data>,
  parts: TransactionParts,
): NewOutboxEntry {
  const problem = eventNameProblem(type.name);
  if (problem) throw new Error(problem);
  if (!Number.isSafeInteger(event.sequence) || event.sequence < 1) {
    throw new Error(
      `${type.name} of ${event.aggregateId}: sequence must be 1, 2, 3 …, not ${event.sequence}`,
    );
  }
  const id = sortableId("evt");
  const headers: Record<string, string | number> = envelopeHeaders({
    id,
    source: parts.sourceOf(type.name),
    type: type.name,
    time: (event.time ?? parts.clock.now()).toISOString(),
    subject: event.aggregateId,
    sequence: event.sequence,
  });
  propagation.inject(context.active(), headers);
  // Validated in the form in which it arrives: a value that JSON drops fails here, not at the consumers.
  const data = type.schema.parse(JSON.parse(JSON.stringify(event.data ?? null)));
  return {
    _id: id,
    exchange: parts.names.events,
    routingKey: type.name,
    messageId: id,
    body: JSON.stringify(data),
    headers,
  };
}

function triggerEntry(trigger: Trigger, names: Names): NewOutboxEntry {
  return {
    _id: sortableId("trg"),
    // The default exchange. The relay replaces it with the delay tier that fits when it sends.
    exchange: "",
    routingKey: names.timers,
    messageId: armingId(trigger),
    body: encodeTrigger(trigger),
    headers: {},
    dueAt: trigger.dueAt,
  };
}
