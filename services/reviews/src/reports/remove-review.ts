import type { Transaction } from "@vc/bus";
import type { ReviewCommand } from "../reviews/lifecycle.ts";
import type { Review } from "../reviews/review.ts";
import { applyToReview, type ReviewOutcome, type ReviewWrites } from "../reviews/write-review.ts";
import { applyToReport } from "./apply.ts";
import type { ReportStore } from "./store.ts";

/** What writes of reports work with: a report may remove its review. */
export interface ReportWrites extends ReviewWrites {
  readonly reports: ReportStore;
}

type Removal = Omit<Extract<ReviewCommand, { kind: "remove" }>, "kind">;

/** R34: removes a review. Refuses: `not_found`, `action_not_allowed`. */
export function removeReview(
  writes: ReportWrites,
  reviewId: string,
  removal: Removal,
): Promise<ReviewOutcome> {
  return writes.bus.transaction(async (tx): Promise<ReviewOutcome> => {
    const review = await writes.reviews.find(reviewId, tx.session);
    return review === null
      ? { kind: "refused", reason: "not_found" }
      : removeReviewIn(writes, tx, review, removal);
  });
}

/** R34: removes a review, with the score that it gave, and answers every open report of it. */
export async function removeReviewIn(
  writes: ReportWrites,
  tx: Transaction,
  review: Review,
  removal: Removal,
): Promise<ReviewOutcome> {
  const outcome = await applyToReview(writes, tx, review, { kind: "remove", ...removal });
  if (outcome.kind === "refused") return outcome;
  await writes.recalculateStanding(review.sellerId, tx);
  const { note, moderatorId: mediatorId } = removal;
  for (const report of await writes.reports.openOf(review.id, tx.session)) {
    await applyToReport(writes, tx, report, { kind: "settle", mediatorId, note });
  }
  return outcome;
}
