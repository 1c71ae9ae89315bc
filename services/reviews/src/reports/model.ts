import { REMOVAL_GROUNDS, REPORT_OUTCOMES, REPORT_STATES } from "@vc/contracts";
import { type DocumentOf, defineModel, id, moment, nullable, object, oneOf, text } from "@vc/service";

export const reportModel = defineModel({
  collection: "reports",
  holds: "A request to support to look at a review (R34).",
  fields: {
    _id: id("report"),
    reviewId: id("review"),
    reporterId: id("account"),
    ground: oneOf(REMOVAL_GROUNDS),
    note: text({ max: 2_000, personal: "emptied" }),
    state: oneOf(REPORT_STATES),
    takenBy: nullable(object({ id: id("mediator's account"), at: moment() })),
    decision: nullable(
      object({
        outcome: oneOf(REPORT_OUTCOMES),
        note: text({ max: 2_000, personal: "kept" }),
        by: id("mediator's account"),
        at: moment(),
      }),
    ),
    createdAt: moment(),
  },
  indexes: [
    { key: { reviewId: 1, reporterId: 1 }, unique: true, for: "one report of a review by one account" },
    { key: { state: 1, createdAt: 1, _id: 1 }, for: "the queue of support, oldest first" },
    { key: { reporterId: 1 }, for: "what an account reported: export and erasure" },
  ],
  shardKey: "reviewId",
  erasure: "The reporter's words are emptied. Support's decision stays: it is why a review is there or not.",
});

export type ReportDocument = DocumentOf<typeof reportModel>;
