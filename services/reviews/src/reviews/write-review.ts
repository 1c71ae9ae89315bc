import type { Bus, Transaction } from "@vc/bus";
import { type Clock, eventually, newId } from "@vc/chassis";
import { ReviewSubmitted, type SubmitReviewRequest } from "@vc/contracts";
import { type OrderNews, withNews } from "../orders/order-facts.ts";
import type { OrderStore } from "../orders/store.ts";
import type { Standings } from "../standings/follow-standing.ts";
import { decideReview, decideSubmission, type ReviewCommand } from "./lifecycle.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { Review } from "./review.ts";
import type { ReviewStore } from "./store.ts";

export type ReviewRefusal =
  | "not_found"
  | "already_reviewed"
  | "not_reviewable"
  | "action_not_allowed"
  | "deadline_passed";

export type ReviewOutcome =
  | { readonly kind: "done"; readonly review: Review }
  | { readonly kind: "refused"; readonly reason: ReviewRefusal };

type Attempt = ReviewOutcome & { readonly mayChange: boolean };

/** All writes of reviews: load, decide, commit state, event and standing together. */
export function createReviewWriter(deps: {
  bus: Bus;
  clock: Clock;
  policy: ReviewPolicy;
  orders: OrderStore;
  reviews: ReviewStore;
  standings: Standings;
}) {
  const { bus, clock, policy, orders, reviews, standings } = deps;

  function submitOnce(buyerId: string, request: SubmitReviewRequest): Promise<Attempt> {
    return bus.transaction(async (tx): Promise<Attempt> => {
      const now = clock.now();
      const decision = decideSubmission(await orders.find(request.orderId, tx.session), buyerId, now, policy);
      if (decision.kind === "refused") return decision;
      const { order, state } = decision;
      const review: Review = {
        id: newId("review"),
        orderId: order.id,
        listingId: order.listingId,
        buyerId,
        sellerId: order.sellerId,
        stars: request.stars,
        text: request.text,
        state,
        reply: null,
        removal: null,
        createdAt: now,
      };
      // Writing the order makes this conflict with an event of it that arrives now: either that event finds the
      // review, or this decides anew with the event. The same write refuses a second review of the order.
      await orders.save({ ...order, reviewId: review.id }, tx.session);
      await reviews.insert(review, tx.session);
      tx.publish(ReviewSubmitted, {
        aggregateId: review.id,
        sequence: 1,
        data: {
          reviewId: review.id,
          orderId: order.id,
          listingId: order.listingId,
          buyerId,
          sellerId: order.sellerId,
          stars: review.stars,
          submittedAt: now.toISOString(),
        },
      });
      if (state === "published") await standings.reckon(order.sellerId, tx);
      return { kind: "done", review, mayChange: false };
    });
  }

  /** Moves a review inside a transaction that does something else besides. */
  async function moveWithin(tx: Transaction, reviewId: string, command: ReviewCommand): Promise<void> {
    const review = await reviews.find(reviewId, tx.session);
    if (review === null) throw new Error(`${reviewId} is named by its order and does not exist`);
    const decision = decideReview(review, command, clock.now(), policy);
    if (decision.kind === "moved") await reviews.update(decision.review, tx.session);
  }

  /** Moves a review that its caller sees. */
  function move(
    reviewId: string,
    maySee: (review: Review) => boolean,
    command: ReviewCommand,
  ): Promise<ReviewOutcome> {
    return bus.transaction(async (tx): Promise<ReviewOutcome> => {
      const review = await reviews.find(reviewId, tx.session);
      if (review === null || !maySee(review)) return { kind: "refused", reason: "not_found" };
      const decision = decideReview(review, command, clock.now(), policy);
      if (decision.kind === "refused") return decision;
      if (decision.kind === "already") return { kind: "done", review };
      await reviews.update(decision.review, tx.session);
      if (command.kind === "remove") await standings.reckon(review.sellerId, tx);
      return { kind: "done", review: decision.review };
    });
  }

  return {
    /** R32. The event that makes an order reviewable may be on its way still, so a refusal for want of it waits up to 2 s. */
    async submitReview(buyerId: string, request: SubmitReviewRequest): Promise<ReviewOutcome> {
      let attempt: Attempt | undefined;
      await eventually(async () => {
        attempt = await submitOnce(buyerId, request);
        return attempt.mayChange ? null : attempt;
      });
      if (attempt === undefined) throw new Error(`the review of ${request.orderId} was never tried`);
      return attempt;
    },

    /** R33: the seller's reply, or an edit of it. */
    replyToReview(sellerId: string, reviewId: string, text: string): Promise<ReviewOutcome> {
      const maySee = (review: Review) => review.sellerId === sellerId && isPublic(review);
      return move(reviewId, maySee, { kind: "reply", text });
    },

    /** R34. */
    removeReview(
      reviewId: string,
      removal: Omit<Extract<ReviewCommand, { kind: "remove" }>, "kind">,
    ): Promise<ReviewOutcome> {
      return move(reviewId, () => true, { kind: "remove", ...removal });
    },

    /** Takes in an event of an order, with what follows from it for the order's review and the seller's standing. */
    async learnOfOrder(news: OrderNews, tx: Transaction): Promise<void> {
      const order = withNews(await orders.find(news.orderId, tx.session), news);
      await orders.save(order, tx.session);
      if (order.reviewId !== null && order.ending !== null) {
        const isCompleted = order.ending.kind === "completed";
        await moveWithin(tx, order.reviewId, { kind: isCompleted ? "publish" : "discard" });
      }
      await standings.reckon(order.sellerId, tx);
    },
  };
}

/** Whether everybody sees it, if only as removed. */
export function isPublic(review: Review): boolean {
  return review.state === "published" || review.state === "removed";
}
