import { z } from "zod";
import { pageOf } from "../http/paging.ts";
import {
  DecideReportRequest,
  ListReportsQuery,
  ListReviewsQuery,
  OrderReview,
  RemoveReviewRequest,
  ReplyToReviewRequest,
  ReportReceipt,
  ReportReviewRequest,
  Review,
  ReviewReport,
  ReviewWindows,
  SellerProfile,
  StandingExplained,
  SubmitReviewRequest,
} from "../http/reviews.ts";
import { id } from "../primitives.ts";
import { defineEndpoints } from "./define-endpoints.ts";

const ReviewParams = z.object({ reviewId: id("review") });
const ReportParams = z.object({ reportId: id("report") });
const forStaff = { roles: ["mediator", "admin"] } as const;

export const reviewsEndpoints = defineEndpoints("reviews", {
  submitReview: {
    method: "POST",
    path: "/v1/reviews",
    access: "signed_in",
    tag: "reviews",
    summary: "Review a delivered or completed order of one's own; a delivered one completes by it",
    body: SubmitReviewRequest,
    publicWords: ["text"],
    answers: { 201: Review },
    problems: ["not_found", "already_reviewed", "not_reviewable"],
  },
  listReviews: {
    method: "GET",
    path: "/v1/reviews",
    access: "public",
    tag: "reviews",
    summary: "Reviews of a listing or a seller",
    query: ListReviewsQuery,
    answers: { 200: pageOf(Review) },
  },
  getReviewWindows: {
    method: "GET",
    path: "/v1/reviews/windows",
    access: "public",
    tag: "reviews",
    summary: "How long reviews and replies can be written (R32, R33), and the numbers of the score (R35)",
    answers: { 200: ReviewWindows },
  },
  getOrderReview: {
    method: "GET",
    path: "/v1/reviews/orders/:orderId",
    access: "signed_in",
    tag: "reviews",
    summary: "The review of an order, for its buyer and its seller, and what they may do about it (R32, R33)",
    params: z.object({ orderId: id("order") }),
    answers: { 200: OrderReview },
  },
  replyToReview: {
    method: "PUT",
    path: "/v1/reviews/:reviewId/reply",
    access: "signed_in",
    tag: "reviews",
    summary: "Reply to a review of one's own work, or edit the reply for 48 hours",
    params: ReviewParams,
    body: ReplyToReviewRequest,
    publicWords: ["text"],
    answers: { 200: Review },
    problems: ["action_not_allowed", "deadline_passed"],
  },
  reportReview: {
    method: "POST",
    path: "/v1/reviews/:reviewId/report",
    access: "signed_in",
    tag: "reports",
    summary: "Ask support to look at a review",
    params: ReviewParams,
    body: ReportReviewRequest,
    answers: { 201: ReportReceipt },
    problems: ["not_the_author"],
  },
  removeReview: {
    method: "POST",
    path: "/v1/reviews/:reviewId/removal",
    access: forStaff,
    tag: "reviews",
    summary: "Remove a review on one of the three grounds",
    params: ReviewParams,
    body: RemoveReviewRequest,
    answers: { 200: Review },
    problems: ["action_not_allowed"],
  },
});

/** R34: reports of reviews, and the queue of them. */
export const reportsEndpoints = defineEndpoints("reviews", {
  listReports: {
    method: "GET",
    path: "/v1/reviews/reports",
    access: forStaff,
    tag: "reports",
    summary: "Reports of reviews, oldest first",
    query: ListReportsQuery,
    answers: { 200: pageOf(ReviewReport) },
  },
  takeReport: {
    method: "POST",
    path: "/v1/reviews/reports/:reportId/take",
    access: forStaff,
    tag: "reports",
    summary: "Take a report: only the taker decides it now",
    params: ReportParams,
    answers: { 200: ReviewReport },
    problems: ["already_taken", "already_decided"],
  },
  releaseReport: {
    method: "POST",
    path: "/v1/reviews/reports/:reportId/release",
    access: forStaff,
    tag: "reports",
    summary: "Give a report back to those that wait",
    params: ReportParams,
    answers: { 200: ReviewReport },
    problems: ["not_taken", "already_taken", "already_decided"],
  },
  decideReport: {
    method: "POST",
    path: "/v1/reviews/reports/:reportId/decide",
    access: forStaff,
    tag: "reports",
    summary: "Keep the review, or remove it on one of the three grounds",
    params: ReportParams,
    body: DecideReportRequest,
    answers: { 200: ReviewReport },
    problems: ["not_taken", "already_taken", "already_decided"],
  },
});

export const sellersEndpoints = defineEndpoints("reviews", {
  getSeller: {
    method: "GET",
    path: "/v1/sellers/:accountId",
    access: "public",
    tag: "sellers",
    summary: "The public profile of a seller",
    params: z.object({ accountId: id("account") }),
    answers: { 200: SellerProfile },
  },
  getOwnStanding: {
    method: "GET",
    path: "/v1/sellers/me/standing",
    access: "signed_in",
    tag: "sellers",
    summary: "One's own score and every contribution to it",
    answers: { 200: StandingExplained },
  },
});
