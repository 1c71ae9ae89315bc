import { z } from "zod";
import { id, Money, Timestamp, text } from "../primitives.ts";
import {
  DISPUTE_DECISIONS,
  OrderActor,
  OrderDeadline,
  OrderState,
  OutcomeKind,
  OutcomeReason,
  RefusalReason,
} from "../vocabulary.ts";
import { Extra } from "./catalog.ts";
import { FileInfo } from "./files.ts";
import { PageQuery, View } from "./paging.ts";
import { Person } from "./people.ts";

/** Path segments of `POST /v1/orders/{id}/<action>`, and the words in `allowedActions`. */
export const ORDER_ACTIONS = [
  "accept",
  "refuse",
  "cancel",
  "deliver",
  "approve",
  "request-revision",
  "accept-revision",
  "refuse-revision",
  "request-cancellation",
  "withdraw-cancellation",
  "accept-cancellation",
  "refuse-cancellation",
  "open-dispute",
  "add-statement",
  "concede-dispute",
  "drop-dispute",
  "resolve-dispute",
  "excuse-cancellation",
] as const;
export const OrderAction = z.enum(ORDER_ACTIONS);
export type OrderAction = z.infer<typeof OrderAction>;

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
  "expire_payment",
  "expire",
  "complete",
  "accept_revision_by_silence",
  "refuse_revision_by_silence",
  "leave_cancellation_unanswered",
  "escalate",
  "end",
  "remind",
] as const;
export const OrderTimelineAction = z.enum(ORDER_TIMELINE_ACTIONS);
export type OrderTimelineAction = z.infer<typeof OrderTimelineAction>;

const Explanation = text(1, 4_000);
const Findings = z
  .strictObject({ matchesListing: z.boolean(), respectsRequests: z.boolean() })
  .describe("that the work matches the listing's text, and that the buyer's requests were respected (R25)");

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

const FileIds = z.array(id("file")).max(20);

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

const Brief = z.strictObject({ text: text(1, 20_000), fileIds: FileIds.default([]) });

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

export const ListOrdersQuery = PageQuery.extend({
  role: z.enum(["buyer", "seller"]).default("buyer"),
  state: OrderState.optional(),
  sort: z.enum(["newest", "deadline"]).default("newest"),
  view: View.describe("card: without the texts, files and extras of an order, which are empty then"),
});
export type ListOrdersQuery = z.infer<typeof ListOrdersQuery>;

export const CountOrdersQuery = ListOrdersQuery.pick({ role: true });

export const OrderCounts = z
  .object({
    states: z.record(OrderState, z.int().min(0)),
    late: z.int().min(0).describe("in progress and past their delivery date (R15)"),
  })
  .meta({ id: "OrderCounts" });
export type OrderCounts = z.infer<typeof OrderCounts>;

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

const WindowMs = z.int().min(0);

/** How long each window of an order is on this platform, in milliseconds. */
export const OrderWindows = z
  .object({
    paymentMs: WindowMs.describe("R8: to pay"),
    acceptanceMs: WindowMs.describe("R9: for the seller's answer"),
    deliveryDayMs: WindowMs.describe("R13: what a day of a delivery time counts"),
    completionMs: WindowMs.describe("R16, R20: from the last delivery to completion by silence"),
    revisionAnswerMs: WindowMs.describe("R19: for the answer to a request for a revision"),
    cancellationAnswerMs: WindowMs.describe("R21: for the answer to a request to cancel"),
    escalationMs: WindowMs.describe("R26: from payment until support takes a dispute over"),
    capMs: WindowMs.describe("R26: from payment to the end that every order has"),
  })
  .meta({ id: "OrderWindows" });
export type OrderWindows = z.infer<typeof OrderWindows>;

const Nothing = z.strictObject({});

/** In JSON Schema, what goes with a decision and what does not: the refinement of `resolve-dispute`. */
function describeDecision(decision: (typeof DISPUTE_DECISIONS)[number]): Record<string, unknown> {
  const both = { properties: { matchesListing: { const: true }, respectsRequests: { const: true } } };
  const details = {
    refund: { required: [], properties: { buyerAmount: false, dueAt: false, findings: false } },
    split: {
      required: ["buyerAmount"],
      properties: {
        buyerAmount: { properties: { amount: { minimum: 1 } } },
        dueAt: false,
        findings: false,
      },
    },
    release: { required: ["findings"], properties: { buyerAmount: false, dueAt: false, findings: both } },
    resume: { required: ["dueAt"], properties: { buyerAmount: false, findings: false } },
  }[decision];
  return { ...details, properties: { decision: { const: decision }, ...details.properties } };
}

/** The body of each action. */
export const OrderActionBodies = {
  accept: Nothing,
  refuse: z.strictObject({ reason: RefusalReason, explanation: Explanation }),
  cancel: z.strictObject({ explanation: Explanation }),
  deliver: z
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
  approve: Nothing,
  "request-revision": z.strictObject({ explanation: Explanation }),
  "accept-revision": Nothing,
  "refuse-revision": z.strictObject({ explanation: Explanation }),
  "request-cancellation": z.strictObject({ explanation: Explanation }),
  "withdraw-cancellation": Nothing,
  "accept-cancellation": Nothing,
  "refuse-cancellation": z.strictObject({ explanation: Explanation }),
  "open-dispute": z.strictObject({ statement: Explanation }),
  "add-statement": z.strictObject({ text: Explanation }),
  "concede-dispute": Nothing,
  "drop-dispute": Nothing,
  "resolve-dispute": z
    .strictObject({
      decision: z.enum(DISPUTE_DECISIONS),
      buyerAmount: z.strictObject(Money.shape).optional().describe("of a split, and only there"),
      dueAt: Timestamp.optional().describe("of a resumption, and only there"),
      findings: Findings.optional().describe("of a release, and only there; both hold (R25)"),
      reasons: Explanation,
    })
    .superRefine((resolution, { addIssue }) => {
      for (const [path, decision] of [
        ["buyerAmount", "split"],
        ["dueAt", "resume"],
        ["findings", "release"],
      ] as const) {
        const isGiven = resolution[path] !== undefined;
        if (isGiven === (resolution.decision === decision)) continue;
        const message = isGiven ? `belongs to the decision ${decision}` : `is needed to ${decision} (R25)`;
        addIssue({ code: "custom", path: [path], message });
      }
      const { findings } = resolution;
      if (findings && !(findings.matchesListing && findings.respectsRequests)) {
        addIssue({ code: "custom", path: ["findings"], message: "a release needs both findings (R25)" });
      }
    })
    .meta({ oneOf: DISPUTE_DECISIONS.map(describeDecision) }),
  "excuse-cancellation": z.strictObject({ reasons: Explanation }),
} satisfies Record<OrderAction, z.ZodType>;

export const ListDisputesQuery = PageQuery.extend({ state: z.enum(["open", "resolved"]).default("open") });
export type ListDisputesQuery = z.infer<typeof ListDisputesQuery>;

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
