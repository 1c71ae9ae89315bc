import { LEDGER_ENTRY_KINDS } from "@vc/contracts";
import {
  code,
  type DocumentOf,
  defineModel,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  optional,
  whole,
} from "@vc/service";

export const journalModel = defineModel({
  collection: "journal",
  holds: "A journal entry: lines that sum to 0. Never changed (R27).",
  fields: {
    /** The fact that it records: a repeat is a duplicate key. */
    _id: code({ max: 1_000 }),
    kind: oneOf(LEDGER_ENTRY_KINDS),
    /** Debits are positive, credits negative. */
    lines: list(object({ account: code(), amountCents: whole() })),
    orderId: nullable(id("order")),
    stripeId: nullable(id("Stripe object")),
    at: moment(),
  },
  indexes: [
    { key: { "lines.account": 1, at: -1, _id: -1 }, for: "an account's lines, newest first" },
    { key: { orderId: 1 }, for: "the entries of an order, for people who look into it" },
    { key: { stripeId: 1 }, for: "the entries of a Stripe object: reconciliation" },
    { key: { at: 1 }, for: "when the first money moved: reconciliation" },
  ],
  shardKey: "_id",
  erasure: "Nothing: it holds ids and amounts, and is kept as the law wants.",
});
export type JournalDocument = DocumentOf<typeof journalModel>;

export const balanceModel = defineModel({
  collection: "balances",
  holds: "The guarded balance of one account of one order or seller, on the account's own side.",
  fields: {
    /** The account of the chart: `SELLER:account_…`. */
    _id: code(),
    cents: whole({ min: 0 }),
    entryCount: whole({ min: 0 }),
    /** How often a transaction read it to act on its balance: see `claim` of the ledger. */
    claims: optional(whole({ min: 0 })),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds ids and amounts.",
});
export type BalanceDocument = DocumentOf<typeof balanceModel>;
