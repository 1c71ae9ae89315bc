import { reportsEndpoints as endpoints, type ReviewReport, reviewsEndpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem, notFound } from "@vc/http";
import { decodeCursor, readFromPlace, toPage } from "@vc/service";
import { z } from "zod";
import { type ReviewRoutesDeps, reviewOf } from "../reviews/routes.ts";
import { toReviewView } from "../reviews/view.ts";
import { type ReportWrites, removeReview } from "./remove-review.ts";
import type { Report } from "./report.ts";
import { decideReport, type ReportOutcome, releaseReport, reportReview, takeReport } from "./work-reports.ts";

type Refusal = Extract<ReportOutcome, { kind: "refused" }>["reason"];

const refusals = {
  not_found: () => notFound("There is no such review or report for you."),
  not_the_author: () =>
    new HttpProblem(409, "not_the_author", "Only its author asks for a review to be removed on this ground."),
  already_taken: () => new HttpProblem(409, "already_taken", "Another mediator works on this report."),
  not_taken: () => new HttpProblem(409, "not_taken", "Take the report first."),
  already_decided: () => new HttpProblem(409, "already_decided", "This report is decided."),
} satisfies Record<Refusal, () => HttpProblem>;

function reportOf(outcome: ReportOutcome): Report {
  if (outcome.kind === "refused") throw refusals[outcome.reason]();
  return outcome.report;
}

const oldestFirst = { createdAt: 1, _id: 1 } as const;
const place = z.tuple([z.number().transform((ms) => new Date(ms)), z.string()]);

export type ReportRoutesDeps = ReviewRoutesDeps & ReportWrites;

/** R34: removals, reports of reviews, and the queue of them that one mediator at a time takes from. */
export function addReportRoutes(app: App, deps: ReportRoutesDeps): void {
  const { accounts, reports } = deps;
  const { presentAll, presentOutcome } = createReportPresenter(deps);

  addEndpoint(app, reviewsEndpoints.removeReview, async ({ caller, params, body }) => {
    const removal = { ...body, moderatorId: caller.accountId };
    const review = reviewOf(await removeReview(deps, params.reviewId, removal));
    const nameOf = await accounts.namesOf([review.buyerId]);
    return toReviewView(review, nameOf(review.buyerId));
  });

  addEndpoint(app, reviewsEndpoints.reportReview, async ({ caller, params, body }) => {
    const report = reportOf(await reportReview(deps, caller.accountId, params.reviewId, body));
    return { id: report.id, reviewId: report.reviewId, createdAt: report.createdAt.toISOString() };
  });

  addEndpoint(app, endpoints.listReports, async ({ query }) => {
    const { state, limit, cursor } = query;
    const from = cursor === undefined ? null : decodeCursor(cursor, place);
    const found = await readFromPlace(oldestFirst, from, limit + 1, (behind, missing) =>
      reports.list({ state, ...behind }, missing),
    );
    const page = toPage(
      found,
      limit,
      (last) => [last.createdAt.getTime(), last.id],
      (report) => report,
    );
    return { items: await presentAll(page.items), nextCursor: page.nextCursor };
  });

  addEndpoint(app, endpoints.takeReport, async ({ caller, params }) =>
    presentOutcome(await takeReport(deps, params.reportId, caller.accountId)),
  );

  addEndpoint(app, endpoints.releaseReport, async ({ caller, params }) =>
    presentOutcome(await releaseReport(deps, params.reportId, caller.accountId)),
  );

  addEndpoint(app, endpoints.decideReport, async ({ caller, params, body }) =>
    presentOutcome(await decideReport(deps, params.reportId, caller.accountId, body)),
  );
}

function createReportPresenter({ reviews, accounts }: ReportRoutesDeps) {
  async function presentAll(list: readonly Report[]): Promise<ReviewReport[]> {
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
        reporter: { id: reporterId, ...nameOf(reporterId) },
        review: { ...toReviewView(review, nameOf(review.buyerId)), text: review.text },
        takenBy: takenBy && { id: takenBy.id, at: takenBy.at.toISOString() },
        decision: decision && { ...decision, at: decision.at.toISOString() },
        createdAt: report.createdAt.toISOString(),
      };
    });
  }

  async function presentOutcome(outcome: ReportOutcome): Promise<ReviewReport> {
    const [presented] = await presentAll([reportOf(outcome)]);
    if (presented === undefined) throw new Error("one report was presented as none");
    return presented;
  }

  return { presentAll, presentOutcome };
}
