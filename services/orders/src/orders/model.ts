import { code, type DocumentOf, defineModel, flag, id, oneOf, optional } from "@vc/service";
import { DISPUTE_QUEUES } from "./list-places.ts";
import { orderFields } from "./order.ts";

/** One index for each list: what it is about, then the place in it. */
const listIndexes = [
  { side: { buyerId: 1 }, what: "an account's purchases" },
  { side: { sellerId: 1, isSale: 1 }, what: "an account's sales; export, erasure and open orders" },
] as const;

export const orderModel = defineModel({
  collection: "orders",
  holds: "An order with everything that happened to it, and its place in the lists.",
  fields: {
    _id: id("order"),
    ...orderFields,
    // The places in the lists (`list-places.ts`).
    isSale: flag(),
    placeByAge: code(),
    placeByDeadline: code(),
    disputeQueue: optional(oneOf(DISPUTE_QUEUES)),
    placeInQueue: optional(code()),
  },
  indexes: [
    ...listIndexes.flatMap(
      ({ side, what }) =>
        [
          { key: { ...side, placeByAge: 1 }, for: `${what}, by age` },
          { key: { ...side, placeByDeadline: 1 }, for: `${what}, by deadline` },
          { key: { ...side, state: 1, placeByAge: 1 }, for: `${what} in a state, by age` },
          { key: { ...side, state: 1, placeByDeadline: 1 }, for: `${what} in a state, by deadline` },
        ] as const,
    ),
    { key: { disputeQueue: 1, placeInQueue: 1 }, sparse: true, for: "the mediators' lists of disputes" },
  ],
  shardKey: "_id",
  erasure: "Stays, as the record of a sale. What the party wrote is emptied; what a mediator wrote is kept.",
});

/** An order as it is stored: with its place in the lists. */
export type OrderDocument = DocumentOf<typeof orderModel>;
