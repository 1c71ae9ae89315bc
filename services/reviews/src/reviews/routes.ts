import { reviewsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem, notFound } from "@vc/http";
import { decodeCursor, eventually, type Filter, readFromPlace, toPage, trusted } from "@vc/service";
import { z } from "zod";
import type { Accounts } from "../accounts/accounts.ts";
import type { ReviewDocument } from "./model.ts";
import type { Review } from "./review.ts";
import { reviewOptions } from "./review-options.ts";
import { toReviewView } from "./view.ts";
import {
  type ReviewOutcome,
  type ReviewRefusal,
  type ReviewWrites,
  replyToReview,
  submitReview,
} from "./write-review.ts";

/** What a refused command answers. */
const refusals = {
  not_found: () => notFound("There is no such order or review for you."),
  already_reviewed: () => new HttpProblem(409, "already_reviewed", "You reviewed this order already."),
  not_reviewable: () =>
    new HttpProblem(
      409,
      "not_reviewable",
      "Only delivered orders, and completed ones for 6 months, can be reviewed.",
    ),
  action_not_allowed: () => new HttpProblem(409, "action_not_allowed", "This review was removed."),
  deadline_passed: () => new HttpProblem(409, "deadline_passed", "A reply can be edited for 48 hours."),
} satisfies Record<ReviewRefusal, () => HttpProblem>;

/** The review of an outcome. @throws HttpProblem what was refused */
export function reviewOf(outcome: ReviewOutcome): Review {
  if (outcome.kind === "refused") throw refusals[outcome.reason]();
  return outcome.review;
}

const byTime = {
  fields: { createdAt: -1, _id: -1 },
  place: z.tuple([z.number().transform((ms) => new Date(ms)), z.string()]),
  placeOf: (review: Review) => [review.createdAt.getTime(), review.id],
} as const;
const byStars = (direction: 1 | -1) =>
  ({
    fields: { stars: direction, _id: -1 },
    place: z.tuple([z.number(), z.string()]),
    placeOf: (review: Review) => [review.stars, review.id],
  }) as const;
const sorts = { newest: byTime, stars: byStars(1), "-stars": byStars(-1) };

export interface ReviewRoutesDeps extends ReviewWrites {
  readonly accounts: Accounts;
}

export function addReviewRoutes(app: App, deps: ReviewRoutesDeps): void {
  const { clock, policy, orders, reviews, accounts } = deps;

  async function present(review: Review) {
    const nameOf = await accounts.namesOf([review.buyerId]);
    return toReviewView(review, nameOf(review.buyerId));
  }

  addEndpoint(app, endpoints.submitReview, async ({ caller, body }) =>
    present(reviewOf(await submitReview(deps, caller.accountId, body))),
  );

  addEndpoint(app, endpoints.listReviews, async ({ query }) => {
    const { fields, place, placeOf } = sorts[query.sort];
    const of: Filter<ReviewDocument> = {
      state: trusted({ $in: ["published", "removed"] }),
      ...(query.listingId === undefined ? {} : { listingId: query.listingId }),
      ...(query.sellerId === undefined ? {} : { sellerId: query.sellerId }),
    };
    const from = query.cursor === undefined ? null : decodeCursor(query.cursor, place);
    const found = await readFromPlace(fields, from, query.limit + 1, (behind, missing) =>
      reviews.list({ ...of, ...behind }, fields, missing),
    );
    const nameOf = await accounts.namesOf(found.map((review) => review.buyerId));
    return toPage(found, query.limit, placeOf, (review) => toReviewView(review, nameOf(review.buyerId)));
  });

  addEndpoint(app, endpoints.getOrderReview, async ({ caller, params }) => {
    // The event that says who trades may be on its way still.
    const order = await eventually(() => orders.find(params.orderId));
    const isParty = order?.buyerId === caller.accountId || order?.sellerId === caller.accountId;
    if (order === null || !isParty) throw notFound("There is no such order of yours.");
    const review = order.reviewId === null ? null : await reviews.find(order.reviewId);
    const options = reviewOptions(order, review, caller.accountId, clock.now(), policy);
    return {
      review: review && (await present(review)),
      canReview: options.canReview,
      reviewUntil: options.reviewUntil?.toISOString() ?? null,
      canReply: options.canReply,
      replyUntil: options.replyUntil?.toISOString() ?? null,
    };
  });

  addEndpoint(app, endpoints.replyToReview, async ({ caller, params, body }) =>
    present(reviewOf(await replyToReview(deps, caller.accountId, params.reviewId, body.text))),
  );
}
