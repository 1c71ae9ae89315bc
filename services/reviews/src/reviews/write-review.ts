import type { Bus, Transaction } from "@vc/bus";
import { ReviewSubmitted, type SubmitReviewRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { eventually, newId } from "@vc/service";
import { type OrderNews, withNews } from "../orders/order-facts.ts";
import type { OrderStore } from "../orders/store.ts";
import { decideSubmission } from "./decide-submission.ts";
import { decideReview, type ReviewCommand, type ReviewRefusal as TableRefusal } from "./lifecycle.ts";
import type { ReviewPolicy } from "./policy.ts";
import { isPublic, type Review } from "./review.ts";
import type { ReviewStore } from "./store.ts";

/** What writes of reviews work with. */
export interface ReviewWrites {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly policy: ReviewPolicy;
  readonly orders: OrderStore;
  readonly reviews: ReviewStore;
  /** Brings the seller's standing up to date with what the transaction has written. */
  readonly recalculateStanding: (sellerId: string, tx: Transaction) => Promise<void>;
}

export type ReviewRefusal = "not_found" | "already_reviewed" | "not_reviewable" | TableRefusal;

export type ReviewOutcome =
  | { readonly kind: "done"; readonly review: Review }
  | { readonly kind: "refused"; readonly reason: ReviewRefusal };

type Attempt = ReviewOutcome & { readonly mayChange: boolean };

/** R32. The event that makes an order reviewable may be on its way still, so a refusal for want of it waits up to 2 s. */
export async function submitReview(
  writes: ReviewWrites,
  buyerId: string,
  request: SubmitReviewRequest,
): Promise<ReviewOutcome> {
  let attempt: Attempt | undefined;
  await eventually(async () => {
    attempt = await submitOnce(writes, buyerId, request);
    return attempt.mayChange ? null : attempt;
  });
  if (attempt === undefined) throw new Error(`the review of ${request.orderId} was never tried`);
  return attempt;
}

function submitOnce(
  { bus, clock, policy, orders, reviews, recalculateStanding }: ReviewWrites,
  buyerId: string,
  request: SubmitReviewRequest,
): Promise<Attempt> {
  return bus.transaction(async (tx): Promise<Attempt> => {
    const now = clock.now();
    const decision = decideSubmission(await orders.find(request.orderId, tx.session), buyerId, now, policy);
    if (decision.kind === "refused") return decision;
    const { order, state } = decision;
    const { id: orderId, listingId, sellerId } = order;
    const { stars, text } = request;
    const id = newId("review");
    const review: Review = {
      ...{ id, orderId, listingId, buyerId, sellerId, stars, text, state },
      reply: null,
      removal: null,
      createdAt: now,
      sequence: 1,
    };
    // Writing the order makes this conflict with an event of it that arrives now: either that event finds the
    // review, or this transaction runs again with the event. The same write refuses a second review of the order.
    await orders.save({ ...order, reviewId: id }, tx.session);
    await reviews.insert(review, tx.session);
    const submittedAt = now.toISOString();
    const data = { reviewId: id, orderId, listingId, buyerId, sellerId, stars, submittedAt };
    tx.publish(ReviewSubmitted, { aggregateId: id, sequence: 1, data });
    if (state === "published") await recalculateStanding(sellerId, tx);
    return { kind: "done", review, mayChange: false };
  });
}

/** R33: the seller's reply, or an edit of it. */
export function replyToReview(
  writes: ReviewWrites,
  sellerId: string,
  reviewId: string,
  text: string,
): Promise<ReviewOutcome> {
  return writes.bus.transaction(async (tx): Promise<ReviewOutcome> => {
    const review = await writes.reviews.find(reviewId, tx.session);
    if (review?.sellerId !== sellerId || !isPublic(review)) return { kind: "refused", reason: "not_found" };
    return applyToReview(writes, tx, review, { kind: "reply", text });
  });
}

/** Takes in an event of an order, with what follows from it for the order's review and the seller's standing. */
export async function learnOfOrder(writes: ReviewWrites, news: OrderNews, tx: Transaction): Promise<void> {
  const { orders, reviews, recalculateStanding } = writes;
  const order = withNews(await orders.find(news.orderId, tx.session), news);
  await orders.save(order, tx.session);
  if (order.reviewId !== null && order.ending !== null) {
    const review = await reviews.find(order.reviewId, tx.session);
    if (review === null) throw new Error(`${order.reviewId} is named by its order and does not exist`);
    const kind = order.ending.kind === "completed" ? "publish" : "discard";
    await applyToReview(writes, tx, review, { kind });
  }
  await recalculateStanding(order.sellerId, tx);
}

/** Carries out a command on a review in the caller's transaction, with the events. A repeat is a success. */
export async function applyToReview(
  { clock, policy, reviews }: Pick<ReviewWrites, "clock" | "policy" | "reviews">,
  tx: Transaction,
  before: Review,
  command: ReviewCommand,
): Promise<
  Extract<ReviewOutcome, { kind: "done" }> | { readonly kind: "refused"; readonly reason: TableRefusal }
> {
  const decision = decideReview(before, command, clock.now(), policy);
  switch (decision.kind) {
    case "refused":
      return decision;
    case "already":
      return { kind: "done", review: before };
    case "moved": {
      const { after, events } = decision.change;
      const review = { ...after, sequence: before.sequence + events.length };
      await reviews.replace(before, review, tx.session);
      for (const [index, { type, data }] of events.entries()) {
        tx.publish(type, { aggregateId: review.id, sequence: before.sequence + index + 1, data });
      }
      return { kind: "done", review };
    }
    default:
      throw new Error(decision.reason);
  }
}
