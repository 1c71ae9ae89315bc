import type { Bus, Transaction } from "@vc/bus";
import { type DecideReportRequest, ReportDecided, type ReportReviewRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import { isPublic, type RemovalGround, type Review } from "../reviews/review.ts";
import type { ReviewStore } from "../reviews/store.ts";
import { decideReport, type ReportCommand, type ReportRefusal } from "./lifecycle.ts";
import type { Report } from "./report.ts";
import type { ReportStore } from "./store.ts";

type ReportOutcome =
  | { readonly kind: "done"; readonly report: Report }
  | { readonly kind: "refused"; readonly reason: ReportRefusal | "not_found" | "not_the_author" };

/** Takes a review away in a transaction that does something else besides, with every report of it. */
type RemoveReview = (
  tx: Transaction,
  review: Review,
  removal: { ground: RemovalGround; note: string; moderatorId: string },
) => Promise<void>;

/** All writes of reports: load, decide, commit. */
export function createReportDesk(deps: {
  bus: Bus;
  clock: Clock;
  reviews: ReviewStore;
  reports: ReportStore;
  removeReview: RemoveReview;
}) {
  const { bus, clock, reviews, reports, removeReview } = deps;

  function move(
    reportId: string,
    mediatorId: string,
    command: ReportCommand,
    alongside: (tx: Transaction, report: Report) => Promise<void> = async () => undefined,
  ): Promise<ReportOutcome> {
    return bus.transaction(async (tx): Promise<ReportOutcome> => {
      const report = await reports.find(reportId, tx.session);
      if (report === null) return { kind: "refused", reason: "not_found" };
      const decision = decideReport(report, command, mediatorId, clock.now());
      if (decision.kind === "refused") return decision;
      if (decision.kind === "already") return { kind: "done", report };
      await saveMoved(reports, report, decision.report, tx);
      await alongside(tx, decision.report);
      return { kind: "done", report: decision.report };
    });
  }

  return {
    /** R34: every reader of a review may report it, once; a repeat changes nothing. */
    reportReview(reporterId: string, reviewId: string, request: ReportReviewRequest): Promise<ReportOutcome> {
      return bus.transaction(async (tx): Promise<ReportOutcome> => {
        const review = await reviews.find(reviewId, tx.session);
        if (review === null || !isPublic(review)) return { kind: "refused", reason: "not_found" };
        if (request.ground === "author_request" && review.buyerId !== reporterId) {
          return { kind: "refused", reason: "not_the_author" };
        }
        const known = await reports.findOf(reviewId, reporterId, tx.session);
        if (known !== null) return { kind: "done", report: known };
        const report: Report = {
          id: newId("report"),
          reviewId,
          reporterId,
          ...request,
          state: "waiting",
          takenBy: null,
          decision: null,
          createdAt: clock.now(),
        };
        await reports.insert(report, tx.session);
        return { kind: "done", report };
      });
    },

    /** One mediator at a time: a second one is refused. */
    takeReport: (reportId: string, mediatorId: string) => move(reportId, mediatorId, { kind: "take" }),

    releaseReport: (reportId: string, mediatorId: string) => move(reportId, mediatorId, { kind: "release" }),

    decideReport(reportId: string, mediatorId: string, request: DecideReportRequest): Promise<ReportOutcome> {
      const { outcome, note, ground } = request;
      return move(reportId, mediatorId, { kind: "decide", outcome, note }, async (tx, { reviewId }) => {
        const review = ground === undefined ? null : await reviews.find(reviewId, tx.session);
        if (review === null || ground === undefined) return;
        await removeReview(tx, review, { ground, note, moderatorId: mediatorId });
      });
    },
  };
}

export type ReportDesk = ReturnType<typeof createReportDesk>;

/** Every open report of a review that was removed is answered by that. */
export async function settleReports(
  reports: ReportStore,
  removed: { reviewId: string; moderatorId: string; note: string },
  now: Date,
  tx: Transaction,
): Promise<void> {
  for (const report of await reports.openOf(removed.reviewId, tx.session)) {
    const command = { kind: "settle", note: removed.note } as const;
    const decision = decideReport(report, command, removed.moderatorId, now);
    if (decision.kind === "moved") await saveMoved(reports, report, decision.report, tx);
  }
}

async function saveMoved(
  reports: ReportStore,
  before: Report,
  report: Report,
  tx: Transaction,
): Promise<void> {
  await reports.replace(before, report, tx.session);
  if (report.decision === null) return;
  const { id, reviewId, reporterId, decision } = report;
  tx.publish(ReportDecided, {
    aggregateId: id,
    sequence: 1,
    data: {
      reportId: id,
      reviewId,
      reporterId,
      outcome: decision.outcome,
      decidedAt: decision.at.toISOString(),
    },
  });
}
