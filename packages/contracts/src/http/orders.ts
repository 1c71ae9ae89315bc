import { z } from "zod";
import { id, Money, Timestamp, text } from "../primitives.ts";
import {
  DISPUTE_DECISIONS,
  OrderActor,
  OrderState,
  OutcomeKind,
  OutcomeReason,
  RefusalReason,
} from "../vocabulary.ts";
import { Extra } from "./catalog.ts";
import { Explanation, Findings, Resolution } from "./dispute-decision.ts";
import { FileInfo, MAX_FILE_BYTES } from "./files.ts";
import { Person } from "./people.ts";

const FileIds = z.array(id("file")).max(20);
const Nothing = z.strictObject({});

/** An action of a party, or of a mediator, on an order. */
interface OrderActionTerms {
  /** The operation id. */
  readonly id: string;
  /** With who takes it and under which rules, as services/orders/src/orders/lifecycle.ts has it. */
  readonly summary: string;
  /** Default: a signed-in account. */
  readonly access?: typeof forMediators;
  readonly body: z.ZodType;
}

const forMediators = { roles: ["mediator"] } as const;

/** The actions by the path segment of `POST /v1/orders/{id}/<action>`, which `allowedActions` name too. */
export const orderActions = {
  accept: {
    id: "acceptOrder",
    summary: "Accept an order (seller; R9, R13)",
    body: Nothing,
  },
  refuse: {
    id: "refuseOrder",
    summary: "Refuse an order, with a reason (seller; R10)",
    body: z.strictObject({ reason: RefusalReason, explanation: Explanation }),
  },
  cancel: {
    id: "cancelOrder",
    summary: "Cancel an order (buyer or seller; R12, R15, R22, R23)",
    body: z.strictObject({ explanation: Explanation }),
  },
  deliver: {
    id: "deliverOrder",
    summary: "Deliver the work (seller; R14)",
    body: z
      .strictObject({
        message: text(1, 20_000),
        fileIds: FileIds.default([]),
        links: z
          .array(z.url({ protocol: /^https?$/ }).max(2_000))
          .max(20)
          .default([]),
      })
      .refine((delivery) => delivery.fileIds.length + delivery.links.length > 0, {
        path: ["fileIds"],
        message: "a delivery holds at least one file or link (R14)",
      })
      .meta({
        anyOf: ["fileIds", "links"].map((name) => ({
          required: [name],
          properties: { [name]: { minItems: 1 } },
        })),
      }),
  },
  approve: {
    id: "approveOrder",
    summary: "Approve a delivery, which completes the order (buyer; R16, R17, R20)",
    body: Nothing,
  },
  "request-revision": {
    id: "requestRevision",
    summary: "Ask for a revision (buyer; R18)",
    body: z.strictObject({ explanation: Explanation }),
  },
  "accept-revision": {
    id: "acceptRevision",
    summary: "Accept a revision (seller; R19)",
    body: Nothing,
  },
  "refuse-revision": {
    id: "refuseRevision",
    summary: "Refuse a revision (seller; R19, R20)",
    body: z.strictObject({ explanation: Explanation }),
  },
  "request-cancellation": {
    id: "requestCancellation",
    summary: "Ask the seller to cancel the order (buyer; R21)",
    body: z.strictObject({ explanation: Explanation }),
  },
  "withdraw-cancellation": {
    id: "withdrawCancellation",
    summary: "Withdraw the request to cancel (buyer; R21)",
    body: Nothing,
  },
  "accept-cancellation": {
    id: "acceptCancellation",
    summary: "Agree to cancel the order (seller; R21, R23)",
    body: Nothing,
  },
  "refuse-cancellation": {
    id: "refuseCancellation",
    summary: "Refuse to cancel the order (seller; R21)",
    body: z.strictObject({ explanation: Explanation }),
  },
  "open-dispute": {
    id: "openDispute",
    summary: "Open a dispute (buyer; R20, R21, R24)",
    body: z.strictObject({ statement: Explanation }),
  },
  "add-statement": {
    id: "addStatement",
    summary: "Add a statement to the dispute (buyer, seller or mediator; R24)",
    body: z.strictObject({ text: Explanation }),
  },
  "concede-dispute": {
    id: "concedeDispute",
    summary: "Concede, and refund the buyer (seller; R25)",
    body: Nothing,
  },
  "drop-dispute": {
    id: "dropDispute",
    summary: "Drop the dispute, and complete the order (buyer; R25)",
    body: Nothing,
  },
  "resolve-dispute": {
    id: "resolveDispute",
    summary: "Decide a dispute (mediator; R25)",
    access: forMediators,
    body: Resolution,
  },
  "excuse-cancellation": {
    id: "excuseCancellation",
    summary: "Excuse a seller's cancellation (mediator; R23)",
    access: forMediators,
    body: z.strictObject({ reasons: Explanation }),
  },
} as const satisfies Record<string, OrderActionTerms>;
export type OrderAction = keyof typeof orderActions;
/** The keys of the table, which `Object.keys` does not type. */
export const ORDER_ACTIONS = Object.keys(orderActions) as readonly OrderAction[];
export const OrderAction = z.enum(ORDER_ACTIONS);

