import {
  DISPUTE_DECISIONS,
  MAX_DELIVERY_DAYS,
  ORDER_ACTORS,
  ORDER_DEADLINES,
  ORDER_STATES,
  ORDER_TIMELINE_ACTIONS,
  type OrderDeadline,
  type OrderTimelineAction,
  OUTCOME_KINDS,
  OUTCOME_REASONS,
} from "@vc/contracts";
import {
  absentMeans,
  code,
  flag,
  type Holding,
  id,
  json,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  type ValueOf,
  whole,
} from "@vc/service";

/** What a deadline is for; `lifecycle.ts` says what the clock does at each. */
export type DeadlineKind = OrderDeadline;

/** Who wrote a text of an order: a party, or the actor that `by` names beside it. */
type Author = "buyer" | "seller" | "by";

const cents = () => whole({ min: 0 });
const words = (author: Author, max: number) => text({ max, personal: "emptied", author });
/** What a party says about an action (`orderActions` of the contracts). */
const explanation = (author: Author) => words(author, 4_000);
/** What a mediator says stays with the case. */
const reasons = () => text({ max: 4_000, personal: "kept" });
const files = () => list(id("file"));

/** R7: the listing as it stood when it was ordered. Nothing that happens to the listing later reaches it. */
const frozenListing = object({
  id: id("listing"),
  title: words("seller", 200),
  description: words("seller", 10_000),
  briefInstructions: words("seller", 4_000),
  basePrice: cents(),
  /** In whole days, those of the chosen extras included. */
  deliveryDays: whole({ min: 0, max: 11 * MAX_DELIVERY_DAYS }),
  revisionLimit: nullable(whole({ min: 0 })),
  extras: list(
    object({
      id: id("extra"),
      title: words("seller", 200),
      price: cents(),
      extraDays: whole({ min: 0, max: MAX_DELIVERY_DAYS }),
    }),
  ),
  /** SHA-256 over the canonical JSON of the terms as they are shown. */
  hash: code(),
});
export type FrozenListing = ValueOf<typeof frozenListing>;

/** R18: the rework that the buyer asks for; `open` until the seller has answered. */
const revisions = object({
  /** How often the buyer asked, without what was refused. */
  count: whole({ min: 0 }),
  open: nullable(object({ explanation: explanation("buyer"), beyondLimit: flag(), requestedAt: moment() })),
});

/** R21: what the buyer asks for while the seller is at work, and what came of it. */
const cancellationRequest = object({
  explanation: explanation("buyer"),
  requestedAt: moment(),
  answer: oneOf(["pending", "refused", "unanswered"]),
});

/** R24, R25: the last dispute about an order. */
const dispute = object({
  openedAt: moment(),
  /** The clock: the second refusal opened it by itself (R21). */
  openedBy: oneOf(ORDER_ACTORS),
  /** R26: where it came from says whether the work was delivered. */
  openedFrom: oneOf(ORDER_STATES),
  escalatedAt: nullable(moment()),
  statements: list(object({ by: oneOf(ORDER_ACTORS), text: explanation("by"), at: moment() })),
  decision: nullable(
    object({
      decision: oneOf(DISPUTE_DECISIONS),
      buyerAmount: nullable(cents()),
      dueAt: nullable(moment()),
      findings: nullable(object({ matchesListing: flag(), respectsRequests: flag() })),
      reasons: reasons(),
      at: moment(),
    }),
  ),
});
export type Dispute = ValueOf<typeof dispute>;

const outcome = object({
  kind: oneOf(OUTCOME_KINDS),
  by: oneOf(ORDER_ACTORS),
  reason: nullable(oneOf(OUTCOME_REASONS)),
  explanation: nullable(explanation("by")),
  /** R23: of a seller's cancellation whether it was justified; `null` for every other end. */
  justified: nullable(flag()),
  /** Whether this end is the seller's fault (R11, R15, R23). */
  countsAgainstSeller: flag(),
  /** R23: why a mediator excused the seller's cancellation. */
  excuse: nullable(object({ reasons: reasons(), at: moment() })),
  refundAmount: cents(),
  releaseAmount: cents(),
});
export type Outcome = ValueOf<typeof outcome>;

/** What happened, in the order in which it happened. Entries are only ever added. */
const timelineEntry = object({
  sequence: whole({ min: 1 }),
  at: moment(),
  by: oneOf(ORDER_ACTORS),
  action: oneOf(ORDER_TIMELINE_ACTIONS),
  from: nullable(oneOf(ORDER_STATES)),
  /** The words and things that were given, as they were given. */
  data: json<Readonly<Record<string, unknown>>>({ personal: "emptied", author: "by" }),
});
export type TimelineEntry = ValueOf<typeof timelineEntry>;

/** The action under which the timeline keeps a reminder, which is no move. */
export const REMINDER = "remind" satisfies OrderTimelineAction;

const deadline = object({
  kind: oneOf(ORDER_DEADLINES),
  at: moment(),
  /** Until when its reminders were given; first when it opened. */
  remindedAt: moment(),
});
export type Deadline = ValueOf<typeof deadline>;

/** One purchase of one listing, as it is decided on and stored. Amounts are integer cents. */
export const orderFields = {
  state: oneOf(ORDER_STATES),
  buyerId: id("account"),
  sellerId: id("account"),
  listing: frozenListing,
  /** Of the listing when it was ordered: no term of the order, and not in its hash. Null: from before it was kept. */
  category: absentMeans(null, nullable(code())),
  totalAmount: cents(),
  brief: nullable(object({ text: words("buyer", 20_000), fileIds: files(), completedAt: moment() })),
  placedAt: moment(),
  paidAt: nullable(moment()),
  acceptedAt: nullable(moment()),
  dueAt: nullable(moment()),
  deliveries: list(
    object({
      message: words("seller", 20_000),
      fileIds: files(),
      links: list(text({ max: 2_000, personal: "removed", author: "seller" })),
      at: moment(),
      late: flag(),
    }),
  ),
  revisions,
  cancellationRequest: nullable(cancellationRequest),
  dispute: nullable(dispute),
  endedAt: nullable(moment()),
  outcome: nullable(outcome),
  deadlines: list(deadline),
  timeline: list(timelineEntry),
  /** Number of the last event; the next change is guarded on it. */
  sequence: whole({ min: 1 }),
} as const;

export interface Order extends Holding<typeof orderFields> {
  readonly id: string;
}

/** What an order begins with: nothing has happened to it. */
export const nothingYet = {
  paidAt: null,
  acceptedAt: null,
  dueAt: null,
  deliveries: [],
  revisions: { count: 0, open: null },
  cancellationRequest: null,
  dispute: null,
  endedAt: null,
  outcome: null,
  deadlines: [],
} as const satisfies Partial<Order>;

/** The files that the order refers to: of its brief and of its deliveries. */
export function fileIdsOf({ brief, deliveries }: Pick<Order, "brief" | "deliveries">): string[] {
  return [...(brief?.fileIds ?? []), ...deliveries.flatMap(({ fileIds }) => fileIds)];
}
