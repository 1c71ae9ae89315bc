import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  id,
  moment,
  nullable,
  oneOf,
  optional,
  variants,
  whole,
} from "@vc/service";
import { LONGEST_REASON, MOVEMENT_STATES } from "./movement.ts";

const amountCents = whole({ min: 0 });
const orderId = id("order");
const sellerId = id("account");
const disputeId = id("Stripe dispute");

export const movementModel = defineModel({
  collection: "movements",
  holds: "A call to Stripe that is owed: recorded with the decision, executed, then recorded as done.",
  fields: {
    _id: id("movement"),
    order: variants(
      "kind",
      // Queries name these two, so every kind has them at least as a possibility.
      { orderId: optional(orderId), sellerId: optional(sellerId) },
      {
        refund: { orderId, chargeId: id("Stripe charge"), amountCents },
        transfer: { orderId, chargeId: nullable(id("Stripe charge")), sellerId, amountCents },
        payout: { withdrawalId: id("withdrawal"), sellerId, amountCents },
        reversal: { orderId, disputeId, sellerId, amountCents },
        evidence: { orderId, disputeId },
        close_session: { orderId, sessionId: id("Stripe session") },
      },
    ),
    state: oneOf(MOVEMENT_STATES),
    attempt: whole({ min: 1 }),
    calls: whole({ min: 0 }),
    createdAt: moment(),
    finishedAt: nullable(moment()),
    stripeId: nullable(id("Stripe object")),
    // Movements from before one could be done in part have no such field.
    doneCents: absentMeans(null, nullable(whole({ min: 0 }))),
    // Of movements from before funds were seen to settle, all have.
    availableAt: absentMeans(null, nullable(moment())),
    lastError: nullable(code({ max: LONGEST_REASON })),
    undoneCount: absentMeans(0, whole({ min: 0 })),
    /** The work queue's: when it may be taken (next), and who took it last. */
    nextAt: moment(),
    takenBy: nullable(code()),
  },
  indexes: [
    { key: { state: 1, nextAt: 1 }, for: "the work queue" },
    { key: { state: 1, createdAt: 1 }, for: "the age of the oldest open one, for the metrics" },
    { key: { "order.orderId": 1 }, for: "the movements of an order" },
    { key: { "order.sellerId": 1, state: 1 }, for: "what waits for a seller's payout account" },
    { key: { "order.sellerId": 1, availableAt: 1 }, for: "what of a seller's money has not settled" },
  ],
  shardKey: "_id",
  erasure: "Nothing: it holds ids and amounts.",
});
export type MovementDocument = DocumentOf<typeof movementModel>;
