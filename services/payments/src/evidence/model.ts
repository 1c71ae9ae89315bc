import { code, defineModel, id, list, moment, object, oneOf, text, whole } from "@vc/service";
import { CASE_FACT_KINDS } from "./case-facts.ts";

export const caseModel = defineModel({
  collection: "cases",
  holds: "What happened to an order, for the bank that asks about its payment (R30).",
  fields: {
    _id: id("order"),
    sellerId: id("account"),
    title: text({ max: 1_000, personal: "emptied" }),
    description: text({ max: 40_000, personal: "emptied" }),
    /** Of the terms as they were ordered; empty while they are not known. */
    hash: code(),
    facts: list(object({ sequence: whole({ min: 0 }), at: moment(), what: oneOf(CASE_FACT_KINDS) })),
  },
  indexes: [{ key: { sellerId: 1 }, for: "a seller's cases: erasure" }],
  shardKey: "_id",
  erasure: "The seller's words are emptied; what happened, and the hash of the terms, stay.",
});
