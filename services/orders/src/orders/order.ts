import type { OrderActor, OrderState, OutcomeKind } from "@vc/contracts";

/** The windows that an order can have open; `lifecycle.ts` says what their end does. */
export const DEADLINE_KINDS = ["pay", "respond", "deliver", "complete"] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** R7: the listing as it stood when it was ordered. Nothing that happens to the listing later reaches it. */
export interface FrozenListing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly briefInstructions: string;
  readonly basePrice: number;
  /** In whole days, those of the chosen extras included. */
  readonly deliveryDays: number;
  readonly revisionLimit: number | null;
  readonly extras: readonly { id: string; title: string; price: number; extraDays: number }[];
  /** SHA-256 over the canonical JSON of the other fields. */
  readonly hash: string;
}

export interface Brief {
  readonly text: string;
  readonly fileIds: readonly string[];
  readonly completedAt: Date;
}

export interface Delivery {
  readonly message: string;
  readonly fileIds: readonly string[];
  readonly links: readonly string[];
  readonly at: Date;
  readonly late: boolean;
}

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly by: OrderActor;
  readonly reason: string | null;
  readonly explanation: string | null;
  /** R23: of a seller's cancellation whether it was justified; `null` for every other end. */
  readonly justified: boolean | null;
  readonly refundAmount: number;
  readonly releaseAmount: number;
}

/** What happened, in the order in which it happened. Entries are only ever added. */
export interface TimelineEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly by: OrderActor;
  readonly action: string;
  readonly from: OrderState | null;
  /** The words and things that were given, as they were given. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly at: Date;
}

/** One purchase of one listing. Amounts are integer cents. */
export interface Order {
  readonly id: string;
  readonly state: OrderState;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listing: FrozenListing;
  readonly totalAmount: number;
  readonly brief: Brief | null;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly dueAt: Date | null;
  readonly deliveries: readonly Delivery[];
  readonly endedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly deadlines: readonly Deadline[];
  readonly timeline: readonly TimelineEntry[];
  /** Number of the last event; the next change is guarded on it. */
  readonly sequence: number;
}
