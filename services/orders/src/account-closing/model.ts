import { code, type DocumentOf, defineModel, flag, id, nullable } from "@vc/service";

export const closingModel = defineModel({
  collection: "departures",
  holds: "An account that is being closed, or is closed.",
  fields: {
    _id: id("account"),
    closingId: nullable(id("closing")),
    isClosed: flag(),
    /** The place of the last order from which what they wrote has been erased. */
    erasedUpTo: nullable(code()),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Stays: an account id, so that no order is placed with a closed account.",
});
export type ClosingDocument = DocumentOf<typeof closingModel>;
