import type { OrderFacts } from "../orders/order-facts.ts";
import { decideSubmission } from "./decide-submission.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { Review } from "./review.ts";

/** R32, R33: what a party of an order may do about its review now, and until when. Pure. */
export function reviewOptions(
  order: OrderFacts,
  review: Review | null,
  callerId: string,
  now: Date,
  policy: ReviewPolicy,
) {
  const { ending } = order;
  const isPublished = review?.state === "published";
  const replyUntil = isPublished && review.reply !== null ? policy.editableUntil(review.reply.at) : null;
  return {
    canReview: decideSubmission(order, callerId, now, policy).kind === "accepted",
    reviewUntil: ending?.kind === "completed" ? policy.reviewableUntil(ending.at) : null,
    canReply: isPublished && review.sellerId === callerId && (replyUntil === null || now < replyUntil),
    replyUntil,
  };
}
