import type { ClientSession, Db, MongoClient } from "mongodb";
import type { Registry } from "prom-client";

/**
 * An event type: its name `<context>.<aggregate>.<event>.v<major>`, which is also its routing key, and its schema.
 * Zod schemas fit. `parse` must accept its own output: parsed data is published, and parsed again on arrival.
 */
export interface EventType<Data = unknown> {
  readonly name: string;
  readonly schema: { parse(input: unknown): Data };
}

/** An event as a handler gets it: validated, without fields that its schema does not know. */
export interface BusEvent<Data = unknown> {
  readonly id: string;
  readonly name: string;
  readonly aggregateId: string;
  /** The number of the event within its aggregate: 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** When it happened, ISO 8601. */
  readonly time: string;
  readonly data: Data;
  /** 1 for the first attempt of this consumer, 2 for the first retry, and so on. */
  readonly attempt: number;
  /** W3C trace context of the publisher, where tracing is on. */
  readonly traceparent?: string;
}

/** Database writes with `session`, events and timers that commit together. */
export interface Transaction {
  /** For every database call of this unit of work: a call without it is not part of the transaction. */
  readonly session: ClientSession;
  /**
   * Puts an event into the outbox, in this transaction. It is sent after the commit and never without it.
   *
   * @returns the event's id
   * @throws the error of the schema when the data does not fit
   */
  publish<Data>(type: EventType<Data>, event: NewEvent<Data>): string;
  /** Sets or moves a timer. An earlier arming of the same aggregate and kind no longer fires. */
  armTimer(timer: { readonly aggregateId: string; readonly kind: string; readonly dueAt: Date }): void;
  /** Has no effect when no such timer is armed. */
  cancelTimer(timer: { readonly aggregateId: string; readonly kind: string }): void;
}

export interface NewEvent<Data> {
  readonly aggregateId: string;
  readonly sequence: number;
  readonly data: Data;
  /** When it happened. Default: now, by the bus's clock. */
  readonly time?: Date;
}

/** A timer that is due. */
export interface DueTimer {
  readonly aggregateId: string;
  readonly kind: string;
  readonly dueAt: Date;
  readonly generation: number;
}

/** Made by `on`: an event type and its handler. */
export interface Subscription {
  readonly type: EventType;
  readonly handle: (event: BusEvent, tx: Transaction) => Promise<void>;
  /**
   * Names what the handler writes that handlers of other aggregates write too, such as a counter. One process never has two
   * events with a name in common in two transactions at a time: these would conflict, and one would run again from the
   * start.
   */
  readonly contended: (event: BusEvent) => readonly string[];
}

/**
 * Which events of an aggregate a consumer applies, by their `sequence`:
 *
 * - `any`: each once, in the order of arrival;
 * - `latest`: an event that is not newer than the last applied one is ignored, gaps do not matter (for projections of
 *   whole states);
 * - `gapless`: like `latest`, and an event that is too new waits for the missing ones. The consumer must subscribe to
 *   **all** events of the aggregate from the first one on. Otherwise it waits in vain, and the events are parked.
 */
export type EventOrder = "any" | "latest" | "gapless";

export interface ConsumerOptions {
  /** Names the queue: `<namespace><service>.<purpose>`. Processes that consume one queue share its events. */
  readonly purpose: string;
  readonly subscriptions: readonly Subscription[];
  /** How many transactions one process runs at a time. Default: 10. */
  readonly concurrency?: number;
  /** How many unacknowledged events one process holds, most of them waiting for their turn. Default: 100. */
  readonly prefetch?: number;
  /**
   * Under load, waiting events share a transaction, and so its cost; their handlers run one after the other. When one of
   * them fails, nothing is committed and each event is handled alone. A transaction takes at most `maxSize` events
   * (default: 32; 1 gives each event its own) and takes no further one after `maxMs` (default: 100).
   */
  readonly batch?: { readonly maxSize?: number; readonly maxMs?: number };
  readonly order?: EventOrder;
  /** A handler that takes longer has failed, and its transaction is aborted. Default: 10 s. */
  readonly timeoutMs?: number;
}

