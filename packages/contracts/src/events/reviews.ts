import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id, Timestamp } from "../primitives.ts";
import { REMOVAL_GROUNDS, REPORT_OUTCOMES } from "../vocabulary.ts";

export const ReviewSubmitted = defineEvent(
  "reviews.review.submitted.v1",
  "The buyer reviewed an order; a delivered one completes by it (R16, R32).",
  z.object({
    reviewId: id("review"),
    orderId: id("order"),
    listingId: id("listing"),
    buyerId: id("account"),
    sellerId: id("account"),
    stars: z.int().min(1).max(5),
    submittedAt: Timestamp,
  }),
);

const aboutReview = {
  reviewId: id("review"),
  orderId: id("order"),
  buyerId: id("account"),
  sellerId: id("account"),
};

export const ReviewReplied = defineEvent(
  "reviews.review.replied.v1",
  "The seller replied to a review, publicly; an edit of the reply publishes no event (R33).",
  z.object({ ...aboutReview, repliedAt: Timestamp }),
);

export const ReviewRemoved = defineEvent(
  "reviews.review.removed.v1",
  "A moderator removed a review on one of the three grounds (R34).",
  z.object({ ...aboutReview, ground: z.enum(REMOVAL_GROUNDS), removedAt: Timestamp }),
);

export const ReportFiled = defineEvent(
  "reviews.report.filed.v1",
  "A reader reported a review: support is to look at it (R34).",
  z.object({
    reportId: id("report"),
    reviewId: id("review"),
    ground: z.enum(REMOVAL_GROUNDS),
    filedAt: Timestamp,
  }),
);

export const ReportDecided = defineEvent(
  "reviews.report.decided.v1",
  "Support decided a report of a review (R34).",
  z.object({
    reportId: id("report"),
    reviewId: id("review"),
    reporterId: id("account"),
    outcome: z.enum(REPORT_OUTCOMES),
    decidedAt: Timestamp,
  }),
);

export const StandingChanged = defineEvent(
  "reviews.standing.changed.v1",
  "A seller's public score or rating changed (R35).",
  z.object({
    sellerId: id("account"),
    score: z.number().min(0).max(5),
    ratingMean: z.number().min(0).max(5).nullable(),
    ratingCount: z.int().min(0),
  }),
);
