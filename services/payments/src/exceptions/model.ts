import { EXCEPTION_DECISIONS, EXCEPTION_KINDS, EXCEPTION_STATES } from "@vc/contracts";
import {
  code,
  type DocumentOf,
  defineModel,
  id,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";
import { LONGEST_KNOWN } from "./exception.ts";

export const exceptionModel = defineModel({
  collection: "exceptions",
  holds:
    "A movement of money that the platform did not start, for an admin to decide (R31). Amounts are cents.",
  fields: {
    _id: id("exception"),
    kind: oneOf(EXCEPTION_KINDS),
    stripeId: id("Stripe object"),
    orderId: nullable(id("order")),
    sellerId: nullable(id("account")),
    amountCents: whole({ min: 0 }),
    lossCents: whole({ min: 0 }),
    known: code({ max: LONGEST_KNOWN }),
    state: oneOf(EXCEPTION_STATES),
    takenBy: nullable(object({ id: id("admin's account"), at: moment() })),
    resolution: nullable(
      object({
        decision: oneOf(EXCEPTION_DECISIONS),
        reason: text({ max: 2_000, personal: "kept" }),
        by: id("admin's account"),
        at: moment(),
      }),
    ),
    createdAt: moment(),
    revision: whole({ min: 1 }),
  },
  indexes: [
    { key: { stripeId: 1, kind: 1 }, unique: true, for: "one exception of a kind for one object of Stripe" },
    { key: { state: 1, createdAt: 1, _id: 1 }, for: "the queue, oldest first" },
    { key: { orderId: 1 }, for: "the exceptions of an order" },
  ],
  shardKey: "stripeId",
  erasure: "Nothing: it holds ids and amounts. The reasons that admins gave stay, as the decisions do.",
});
export type ExceptionDocument = DocumentOf<typeof exceptionModel>;
