import type { Bus } from "@vc/bus";
import { ReviewsExportCollected } from "@vc/contracts";
import { addExportConsumers } from "@vc/service";
import type { ReportStore } from "../reports/store.ts";
import type { ReviewStore } from "../reviews/store.ts";

/** R42: the reviews, replies and reports that an account wrote. */
export function addDataExportConsumers(bus: Bus, reviews: ReviewStore, reports: ReportStore): void {
  addExportConsumers(bus, ReviewsExportCollected, {
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
  });
}
