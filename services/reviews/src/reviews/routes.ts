import {
  id,
  ListReviewsQuery,
  pageOf,
  RemoveReviewRequest,
  ReplyToReviewRequest,
  Review as ReviewSchema,
  SubmitReviewRequest,
} from "@vc/contracts";
import { type App, callerOf, HttpProblem, notFound } from "@vc/http";
import { decodeCursor, type Filter, readFromPlace, toPage, trusted } from "@vc/service";
import { z } from "zod";
import type { ReviewsDeps } from "../deps.ts";
import type { ReviewDocument } from "./model.ts";
import type { Review } from "./review.ts";
import { toReviewView } from "./view.ts";
import type { ReviewOutcome, ReviewRefusal } from "./write-review.ts";

const ReviewParams = z.object({ reviewId: id("review") });
const tags = ["reviews"];

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

function reviewOf(outcome: ReviewOutcome): Review {
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

export function addReviewRoutes(app: App, { reviews, accounts, writer }: ReviewsDeps): void {
  async function show(review: Review) {
    const nameOf = await accounts.namesOf([review.buyerId]);
    return toReviewView(review, nameOf(review.buyerId));
  }

  app.post(
    "/v1/reviews",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Review a delivered or completed order of one's own; a delivered one completes by it",
        body: SubmitReviewRequest,
        response: { 201: ReviewSchema },
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const review = reviewOf(await writer.submitReview(accountId, request.body));
      return reply.code(201).send(await show(review));
    },
  );

  app.get(
    "/v1/reviews",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Reviews of a listing or a seller",
        querystring: ListReviewsQuery,
        response: { 200: pageOf(ReviewSchema) },
      },
    },
    async ({ query }) => {
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
    },
  );

  app.put(
    "/v1/reviews/:reviewId/reply",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Reply to a review of one's own work, or edit the reply for 48 hours",
        params: ReviewParams,
        body: ReplyToReviewRequest,
        response: { 200: ReviewSchema },
      },
    },
    async (request) => {
      const { accountId } = callerOf(request);
      return show(
        reviewOf(await writer.replyToReview(accountId, request.params.reviewId, request.body.text)),
      );
    },
  );

  app.post(
    "/v1/reviews/:reviewId/removal",
    {
      config: { access: { roles: ["mediator", "admin"] } },
      schema: {
        tags,
        summary: "Remove a review on one of the three grounds",
        params: ReviewParams,
        body: RemoveReviewRequest,
        response: { 200: ReviewSchema },
      },
    },
    async (request) => {
      const { accountId } = callerOf(request);
      const removal = { ...request.body, moderatorId: accountId };
      return show(reviewOf(await writer.removeReview(request.params.reviewId, removal)));
    },
  );
}
