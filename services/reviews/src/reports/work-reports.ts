import type { Transaction } from "@vc/bus";
import { type DecideReportRequest, ReportFiled, type ReportReviewRequest } from "@vc/contracts";
import { newId } from "@vc/service";
import { isPublic } from "../reviews/review.ts";
import { applyToReport } from "./apply.ts";
import { lifecycle, type ReportCommand, type ReportRefusal } from "./lifecycle.ts";
import { type ReportWrites, removeReviewIn } from "./remove-review.ts";
import type { Report } from "./report.ts";

export type ReportOutcome =
  | { readonly kind: "done"; readonly report: Report }
  | { readonly kind: "refused"; readonly reason: ReportRefusal | "not_found" | "not_the_author" };

/** R34: every reader of a review may report it, once; a repeat changes nothing. */
export function reportReview(
  { bus, clock, reviews, reports }: ReportWrites,
  reporterId: string,
  reviewId: string,
  request: ReportReviewRequest,
): Promise<ReportOutcome> {
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
      state: lifecycle.initial,
      takenBy: null,
      decision: null,
      createdAt: clock.now(),
    };
    await reports.insert(report, tx.session);
    const { id: reportId, ground, createdAt } = report;
    tx.publish(ReportFiled, {
      aggregateId: reportId,
      sequence: 1,
      time: createdAt,
      data: { reportId, reviewId, ground, filedAt: createdAt.toISOString() },
    });
    return { kind: "done", report };
  });
}

/** R34: one mediator at a time works on a report: a second one is refused. */
export function takeReport(
  writes: ReportWrites,
  reportId: string,
  mediatorId: string,
): Promise<ReportOutcome> {
  return applyToStoredReport(writes, reportId, { kind: "take", mediatorId });
}

/** R34: gives a report back to the queue. */
export function releaseReport(
  writes: ReportWrites,
  reportId: string,
  mediatorId: string,
): Promise<ReportOutcome> {
  return applyToStoredReport(writes, reportId, { kind: "release", mediatorId });
}

/** R34: with a ground the review is removed in the same transaction. */
export function decideReport(
  writes: ReportWrites,
  reportId: string,
  mediatorId: string,
  { outcome, note, ground }: DecideReportRequest,
): Promise<ReportOutcome> {
  const command = { kind: "decide", mediatorId, outcome, note } as const;
  return applyToStoredReport(writes, reportId, command, async (tx, { reviewId }) => {
    const review = ground === undefined ? null : await writes.reviews.find(reviewId, tx.session);
    if (review === null || ground === undefined) return;
    await removeReviewIn(writes, tx, review, { ground, note, moderatorId: mediatorId });
  });
}

/** Carries out a command in a transaction of its own. @param andThen what belongs to the change; not to a repeat */
function applyToStoredReport(
  writes: ReportWrites,
  reportId: string,
  command: ReportCommand,
  andThen: (tx: Transaction, report: Report) => Promise<void> = async () => undefined,
): Promise<ReportOutcome> {
  return writes.bus.transaction(async (tx): Promise<ReportOutcome> => {
    const report = await writes.reports.find(reportId, tx.session);
    if (report === null) return { kind: "refused", reason: "not_found" };
    const result = await applyToReport(writes, tx, report, command);
    if (result.kind === "done" && result.isChanged) await andThen(tx, result.report);
    return result;
  });
}
