import { z } from "zod";
import { id, Timestamp, text } from "../primitives.ts";
import { REMOVAL_GROUNDS, REPORT_OUTCOMES } from "../vocabulary.ts";
import { PageQuery } from "./paging.ts";
import { Person, PersonName } from "./people.ts";

export const Review = z
  .object({
    id: id("review"),
    orderId: id("order"),
    listingId: id("listing"),
    seller: z.object({ id: id("account") }),
    author: PersonName,
    stars: z.int().min(1).max(5),
    text: z.string().nullable().describe("null once removed; empty where the author's account is closed"),
    removed: z.object({ ground: z.enum(REMOVAL_GROUNDS), at: Timestamp }).nullable(),
    reply: z.object({ text: z.string(), at: Timestamp }).nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "Review" });
export type Review = z.infer<typeof Review>;

export const SubmitReviewRequest = z.strictObject({
  orderId: id("order"),
  stars: z.int().min(1).max(5),
  text: text(1, 4_000),
});
export type SubmitReviewRequest = z.infer<typeof SubmitReviewRequest>;

/** R32, R33: the review of one order, and what the caller may do about it now. */
export const OrderReview = z
  .object({
    review: Review.nullable(),
    canReview: z.boolean(),
    reviewUntil: Timestamp.nullable().describe("of a completed order: until when it is reviewed"),
    canReply: z.boolean(),
    replyUntil: Timestamp.nullable().describe("of a reply: until when it is edited"),
  })
  .meta({ id: "OrderReview" });
export type OrderReview = z.infer<typeof OrderReview>;

export const ListReviewsQuery = PageQuery.extend({
  listingId: id("listing").optional(),
  sellerId: id("account").optional(),
  sort: z.enum(["newest", "stars", "-stars"]).default("newest"),
});

export const ReplyToReviewRequest = z.strictObject({ text: text(1, 4_000) });

export const RemoveReviewRequest = z.strictObject({
  ground: z.enum(REMOVAL_GROUNDS),
  note: text(1, 2_000).describe("why this ground applies; kept for support, never shown"),
});

export const ReportReviewRequest = z.strictObject({
  ground: z.enum(REMOVAL_GROUNDS).describe("author_request: by the review's author alone"),
  note: text(1, 2_000).describe("what is wrong; read by support alone"),
});
export type ReportReviewRequest = z.infer<typeof ReportReviewRequest>;

/** A report of a review, as its author sees it. */
export const ReportReceipt = z
  .object({ id: id("report"), reviewId: id("review"), createdAt: Timestamp })
  .meta({ id: "ReportReceipt" });

export const REPORT_STATES = ["waiting", "taken", "decided"] as const;

/** A report as support staff see it, with the words that were written, also once they are removed. */
export const ReviewReport = z
  .object({
    id: id("report"),
    state: z.enum(REPORT_STATES),
    ground: z.enum(REMOVAL_GROUNDS),
    note: z.string(),
    reporter: Person,
    review: Review.extend({ text: z.string() }),
    takenBy: z.object({ id: id("account"), at: Timestamp }).nullable(),
    decision: z
      .object({
        outcome: z.enum(REPORT_OUTCOMES),
        note: z.string(),
        by: id("account"),
        at: Timestamp,
      })
      .nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "ReviewReport" });
export type ReviewReport = z.infer<typeof ReviewReport>;

export const ListReportsQuery = PageQuery.extend({ state: z.enum(REPORT_STATES).default("waiting") });

export const DecideReportRequest = z
  .strictObject({
    outcome: z.enum(REPORT_OUTCOMES),
    ground: z.enum(REMOVAL_GROUNDS).optional().describe("on which the review is removed"),
    note: text(1, 2_000).describe("why; kept for support, never shown"),
  })
  .refine(({ outcome, ground }) => (outcome === "removed") === (ground !== undefined), {
    path: ["ground"],
    message: "is needed where the review is removed, and only there",
  })
  .meta({
    oneOf: [
      { required: ["ground"], properties: { outcome: { const: "removed" } } },
      { not: { required: ["ground"] }, properties: { outcome: { not: { const: "removed" } } } },
    ],
  });
export type DecideReportRequest = z.infer<typeof DecideReportRequest>;

const Months = z.number().positive();

/** R35: the numbers of a seller's score, which docs/standing.md explains. */
export const StandingFormula = z
  .object({
    priorReviews: z.int().describe("reviews that are taken to have come first"),
    priorStars: z.number().describe("stars of each of them"),
    refusalMonths: Months.describe("how long an order counts in the refusal rate"),
    refusalMinOrders: z.int().describe("orders from which on the rate counts"),
    refusalTolerance: z.number().min(0).max(1).describe("the rate up to which refusals have no effect"),
    refusalWeight: z.number().describe("points for each whole above that rate"),
    cancellationMonths: Months.describe("how long an unjustified cancellation counts, and shows"),
    cancellationPoints: z.number().describe("points for each"),
    cancellationMost: z.number().describe("the most points that they take"),
    latenessMonths: Months.describe("how long a delivery counts"),
    latenessMinDeliveries: z.int().describe("deliveries that the late ones are a share of, at least"),
    latenessWeight: z.number().describe("points for each whole of that share"),
  })
  .meta({ id: "StandingFormula" });
export type StandingFormula = z.infer<typeof StandingFormula>;

/** R32, R33, R35: how long reviews and replies can be written, and what a score is made of. */
export const ReviewWindows = z
  .object({
    reviewMonths: Months.describe(
      "R32: from completion; calendar months, and a part of one where the platform's time runs faster",
    ),
    replyEditMs: z.int().min(0).describe("R33: from a reply until it can no longer be edited"),
    standing: StandingFormula,
  })
  .meta({ id: "ReviewWindows" });
export type ReviewWindows = z.infer<typeof ReviewWindows>;

/** What makes up a seller's score (R35). */
export const STANDING_CONTRIBUTIONS = ["reviews", "refusals", "cancellations", "lateness"] as const;
const StandingContribution = z.enum(STANDING_CONTRIBUTIONS);

export const SellerProfile = z
  .object({
    id: id("account"),
    displayName: z.string(),
    bio: z.string(),
    memberSince: Timestamp,
    rating: z.object({
      mean: z.number().nullable(),
      count: z.int(),
      distribution: z.record(z.enum(["1", "2", "3", "4", "5"]), z.int()),
    }),
    standing: z.object({
      score: z.number(),
      contributions: z
        .array(z.object({ kind: StandingContribution, effect: z.number() }))
        .describe("what each fact adds to or takes from the score (R35)"),
    }),
    completedSales: z.int(),
    refusalRate: z.number(),
    onTimeRate: z.number().nullable(),
    unjustifiedCancellations: z.int(),
    replyRate: z.number().nullable(),
  })
  .meta({ id: "SellerProfile" });
export type SellerProfile = z.infer<typeof SellerProfile>;

export const StandingExplained = z
  .object({
    score: z.number(),
    contributions: z.array(
      z.object({
        kind: StandingContribution,
        value: z.number().describe("the fact: a mean, a rate, a count"),
        effect: z.number().describe("what it adds to or takes from the score"),
        explanation: z.object({ fr: z.string(), en: z.string() }),
      }),
    ),
  })
  .meta({ id: "StandingExplained" });
export type StandingExplained = z.infer<typeof StandingExplained>;
