import { type Bus, on } from "@vc/bus";
import { exportPart } from "@vc/chassis";
import { ExportRequested, ReviewsExportCollected } from "@vc/contracts";
import type { ReviewStore } from "./store.ts";

/** R42: what somebody wrote about others' work, and in reply about their own. */
export function exportReviews(bus: Bus, reviews: ReviewStore): void {
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
        }),
      ),
    ],
  });
}
