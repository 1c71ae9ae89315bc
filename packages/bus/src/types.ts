import type { ClientSession, Db, MongoClient } from "mongodb";
import type { Registry } from "prom-client";

/**
 * One kind of event: its name `<context>.<aggregate>.<event>.v<major>`, which is also its routing key, and its schema.
 * Zod schemas fit. `parse` must accept its own output: what is published is parsed data, and it is parsed again on arrival.
 */
export interface EventType<Data = unknown> {
  readonly name: string;
  readonly schema: { parse(input: unknown): Data };
}

/** An event as a handler sees it: validated, with fields that its schema does not know left out. */
export interface BusEvent<Data = unknown> {
  readonly id: string;
  readonly name: string;
  readonly aggregateId: string;
  /** Counts the aggregate's events: 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** When it happened, ISO 8601. */
  readonly time: string;
  readonly data: Data;
  /** 1 for the first try of this consumer, 2 for the first retry, and so on. */
  readonly attempt: number;
  /** W3C trace context of whoever published it, where tracing is on. */
  readonly traceparent?: string;
}

/** What becomes true together: database writes made with `session`, events, and timers. */
export interface Transaction {
  /** Give it to every database call of this unit of work; a call without it is not part of the transaction. */
  readonly session: ClientSession;
  /**
   * Puts an event into the outbox, in this transaction; it is sent after the commit and never without it.
   *
   * @returns the event's id
   * @throws what the schema throws when the data does not fit
   */
  publish<Data>(type: EventType<Data>, event: NewEvent<Data>): string;
  /** Sets or moves a timer. Whatever was armed under the same aggregate and kind will not fire any more. */
  armTimer(timer: { readonly aggregateId: string; readonly kind: string; readonly dueAt: Date }): void;
  /** Nothing happens when no such timer is armed. */
  cancelTimer(timer: { readonly aggregateId: string; readonly kind: string }): void;
}

export interface NewEvent<Data> {
  readonly aggregateId: string;
  readonly sequence: number;
  readonly data: Data;
  /** When it happened; the bus's clock unless told. */
  readonly time?: Date;
}

/** A timer whose moment has come. */
export interface DueTimer {
  readonly aggregateId: string;
  readonly kind: string;
  readonly dueAt: Date;
  readonly generation: number;
}

/** Made by `on`: one kind of event and what to do with it. */
export interface Subscription {
  readonly type: EventType;
  readonly handle: (event: BusEvent, tx: Transaction) => Promise<void>;
}

/**
 * Which events of an aggregate a consumer applies, by their `sequence`:
 *
 * - `any`: each once, in whatever order they arrive;
 * - `latest`: one that is not newer than the last applied is ignored, gaps do not matter (for projections of whole states);
 * - `gapless`: like `latest`, and one that is too new waits for those before it. The consumer must subscribe to **all**
 *   events of the aggregate and have done so from the aggregate's first event on, or it waits in vain and parks.
 */
export type EventOrder = "any" | "latest" | "gapless";

export interface ConsumerOptions {
  /** Names the queue: `<namespace><service>.<purpose>`. Consumers of one queue in several processes share its events. */
  readonly purpose: string;
  readonly subscriptions: readonly Subscription[];
  /** How many transactions one process has under way at a time; 10 unless told. */
  readonly concurrency?: number;
  /** How many unacknowledged events one process holds, most of them waiting their turn; 100 unless told. */
  readonly prefetch?: number;
  /**
   * Events that wait are applied several in one transaction, their handlers one after the other: the price of a
   * transaction is shared under load. When anything goes wrong in it, nothing of it is committed and each is done
   * again alone. `most` is 32 unless told, 1 gives each event a transaction of its own; after `forMs` (100 unless told)
   * a transaction takes no further event.
   */
  readonly batch?: { readonly most?: number; readonly forMs?: number };
  readonly order?: EventOrder;
  /** A handler that takes longer has failed, and its transaction is aborted; 10 s unless told. */
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
  /** Names this service's queues, and is the `source` of its events. */
  readonly service: string;
  readonly amqpUrl: string;
  readonly client: MongoClient;
  readonly db: Db;
  readonly log: BusLog;
  /** Put before the name of every exchange and queue; "" unless told. Tests keep apart with it. */
  readonly namespace?: string;
  /**
   * The broker removes each queue that nobody has read from for so long, with what is in it, and the exchanges after
   * them: what a killed test leaves goes by itself. Only with a namespace, and the same for every bus of it. A delay
   * queue has no reader, so this must be longer than anything in the namespace is to live.
   */
  readonly expireQueuesAfterMs?: number;
  readonly clock?: Clock;
  readonly registry?: Registry;
  /** How long a failed event rests before each further try; 5 s, 30 s, 5 min, 1 h unless told. */
  readonly retryDelaysMs?: readonly number[];
  /** Durations that timers are often armed for: each gets a delay queue of its own, so that its trigger travels in one hop. */
  readonly exactWindowsMs?: readonly number[];
  /** How long the broker may take to confirm before its connection is given up as dead; 8 s unless told. */
  readonly confirmTimeoutMs?: number;
  readonly outbox?: {
    /** How often to look for entries that a crashed process left behind; 1 s unless told. */
    readonly pollEveryMs?: number;
    /** How many messages are read and sent at a time; 250 unless told. Four times as many await their confirms at the most. */
    readonly window?: number;
    /** How long entries belong to the process that wrote them; 10 s unless told. */
    readonly leaseMs?: number;
  };
  readonly timers?: {
    /** 10 s unless told. */
    readonly sweepEveryMs?: number;
    /** How late a timer must be before the sweeper fires it; 60 s unless told. */
    readonly sweepOverdueMs?: number;
  };
}

export interface Bus {
  /**
   * Runs `work` in a database transaction and commits what it wrote, published and armed together.
   * `work` can run more than once (when it met another writer): what it does outside `tx` must bear that.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Declares a durable consumer. Before `start()`. */
  consume(consumer: ConsumerOptions): void;
  /** Declares what happens when a timer of this kind is due. Before `start()`. */
  onTimer(kind: string, handle: (timer: DueTimer, tx: Transaction) => Promise<void>): void;
  /**
   * Every running instance gets each event while it is connected: no queue survives it, nothing is retried, and the
   * handler has no transaction. For live push. Before `start()`.
   */
  broadcast(subscriptions: readonly Subscription[]): void;
  /** Needs the database, makes its indexes. Resolves also while the broker is away: the supervisor keeps trying. */
  start(): Promise<void>;
  /** Stops consuming, finishes what is in hand, sends what is in the outbox, closes; takes 8 s at the most. */
  stop(): Promise<void>;
  readiness(): { readonly ready: boolean; readonly detail: string };
  /**
   * Makes this bus's exchanges, queues and bindings and leaves. An event that is published before a consumer's queue
   * exists is lost to that consumer: declare the new version of every consumer before the first publisher starts.
   */
  declare(): Promise<void>;
  describe(): {
    readonly consumes: readonly { readonly queue: string; readonly events: readonly string[] }[];
  };
  /** Fires at once what is due by the clock, whether or not its trigger has arrived. @returns how many fired */
  fireDueTimers(): Promise<number>;
  /** Deletes every exchange and queue that this bus declares. Only with a namespace; for tests. */
  deleteTopology(): Promise<void>;
}
