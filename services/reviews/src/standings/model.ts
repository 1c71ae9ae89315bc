import { decimal, defineModel, id, moment, nullable, object, whole } from "@vc/service";

export const standingModel = defineModel({
  collection: "standings",
  holds: "A seller's standing as it was last published.",
  fields: {
    _id: id("account"),
    known: nullable(
      object({
        score: decimal({ min: 0, max: 5 }),
        ratingMean: nullable(decimal({ min: 1, max: 5 })),
        ratingCount: whole({ min: 0 }),
        /** Counts the published events; 0 before the first. */
        sequence: whole({ min: 0 }),
        /** What the seller's timer is armed for. */
        changesAt: nullable(moment()),
      }),
    ),
    /** Counted up by every transaction that may change the standing, so that two of them conflict. */
    reckonings: whole({ min: 0 }),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Kept: figures that reviews and orders give, without words and names.",
});
