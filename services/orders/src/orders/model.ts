import {
  DISPUTE_DECISIONS,
  MAX_DELIVERY_DAYS,
  ORDER_ACTORS,
  ORDER_DEADLINES,
  ORDER_STATES,
  ORDER_TIMELINE_ACTIONS,
  OUTCOME_KINDS,
  OUTCOME_REASONS,
} from "@vc/contracts";
import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  flag,
  id,
  json,
  list,
  moment,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
} from "@vc/service";
import { DISPUTE_QUEUES } from "./list-places.ts";
import { ANSWERS } from "./order.ts";

const cents = () => whole({ min: 0 });
const words = (max: number) => text({ max, personal: "emptied" });
/** What a party says about an action (`orderActions` of the contracts). */
const explanation = () => words(4_000);
const files = () => list(id("file"));

const frozenListing = object({
  id: id("listing"),
  title: words(200),
  description: words(10_000),
  briefInstructions: words(4_000),
  basePrice: cents(),
  deliveryDays: whole({ min: 0, max: 11 * MAX_DELIVERY_DAYS }),
  revisionLimit: nullable(whole({ min: 0 })),
  extras: list(
    object({
      id: id("extra"),
      title: words(200),
      price: cents(),
      extraDays: whole({ min: 0, max: MAX_DELIVERY_DAYS }),
    }),
  ),
  hash: code(),
});

const dispute = object({
  openedAt: moment(),
  openedBy: oneOf(ORDER_ACTORS),
  openedFrom: oneOf(ORDER_STATES),
  escalatedAt: nullable(moment()),
  statements: list(object({ by: oneOf(ORDER_ACTORS), text: explanation(), at: moment() })),
  decision: nullable(
    object({
      decision: oneOf(DISPUTE_DECISIONS),
      buyerAmount: nullable(cents()),
      dueAt: nullable(moment()),
      findings: nullable(object({ matchesListing: flag(), respectsRequests: flag() })),
      reasons: text({ max: 4_000, personal: "kept" }),
      at: moment(),
    }),
  ),
});

const outcome = object({
  kind: oneOf(OUTCOME_KINDS),
  by: oneOf(ORDER_ACTORS),
  reason: nullable(oneOf(OUTCOME_REASONS)),
  explanation: nullable(explanation()),
  justified: nullable(flag()),
  countsAgainstSeller: flag(),
  excuse: nullable(object({ reasons: text({ max: 4_000, personal: "kept" }), at: moment() })),
  refundAmount: cents(),
  releaseAmount: cents(),
});

/** One index for each list: what it is about, then the place in it. */
const listIndexes = [
  { side: { buyerId: 1 }, what: "an account's purchases" },
  { side: { sellerId: 1, isSale: 1 }, what: "an account's sales; export, erasure and open orders" },
] as const;

export const orderModel = defineModel({
  collection: "orders",
  holds: "An order with everything that happened to it, and its place in the lists.",
  fields: {
    _id: id("order"),
    state: oneOf(ORDER_STATES),
    buyerId: id("account"),
    sellerId: id("account"),
    listing: frozenListing,
    category: absentMeans(null, nullable(code())),
    totalAmount: cents(),
    brief: nullable(object({ text: words(20_000), fileIds: files(), completedAt: moment() })),
    placedAt: moment(),
    paidAt: nullable(moment()),
    acceptedAt: nullable(moment()),
    dueAt: nullable(moment()),
    deliveries: list(
      object({
        message: words(20_000),
        fileIds: files(),
        links: list(text({ max: 2_000, personal: "removed" })),
        at: moment(),
        late: flag(),
      }),
    ),
    revisions: object({
      count: whole({ min: 0 }),
      open: nullable(object({ explanation: explanation(), beyondLimit: flag(), requestedAt: moment() })),
    }),
    cancellationRequest: nullable(
      object({ explanation: explanation(), requestedAt: moment(), answer: oneOf(ANSWERS) }),
    ),
    dispute: nullable(dispute),
    endedAt: nullable(moment()),
    outcome: nullable(outcome),
    deadlines: list(object({ kind: oneOf(ORDER_DEADLINES), at: moment(), remindedAt: moment() })),
    timeline: list(
      object({
        sequence: whole({ min: 1 }),
        at: moment(),
        by: oneOf(ORDER_ACTORS),
        action: oneOf(ORDER_TIMELINE_ACTIONS),
        from: nullable(oneOf(ORDER_STATES)),
        data: json<Readonly<Record<string, unknown>>>({ personal: "emptied" }),
      }),
    ),
    /** Number of the last event; the next change is guarded on it. */
    sequence: whole({ min: 1 }),
    // The places in the lists (`list-places.ts`).
    isSale: flag(),
    placeByAge: code(),
    placeByDeadline: code(),
    disputeQueue: optional(oneOf(DISPUTE_QUEUES)),
    placeInQueue: optional(code()),
  },
  indexes: [
    ...listIndexes.flatMap(
      ({ side, what }) =>
        [
          { key: { ...side, placeByAge: 1 }, for: `${what}, by age` },
          { key: { ...side, placeByDeadline: 1 }, for: `${what}, by deadline` },
          { key: { ...side, state: 1, placeByAge: 1 }, for: `${what} in a state, by age` },
          { key: { ...side, state: 1, placeByDeadline: 1 }, for: `${what} in a state, by deadline` },
        ] as const,
    ),
    { key: { disputeQueue: 1, placeInQueue: 1 }, sparse: true, for: "the mediators' lists of disputes" },
  ],
  shardKey: "_id",
  erasure: "Stays, as the record of a sale. What the party wrote is emptied; what a mediator wrote is kept.",
});

/** An order as it is stored: with its place in the lists. */
export type OrderDocument = DocumentOf<typeof orderModel>;
