import type { Bus, Transaction } from "@vc/bus";
import { ReviewRemoved, ReviewReplied, ReviewSubmitted, type SubmitReviewRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { eventually, newId } from "@vc/service";
import { type OrderNews, withNews } from "../orders/order-facts.ts";
import type { OrderStore } from "../orders/store.ts";
import type { ReportStore } from "../reports/store.ts";
import { settleReports } from "../reports/work-reports.ts";
import type { Standings } from "../standings/follow-standing.ts";
import { decideReview, decideSubmission, type ReviewCommand } from "./lifecycle.ts";
import type { ReviewPolicy } from "./policy.ts";
import { isPublic, type Review } from "./review.ts";
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

type Removal = Omit<Extract<ReviewCommand, { kind: "remove" }>, "kind">;

type Attempt = ReviewOutcome & { readonly mayChange: boolean };

/** All writes of reviews: load, decide, commit state, event and standing together. */
export function createReviewWriter(deps: {
  bus: Bus;
  clock: Clock;
  policy: ReviewPolicy;
  orders: OrderStore;
  reviews: ReviewStore;
  reports: ReportStore;
  standings: Standings;
}) {
  const { bus, clock, policy, orders, reviews, reports, standings } = deps;

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
        sequence: 1,
      };
      // Writing the order makes this conflict with an event of it that arrives now: either that event finds the
      // review, or this transaction runs again with the event. The same write refuses a second review of the order.
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
    if (decision.kind === "moved") await reviews.replace(review, decision.review, tx.session);
  }

  /** R34: takes a review away, with the score that it gave, and answers every open report of it. */
  async function removeWithin(tx: Transaction, review: Review, removal: Removal): Promise<ReviewOutcome> {
    const now = clock.now();
    const decision = decideReview(review, { kind: "remove", ...removal }, now, policy);
    if (decision.kind === "refused") return decision;
    if (decision.kind === "moved") {
      const removed = { ...decision.review, sequence: review.sequence + 1 };
      await reviews.replace(review, removed, tx.session);
      await standings.reckon(review.sellerId, tx);
      const data = { ...partiesOf(review), ground: removal.ground, removedAt: now.toISOString() };
      tx.publish(ReviewRemoved, { aggregateId: review.id, sequence: removed.sequence, data });
    }
    await settleReports(reports, { reviewId: review.id, ...removal }, now, tx);
    return { kind: "done", review: decision.kind === "moved" ? decision.review : review };
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

    /** R33: the seller's reply, or an edit of it; only the first is told. */
    replyToReview(sellerId: string, reviewId: string, text: string): Promise<ReviewOutcome> {
      return bus.transaction(async (tx): Promise<ReviewOutcome> => {
        const review = await reviews.find(reviewId, tx.session);
        if (review?.sellerId !== sellerId || !isPublic(review))
          return { kind: "refused", reason: "not_found" };
        const now = clock.now();
        const decision = decideReview(review, { kind: "reply", text }, now, policy);
        if (decision.kind === "refused") return decision;
        if (decision.kind === "already") return { kind: "done", review };
        const isNews = review.reply === null;
        const replied = { ...decision.review, sequence: review.sequence + (isNews ? 1 : 0) };
        await reviews.replace(review, replied, tx.session);
        if (isNews) {
          const data = { ...partiesOf(review), repliedAt: now.toISOString() };
          tx.publish(ReviewReplied, { aggregateId: review.id, sequence: replied.sequence, data });
        }
        return { kind: "done", review: replied };
      });
    },

    /** R34. */
    removeReview(reviewId: string, removal: Removal): Promise<ReviewOutcome> {
      return bus.transaction(async (tx): Promise<ReviewOutcome> => {
        const review = await reviews.find(reviewId, tx.session);
        return review === null ? { kind: "refused", reason: "not_found" } : removeWithin(tx, review, removal);
      });
    },

    removeWithin,

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

function partiesOf({ id, orderId, buyerId, sellerId }: Review) {
  return { reviewId: id, orderId, buyerId, sellerId };
}
