import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type AccountErasure, createAccountErasure } from "@vc/service";
import type { ReportStore } from "../reports/store.ts";
import type { ReviewStore } from "../reviews/store.ts";

/** R42: the words of a closed account go from its reviews, replies and reports; stars and decisions stay. */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  reviews: ReviewStore;
  reports: ReportStore;
  batchSize?: number;
}): AccountErasure {
  const { reviews, reports, ...rest } = deps;
  return createAccountErasure({
    ...rest,
    steps: [reviews.eraseTexts, reviews.eraseReplies, reports.eraseNotes],
  });
}
