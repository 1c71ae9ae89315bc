import type {
  OrderActor,
  OrderDeadline,
  OrderState,
  OrderTimelineAction,
  OutcomeKind,
  OutcomeReason,
} from "@vc/contracts";
import type { DisputeDecision } from "./commands.ts";

/** What a deadline is for; `lifecycle.ts` says what the clock does at each. */
export type DeadlineKind = OrderDeadline;

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
  /** SHA-256 over the canonical JSON of the terms as they are shown. */
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

/** R18: the rework that the buyer asks for; `open` until the seller has answered. */
export interface Revisions {
  /** How often the buyer asked, without what was refused. */
  readonly count: number;
  readonly open: {
    readonly explanation: string;
    readonly beyondLimit: boolean;
    readonly requestedAt: Date;
  } | null;
}

/** What came of a request for cancellation. */
export const ANSWERS = ["pending", "refused", "unanswered"] as const;

/** R21: what the buyer asks for while the seller is at work, and what came of it. */
export interface CancellationRequest {
  readonly explanation: string;
  readonly requestedAt: Date;
  readonly answer: (typeof ANSWERS)[number];
}

/** R24, R25: the last dispute about an order. */
export interface Dispute {
  readonly openedAt: Date;
  /** The clock: the second refusal opened it by itself (R21). */
  readonly openedBy: OrderActor;
  /** R26: where it came from says whether the work was delivered. */
  readonly openedFrom: OrderState;
  readonly escalatedAt: Date | null;
  readonly statements: readonly { readonly by: OrderActor; readonly text: string; readonly at: Date }[];
  readonly decision: Decided | null;
}

export interface Decided {
  readonly decision: DisputeDecision;
  readonly buyerAmount: number | null;
  readonly dueAt: Date | null;
  readonly findings: { readonly matchesListing: boolean; readonly respectsRequests: boolean } | null;
  readonly reasons: string;
  readonly at: Date;
}

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly by: OrderActor;
  readonly reason: OutcomeReason | null;
  readonly explanation: string | null;
  /** R23: of a seller's cancellation whether it was justified; `null` for every other end. */
  readonly justified: boolean | null;
  /** Whether this end is the seller's fault (R11, R15, R23). */
  readonly countsAgainstSeller: boolean;
  /** R23: why a mediator excused the seller's cancellation. */
  readonly excuse: { readonly reasons: string; readonly at: Date } | null;
  readonly refundAmount: number;
  readonly releaseAmount: number;
}

/** The action under which the timeline keeps a reminder, which is no move. */
export const REMINDER = "remind" satisfies OrderTimelineAction;

/** What happened, in the order in which it happened. Entries are only ever added. */
export interface TimelineEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly by: OrderActor;
  readonly action: OrderTimelineAction;
  readonly from: OrderState | null;
  /** The words and things that were given, as they were given. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly at: Date;
  /** Until when its reminders were given; first when it opened. */
  readonly remindedAt: Date;
}

/** One purchase of one listing. Amounts are integer cents. */
export interface Order {
  readonly id: string;
  readonly state: OrderState;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listing: FrozenListing;
  /** Of the listing when it was ordered: no term of the order, and not in its hash. Null: from before it was kept. */
  readonly category: string | null;
  readonly totalAmount: number;
  readonly brief: Brief | null;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly dueAt: Date | null;
  readonly deliveries: readonly Delivery[];
  readonly revisions: Revisions;
  readonly cancellationRequest: CancellationRequest | null;
  readonly dispute: Dispute | null;
  readonly endedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly deadlines: readonly Deadline[];
  readonly timeline: readonly TimelineEntry[];
  /** Number of the last event; the next change is guarded on it. */
  readonly sequence: number;
}

/** The files that the order refers to: of its brief and of its deliveries. */
export function fileIdsOf({ brief, deliveries }: Pick<Order, "brief" | "deliveries">): string[] {
  return [...(brief?.fileIds ?? []), ...deliveries.flatMap(({ fileIds }) => fileIds)];
}
