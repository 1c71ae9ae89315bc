import { PAYOUT_ACCOUNT_STATES } from "@vc/contracts";
import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";

export const payoutAccountModel = defineModel({
  collection: "payout_accounts",
  holds: "A seller's account at Stripe, as it was last read.",
  fields: {
    _id: id("account"),
    state: oneOf(PAYOUT_ACCOUNT_STATES),
    stripeAccountId: nullable(id("Stripe account")),
    // Accounts from before one could be replaced have no such field.
    formerStripeIds: absentMeans([], list(id("Stripe account"))),
    /** What Stripe still wants, in its own words: names of fields. */
    requirements: list(code({ max: 2_000 })),
    claim: nullable(
      object({
        attempt: whole({ min: 1 }),
        contactEmail: nullable(text({ max: 320, personal: "removed" })),
      }),
    ),
    // Accounts from before sellers were reminded of old balances have no such field.
    remindedOf: absentMeans(null, nullable(moment())),
    /** Counts the account's events; 0 before the first. */
    sequence: whole({ min: 0 }),
    revision: whole({ min: 1 }),
  },
  indexes: [
    { key: { stripeAccountId: 1 }, for: "the seller of an account that Stripe names" },
    { key: { formerStripeIds: 1 }, for: "the same, of an account that was replaced" },
  ],
  shardKey: "_id",
  erasure: "The claim of an account that was never made at Stripe is removed with its e-mail address.",
});
export type PayoutAccountDocument = DocumentOf<typeof payoutAccountModel>;
