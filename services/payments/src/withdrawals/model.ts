import { WITHDRAWAL_STATES } from "@vc/contracts";
import { type DocumentOf, defineModel, id, moment, nullable, oneOf, whole } from "@vc/service";

export const withdrawalModel = defineModel({
  collection: "withdrawals",
  holds: "A seller's request to be paid, and Stripe's payout for it (R29).",
  fields: {
    _id: id("withdrawal"),
    accountId: id("account"),
    amountCents: whole({ min: 1 }),
    state: oneOf(WITHDRAWAL_STATES),
    payoutId: nullable(id("Stripe payout")),
    createdAt: moment(),
    /** Counts the withdrawal's events; 0 before the first. */
    sequence: whole({ min: 0 }),
    revision: whole({ min: 1 }),
  },
  indexes: [
    { key: { accountId: 1, _id: -1 }, for: "a seller's withdrawals, newest first" },
    { key: { state: 1, createdAt: 1 }, for: "payouts to read again" },
  ],
  shardKey: "accountId",
  erasure: "Nothing: amounts stay under the account's id.",
});
export type WithdrawalDocument = DocumentOf<typeof withdrawalModel>;