/** What the deadlines of an order are for. */
export const ORDER_DEADLINES = [
  "pay",
  "respond",
  "deliver",
  "complete",
  "answer_revision",
  "answer_cancellation",
  "escalate",
  "end",
] as const;
export const OrderDeadline = z.enum(ORDER_DEADLINES);
export type OrderDeadline = z.infer<typeof OrderDeadline>;

/** What the clock does when a deadline of an order has come. */
export const ORDER_CLOCK_ACTIONS = [
  "expire_payment",
  "expire",
  "complete",
  "accept_revision_by_silence",
  "refuse_revision_by_silence",
  "leave_cancellation_unanswered",
  "escalate",
  "end",
] as const;

/** What can stand in the timeline of an order: actions, facts, what the clock did, and its reminders. */
export const ORDER_TIMELINE_ACTIONS = [
  "place",
  "pay",
  "complete_brief",
  ...ORDER_ACTIONS,
  "review",
  "charge_back",
  "win_chargeback",
  "lose_chargeback",
  ...ORDER_CLOCK_ACTIONS,
  "remind",
] as const;
export const OrderTimelineAction = z.enum(ORDER_TIMELINE_ACTIONS);
export type OrderTimelineAction = z.infer<typeof OrderTimelineAction>;

const Statement = z.object({ by: OrderActor, text: z.string(), at: Timestamp });

const DisputeDecision = z
  .object({
    decision: z.enum(DISPUTE_DECISIONS),
    buyerAmount: Money.nullable().describe("what a split gives back"),
    dueAt: Timestamp.nullable().describe("by when resumed work is to be delivered"),
    findings: Findings.nullable(),
    reasons: z.string(),
    at: Timestamp,
  })
  .describe("final, and shown to both sides (R25)");

