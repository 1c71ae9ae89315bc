import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id, Timestamp } from "../primitives.ts";

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
