import {
  DecideReportRequest,
  id,
  ListReportsQuery,
  pageOf,
  ReportReceipt,
  ReportReviewRequest,
  ReviewReport,
} from "@vc/contracts";
import { type App, callerOf, HttpProblem, notFound } from "@vc/http";
import { decodeCursor, readFromPlace, toPage } from "@vc/service";
import { z } from "zod";
import type { ReviewsDeps } from "../deps.ts";
import { toReviewView } from "../reviews/view.ts";
import type { Report } from "./report.ts";
import type { ReportDesk } from "./work-reports.ts";

type Outcome = Awaited<ReturnType<ReportDesk["reportReview"]>>;
type Refusal = Extract<Outcome, { kind: "refused" }>["reason"];

const refusals = {
  not_found: () => notFound("There is no such review or report for you."),
  not_the_author: () =>
    new HttpProblem(409, "not_the_author", "Only its author asks for a review to be removed on this ground."),
  already_taken: () => new HttpProblem(409, "already_taken", "Another mediator works on this report."),
  not_taken: () => new HttpProblem(409, "not_taken", "Take the report first."),
  already_decided: () => new HttpProblem(409, "already_decided", "This report is decided."),
} satisfies Record<Refusal, () => HttpProblem>;

function reportOf(outcome: Outcome): Report {
  if (outcome.kind === "refused") throw refusals[outcome.reason]();
  return outcome.report;
}

const ReportParams = z.object({ reportId: id("report") });
const OLDEST_FIRST = { createdAt: 1, _id: 1 } as const;
const place = z.tuple([z.number().transform((ms) => new Date(ms)), z.string()]);
const forStaff = { access: { roles: ["mediator", "admin"] } } as const;
const tags = ["reports"];

/** R34: reports of reviews, and the queue of them that one mediator at a time takes from. */
export function addReportRoutes(app: App, { reviews, accounts, reports, desk }: ReviewsDeps): void {
  async function show(list: readonly Report[]): Promise<ReviewReport[]> {
    const found = new Map(
      await Promise.all(list.map(async ({ reviewId }) => [reviewId, await reviews.find(reviewId)] as const)),
    );
    const people = [...found.values()].flatMap((review) => review?.buyerId ?? []);
    const nameOf = await accounts.namesOf([...people, ...list.map(({ reporterId }) => reporterId)]);
    return list.map(({ reviewId, reporterId, takenBy, decision, ...report }) => {
      const review = found.get(reviewId);
      if (!review) throw new Error(`${report.id} is about ${reviewId}, which does not exist`);
      return {
        ...report,
        reporter: { id: reporterId, displayName: nameOf(reporterId) },
        review: { ...toReviewView(review, nameOf(review.buyerId)), text: review.text },
        takenBy: takenBy && { id: takenBy.id, at: takenBy.at.toISOString() },
        decision: decision && { ...decision, at: decision.at.toISOString() },
        createdAt: report.createdAt.toISOString(),
      };
    });
  }

  async function showOne(outcome: Outcome): Promise<ReviewReport> {
    const [shown] = await show([reportOf(outcome)]);
    if (shown === undefined) throw new Error("one report was shown as none");
    return shown;
  }

  app.post(
    "/v1/reviews/:reviewId/report",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Ask support to look at a review",
        params: z.object({ reviewId: id("review") }),
        body: ReportReviewRequest,
        response: { 201: ReportReceipt },
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const report = reportOf(await desk.reportReview(accountId, request.params.reviewId, request.body));
      return reply
        .code(201)
        .send({ id: report.id, reviewId: report.reviewId, createdAt: report.createdAt.toISOString() });
    },
  );

  app.get(
    "/v1/reviews/reports",
    {
      config: forStaff,
      schema: {
        tags,
        summary: "Reports of reviews, oldest first",
        querystring: ListReportsQuery,
        response: { 200: pageOf(ReviewReport) },
      },
    },
    async ({ query }) => {
      const { state, limit, cursor } = query;
      const from = cursor === undefined ? null : decodeCursor(cursor, place);
      const found = await readFromPlace(OLDEST_FIRST, from, limit + 1, (behind, missing) =>
        reports.list({ state, ...behind }, missing),
      );
      const page = toPage(
        found,
        limit,
        (last) => [last.createdAt.getTime(), last.id],
        (report) => report,
      );
      return { items: await show(page.items), nextCursor: page.nextCursor };
    },
  );

  const takingRoutes = [
    { action: "take", summary: "Take a report: only the taker decides it now", run: desk.takeReport },
    { action: "release", summary: "Give a report back to those that wait", run: desk.releaseReport },
  ] as const;
  for (const { action, summary, run } of takingRoutes) {
    app.post(
      `/v1/reviews/reports/:reportId/${action}`,
      {
        config: forStaff,
        schema: { tags, summary, params: ReportParams, response: { 200: ReviewReport } },
      },
      async (request) => showOne(await run(request.params.reportId, callerOf(request).accountId)),
    );
  }

  app.post(
    "/v1/reviews/reports/:reportId/decide",
    {
      config: forStaff,
      schema: {
        tags,
        summary: "Keep the review, or remove it on one of the three grounds",
        params: ReportParams,
        body: DecideReportRequest,
        response: { 200: ReviewReport },
      },
    },
    async (request) =>
      showOne(await desk.decideReport(request.params.reportId, callerOf(request).accountId, request.body)),
  );
}
