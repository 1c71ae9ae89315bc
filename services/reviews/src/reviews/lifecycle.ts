import type { OrderFacts } from "../orders/order-facts.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { RemovalGround, Review, ReviewState } from "./review.ts";

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

/** What happens to a review after it was handed in. */
export type ReviewCommand =
  | { readonly kind: "publish" }
  | { readonly kind: "discard" }
  | { readonly kind: "reply"; readonly text: string }
  | {
      readonly kind: "remove";
      readonly ground: RemovalGround;
      readonly note: string;
      readonly moderatorId: string;
    };

interface Move {
  readonly from: readonly ReviewState[];
  /** `same`: the state stays. */
  readonly to: ReviewState | "same";
  /** Where the command has nothing left to do: a repeat is no error. */
  readonly alreadyIn: readonly ReviewState[];
}

/** The life of a review: the only place that knows which move leads where. `discarded` and `removed` are final. */
export const reviewMoves = {
  publish: { from: ["held"], to: "published", alreadyIn: ["published", "removed"] },
  discard: { from: ["held"], to: "discarded", alreadyIn: ["discarded", "removed"] },
  reply: { from: ["published"], to: "same", alreadyIn: [] },
  remove: { from: ["held", "published"], to: "removed", alreadyIn: ["removed"] },
} satisfies Record<ReviewCommand["kind"], Move>;

export type ReviewDecision =
  | { readonly kind: "moved"; readonly review: Review }
  | { readonly kind: "already" }
  | { readonly kind: "refused"; readonly reason: "action_not_allowed" | "deadline_passed" };

/** What becomes of a review by a command. Pure: who may command is asked before. */
export function decideReview(
  review: Review,
  command: ReviewCommand,
  now: Date,
  policy: ReviewPolicy,
): ReviewDecision {
  const move: Move = reviewMoves[command.kind];
  if (move.alreadyIn.includes(review.state)) return { kind: "already" };
  if (!move.from.includes(review.state)) return { kind: "refused", reason: "action_not_allowed" };
  const moved: Review = { ...review, state: move.to === "same" ? review.state : move.to };
  if (command.kind === "remove") {
    const { ground, note, moderatorId } = command;
    return { kind: "moved", review: { ...moved, removal: { ground, note, moderatorId, at: now } } };
  }
  if (command.kind !== "reply") return { kind: "moved", review: moved };

  // R33: one reply. Writing again is an edit of it, which does not restart its 48 hours.
  if (review.reply?.text === command.text) return { kind: "already" };
  if (review.reply !== null && now >= policy.editableUntil(review.reply.at)) {
    return { kind: "refused", reason: "deadline_passed" };
  }
  return {
    kind: "moved",
    review: { ...moved, reply: { text: command.text, at: review.reply?.at ?? now } },
  };
}

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