/** Fits pino. */
export interface BusLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Clock {
  now(): Date;
}

export interface BusOptions {
  /** The prefix of this service's queues, and the `source` of its events. */
  readonly service: string;
  /** The `source` of an event, where one bus stands for several services. Default: `service`. */
  readonly sourceOf?: (eventName: string) => string;
  readonly amqpUrl: string;
  readonly client: MongoClient;
  readonly db: Db;
  readonly log: BusLog;
  /** The prefix of every exchange and queue, which keeps tests apart. Default: "". */
  readonly namespace?: string;
  /**
   * The broker removes each queue that was not read for this long, with its messages, and then the exchanges: so it cleans
   * up after a killed test. Only with a namespace, and the same value for all its buses. A delay queue has no reader, so
   * this must be longer than anything in the namespace lives.
   */
  readonly expireQueuesAfterMs?: number;
  readonly clock?: Clock;
  readonly registry?: Registry;
  /** The delay before each retry of a failed event. Default: 5 s, 30 s, 5 min, 1 h. */
  readonly retryDelaysMs?: readonly number[];
  /** Durations that timers are often armed for: each gets its own delay queue, so its trigger needs one hop. */
  readonly exactWindowsMs?: readonly number[];
  /** How long the broker may take to confirm before its connection counts as lost. Default: 8 s. */
  readonly confirmTimeoutMs?: number;
  readonly outbox?: {
    /** How often to look for entries that a crashed process left. Default: 1 s. */
    readonly pollEveryMs?: number;
    /** How many messages are read and sent at a time; up to four times as many await confirms. Default: 250. */
    readonly window?: number;
    /** How long entries are leased to the process that wrote them. Default: 10 s. */
    readonly leaseMs?: number;
  };
  readonly timers?: {
    /** Default: 10 s. */
    readonly sweepEveryMs?: number;
    /** How late a timer must be for the sweeper to fire it. Default: 60 s. */
    readonly sweepOverdueMs?: number;
  };
}

export interface Bus {
  /**
   * Runs `work` in a database transaction and commits its writes, events and timers together.
   * `work` can run more than once, after a conflict with another writer: its effects outside `tx` must allow that.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Declares a durable consumer. Before `start()`. */
  consume(consumer: ConsumerOptions): void;
  /** Declares the handler of due timers of this kind. Before `start()`. */
  onTimer(kind: string, handle: (timer: DueTimer, tx: Transaction) => Promise<void>): void;
  /**
   * Every instance gets each event while it is connected. Its queue is removed with it, there is no retry, and the handler
   * has no transaction. For live push. Before `start()`.
   */
  broadcast(subscriptions: readonly Subscription[]): void;
  /** Creates the indexes, so it needs the database. Resolves also while the broker is unavailable: it is retried. */
  start(): Promise<void>;
  /** Stops consuming, finishes the messages in hand, flushes the outbox and closes, within 8 s. */
  stop(): Promise<void>;
  readiness(): { readonly ready: boolean; readonly detail: string };
  /**
   * Declares this bus's exchanges, queues and bindings and disconnects. A consumer misses events that are published before
   * its queue exists: declare the new version of every consumer before the first publisher starts.
   */
  declare(): Promise<void>;
  /** What was declared: each consumer's queue with its events, the kinds of timers, and the broadcast events. */
  describe(): BusDescription;
  /** Fires the timers that are due by the clock, without waiting for their triggers. @returns how many fired */
  fireDueTimers(): Promise<number>;
  /** Deletes every exchange and queue that this bus declares. Only with a namespace; for tests. */
  deleteTopology(): Promise<void>;
}

export interface BusDescription {
  readonly consumes: readonly { readonly queue: string; readonly events: readonly string[] }[];
  readonly timers: readonly string[];
  readonly broadcasts: readonly string[];
}