export const Order = z
  .object({
    id: id("order"),
    state: OrderState,
    buyer: Person,
    seller: Person,
    listing: z
      .object({
        id: id("listing"),
        title: z.string(),
        description: z.string(),
        briefInstructions: z.string(),
        basePrice: Money,
        deliveryDays: z.int(),
        revisionLimit: z.int().nullable(),
        extras: z.array(Extra).describe("the chosen ones"),
        hash: z
          .string()
          .describe(
            "SHA-256 in hexadecimal over the RFC 8785 JSON of this object without its hash, as shown here",
          ),
      })
      .describe("as frozen when the order was placed (R7)"),
    category: z.string().nullable().describe("of the listing when it was ordered; null: it was not kept"),
    total: Money,
    brief: z
      .object({
        text: z.string(),
        fileIds: z.array(id("file")),
        files: z.array(FileInfo),
        completedAt: Timestamp,
      })
      .nullable(),
    placedAt: Timestamp,
    paidAt: Timestamp.nullable(),
    acceptedAt: Timestamp.nullable(),
    dueAt: Timestamp.nullable(),
    late: z.boolean(),
    deliveredAt: Timestamp.nullable(),
    endedAt: Timestamp.nullable(),
    outcome: z
      .object({
        kind: OutcomeKind,
        by: OrderActor,
        reason: OutcomeReason.nullable(),
        explanation: z.string().nullable(),
        justified: z.boolean().nullable().describe("of a seller's cancellation (R23)"),
        countsAgainstSeller: z.boolean().describe("whether this end is the seller's fault (R11, R15, R23)"),
        excuse: z
          .object({ reasons: z.string(), at: Timestamp })
          .nullable()
          .describe("why a mediator excused the seller's cancellation (R23)"),
        refund: Money,
        released: Money,
      })
      .nullable(),
    deliveries: z.array(
      z.object({
        message: z.string(),
        files: z.array(FileInfo),
        links: z.array(z.string()),
        at: Timestamp,
      }),
    ),
    revisions: z.object({
      count: z.int(),
      limit: z.int().nullable(),
      open: z
        .object({ explanation: z.string(), beyondLimit: z.boolean(), requestedAt: Timestamp })
        .nullable(),
    }),
    cancellationRequest: z
      .object({
        explanation: z.string(),
        requestedAt: Timestamp,
        answer: z.enum(["pending", "refused", "unanswered"]),
      })
      .nullable(),
    dispute: z
      .object({
        openedAt: Timestamp,
        openedBy: OrderActor,
        escalatedAt: Timestamp.nullable().describe("when it was put before support (R26)"),
        statements: z.array(Statement),
        decision: DisputeDecision.nullable(),
      })
      .nullable(),
    deadlines: z.array(z.object({ kind: OrderDeadline, at: Timestamp })),
    allowedActions: z
      .array(OrderAction)
      .describe("what the caller may do now; nothing else is needed to draw buttons"),
    sequence: z.int(),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

/** R9, R14: what an order takes in, as requests are checked against it and `GET /v1/orders/limits` tells it. */
export const OrderLimits = z
  .object({ maxBriefLength: z.int().describe("characters"), maxFileBytes: z.int() })
  .meta({ id: "OrderLimits" });

export const orderLimits = { maxBriefLength: 20_000, maxFileBytes: MAX_FILE_BYTES } as const;

const Brief = z.strictObject({ text: text(1, orderLimits.maxBriefLength), fileIds: FileIds.default([]) });

/** Files belong to an order, so that none can come with it. Orders refuses them itself, with what to do instead. */
const NoFilesYet = FileIds.default([]).meta({ maxItems: 0 });

export const PlaceOrderRequest = z.strictObject({
  listingId: id("listing"),
  extraIds: z.array(id("extra")).max(10).default([]),
  expectedTotal: z.strictObject(Money.shape).describe("the price that the buyer saw (R7)"),
  brief: Brief.extend({ fileIds: NoFilesYet }).optional(),
});
export type PlaceOrderRequest = z.infer<typeof PlaceOrderRequest>;

export const PutBriefRequest = Brief;
export type PutBriefRequest = z.infer<typeof PutBriefRequest>;

export const Timeline = z.object({
  items: z.array(
    z.object({
      sequence: z.int(),
      at: Timestamp,
      by: OrderActor,
      action: OrderTimelineAction,
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type Timeline = z.infer<typeof Timeline>;

/** R24: what a mediator needs to decide, on one page. */
export const OrderCase = Order.extend({
  statements: z.array(Statement),
  timeline: Timeline.shape.items,
  conversationId: id("conversation").nullable().describe("the parties' own, with every message and file"),
  messages: z
    .array(
      z.object({
        id: id("message"),
        senderId: id("account"),
        by: z.enum(["buyer", "seller", "mediator"]),
        text: z.string(),
        at: Timestamp,
      }),
    )
    .describe("the newest 200 of the order's conversation, oldest first, as they were delivered (R3)"),
}).meta({ id: "OrderCase" });
export type OrderCase = z.infer<typeof OrderCase>;
