import { ORDER_ACTORS, ORDER_STATES } from "@vc/contracts";
import {
  type DocumentOf,
  defineModel,
  flag,
  id,
  moment,
  nullable,
  object,
  oneOf,
  variants,
  whole,
} from "@vc/service";

const since = { at: moment(), sequence: whole({ min: 1 }) };

export const orderModel = defineModel({
  collection: "orders",
  holds: "What reviews and standing need to know of an order, from its events.",
  fields: {
    _id: id("order"),
    buyerId: id("account"),
    sellerId: id("account"),
    listingId: id("listing"),
    state: oneOf(ORDER_STATES),
    sequence: whole({ min: 1 }),
    paidAt: nullable(moment()),
    due: nullable(object(since)),
    delivery: nullable(object({ ...since, isLate: flag() })),
    ending: nullable(
      variants(
        "kind",
        { at: moment() },
        {
          completed: { wasLate: flag() },
          cancelled: { by: oneOf(ORDER_ACTORS), isJustified: nullable(flag()) },
          refused: {},
          expired: { countsAgainstSeller: flag() },
        },
      ),
    ),
    isExcused: flag(),
    reviewId: nullable(id("review")),
  },
  indexes: [
    { key: { sellerId: 1, paidAt: 1 }, for: "a seller's orders that count for their standing: paid since" },
    {
      key: { sellerId: 1, "ending.at": 1 },
      for: "a seller's orders that count for their standing: ended since",
    },
    { key: { sellerId: 1, state: 1 }, for: "how many orders a seller completed" },
  ],
  shardKey: "sellerId",
  erasure: "Kept: ids, states and times are the seller's standing; no words and no names.",
});

export type OrderDocument = DocumentOf<typeof orderModel>;
