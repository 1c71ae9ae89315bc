import { z } from "zod";
import { id, Money, Timestamp, text } from "../primitives.ts";
import { OrderActor, OrderState, OutcomeKind, RefusalReason } from "../vocabulary.ts";
import { Extra } from "./catalog.ts";
import { FileInfo } from "./files.ts";
import { PageQuery } from "./paging.ts";

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
] as const;
export const OrderAction = z.enum(ORDER_ACTIONS);
export type OrderAction = z.infer<typeof OrderAction>;

const Party = z.object({ id: id("account"), displayName: z.string() });
const Explanation = text(1, 4_000);
const FileIds = z.array(id("file")).max(20);

export const Order = z
  .object({
    id: id("order"),
    state: OrderState,
    buyer: Party,
    seller: Party,
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
        hash: z.string().describe("SHA-256 over the canonical JSON of the other fields"),
      })
      .describe("as frozen when the order was placed (R7)"),
    total: Money,
    brief: z.object({ text: z.string(), fileIds: z.array(id("file")), completedAt: Timestamp }).nullable(),
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
        reason: z.string().nullable(),
        explanation: z.string().nullable(),
        justified: z.boolean().nullable(),
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
        statements: z.array(z.object({ by: OrderActor, text: z.string(), at: Timestamp })),
        decision: z.unknown().nullable(),
      })
      .nullable(),
    deadlines: z.array(z.object({ kind: z.string(), at: Timestamp })),
    allowedActions: z
      .array(OrderAction)
      .describe("what the caller may do now; nothing else is needed to draw buttons"),
    sequence: z.int(),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

const Brief = z.strictObject({ text: text(1, 20_000), fileIds: FileIds.default([]) });

export const PlaceOrderRequest = z.strictObject({
  listingId: id("listing"),
  extraIds: z.array(id("extra")).max(10).default([]),
  expectedTotal: z.strictObject(Money.shape).describe("the price that the buyer saw (R7)"),
  brief: Brief.optional(),
});
export type PlaceOrderRequest = z.infer<typeof PlaceOrderRequest>;

export const PutBriefRequest = Brief;
export type PutBriefRequest = z.infer<typeof PutBriefRequest>;

export const ListOrdersQuery = PageQuery.extend({
  role: z.enum(["buyer", "seller"]).default("buyer"),
  state: OrderState.optional(),
  sort: z.enum(["newest", "deadline"]).default("newest"),
});
export type ListOrdersQuery = z.infer<typeof ListOrdersQuery>;

export const Timeline = z.object({
  items: z.array(
    z.object({
      sequence: z.int(),
      at: Timestamp,
      by: OrderActor,
      action: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type Timeline = z.infer<typeof Timeline>;

const Nothing = z.strictObject({});

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
  "resolve-dispute": z.strictObject({
    decision: z.enum(["refund", "split", "release", "resume"]),
    buyerAmount: z.strictObject(Money.shape).optional(),
    dueAt: Timestamp.optional(),
    findings: z.strictObject({ matchesListing: z.boolean(), respectsRequests: z.boolean() }).optional(),
    reasons: Explanation,
  }),
} satisfies Record<OrderAction, z.ZodType>;
