/** A message of a committed transaction. Deleted when the broker has confirmed it. */
export interface OutboxEntry {
  /** Sorts by time of writing within its kind: events (`evt_`) and triggers (`trg_`). */
  readonly _id: string;
  /** For a trigger (`dueAt` set) the relay takes the delay tier that fits when it sends. */
  readonly exchange: string;
  readonly routingKey: string;
  readonly messageId: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly dueAt?: Date;
  readonly createdAt: Date;
  /** The process that sends it, and until when no other takes it over. */
  readonly claimedBy: string;
  readonly leaseUntil: Date;
}

/** A message that a queue has applied. */
export interface InboxDocument {
  /** `<queue>|<message id>`: unique, so that a second transaction with the same message cannot commit. */
  readonly _id: string;
  readonly at: Date;
}

/** How far a queue has applied the events of an aggregate. */
export interface PositionDocument {
  /** `<queue>|<context.aggregate>|<aggregate id>` */
  readonly _id: string;
  readonly sequence: number;
}

/** The truth about a deadline. Triggers and the sweeper only point to it. */
export interface TimerDocument {
  /** `<aggregate id>:<kind>` */
  readonly _id: string;
  readonly aggregateId: string;
  readonly kind: string;
  /** Raised each time it is armed, so that triggers of earlier armings have no effect. */
  readonly generation: number;
  readonly dueAt: Date;
  readonly state: "armed" | "fired" | "cancelled";
  /** When it fired or was cancelled; the document is removed 30 days later. */
  readonly endedAt?: Date;
  /** Its handler failed: until then the retry tiers handle it, and the sweeper ignores it. */
  readonly sweepNotBefore?: Date;
}
