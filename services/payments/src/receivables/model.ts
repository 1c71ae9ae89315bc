import { absentMeans, type DocumentOf, defineModel, flag, id, moment, oneOf, whole } from "@vc/service";
import { RECEIVABLE_STATES } from "./lifecycle.ts";

const cents = () => whole({ min: 0 });

export const receivableModel = defineModel({
  collection: "receivables",
  holds:
    "What a seller owes for one chargeback of an order whose money was released (R30). Amounts are cents.",
  fields: {
    _id: id("Stripe dispute"),
    orderId: id("order"),
    sellerId: id("account"),
    state: oneOf(RECEIVABLE_STATES),
    owedCents: cents(),
    collectedCents: cents(),
    collections: whole({ min: 0 }),
    reversingCents: cents(),
    reversals: whole({ min: 0 }),
    reversedCents: cents(),
    // Receivables from before an admin could charge a seller have no such field.
    comesBack: absentMeans(true, flag()),
    createdAt: moment(),
    revision: whole({ min: 1 }),
  },
  indexes: [{ key: { sellerId: 1, state: 1 }, for: "what a seller owes, at each of their earnings" }],
  shardKey: "sellerId",
  erasure: "Nothing: it holds ids and amounts.",
});
export type ReceivableDocument = DocumentOf<typeof receivableModel>;
