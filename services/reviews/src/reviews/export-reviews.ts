import { type Bus, on } from "@vc/bus";
import { ExportRequested, ReviewsExportCollected } from "@vc/contracts";
import { exportPart } from "@vc/service";
import type { ReportStore } from "../reports/store.ts";
import type { ReviewStore } from "./store.ts";

/** R42: what somebody wrote about others' work, in reply about their own, and to support about reviews. */
export function exportReviews(bus: Bus, reviews: ReviewStore, reports: ReportStore): void {
  bus.consume({
    purpose: "exports",
    subscriptions: [
      on(
        ExportRequested,
        exportPart(ReviewsExportCollected, {
          async *reviews(accountId) {
            for await (const review of reviews.writtenBy(accountId)) {
              const { id, orderId, stars, text, state, createdAt } = review;
              yield { id, orderId, stars, text, state, createdAt };
            }
          },
          async *replies(accountId) {
            for await (const { id, reply } of reviews.repliedBy(accountId)) yield { reviewId: id, ...reply };
          },
          async *reports(accountId) {
            for await (const { id, reviewId, ground, note, createdAt } of reports.writtenBy(accountId)) {
              yield { id, reviewId, ground, note, createdAt };
            }
          },
        }),
      ),
    ],
  });
}
