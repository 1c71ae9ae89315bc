import type { OrderFacts } from "../orders/order-facts.ts";
import type { ReviewPolicy } from "./policy.ts";

export type SubmissionDecision =
  | { readonly kind: "accepted"; readonly order: OrderFacts; readonly state: "held" | "published" }
  | {
      readonly kind: "refused";
      readonly reason: "not_found" | "already_reviewed" | "not_reviewable";
      /** Whether an event that is on its way could still change the answer. */
      readonly mayChange: boolean;
    };

/**
 * R32: whether an account may review an order now. Pure.
 *
 * A review of a delivered order is held until the order is completed by it. It can meet an order that was cancelled in
 * the meantime, and this service cannot know: orders is the truth. There the review then completes nothing, no
 * OrderCompleted follows, and the review is never seen; when the news of the cancellation comes, it is discarded.
 */
export function decideSubmission(
  order: OrderFacts | null,
  buyerId: string,
  now: Date,
  policy: ReviewPolicy,
): SubmissionDecision {
  if (order === null) return { kind: "refused", reason: "not_found", mayChange: true };
  if (order.buyerId !== buyerId) return { kind: "refused", reason: "not_found", mayChange: false };
  if (order.reviewId !== null) return { kind: "refused", reason: "already_reviewed", mayChange: false };
  if (order.ending?.kind === "completed") {
    return now < policy.reviewableUntil(order.ending.at)
      ? { kind: "accepted", order, state: "published" }
      : { kind: "refused", reason: "not_reviewable", mayChange: false };
  }
  if (order.ending !== null) return { kind: "refused", reason: "not_reviewable", mayChange: false };
  if (order.state === "delivered") return { kind: "accepted", order, state: "held" };
  return { kind: "refused", reason: "not_reviewable", mayChange: true };
}
