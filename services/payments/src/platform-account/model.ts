import { type DocumentOf, defineModel, flag, moment, oneOf, whole } from "@vc/service";

/** There is one. */
export const PLATFORM = "platform";

export const platformAccountModel = defineModel({
  collection: "platform_account",
  holds: "Whether the platform's own balance at Stripe keeps what is owed to others, as it was last read.",
  fields: {
    _id: oneOf([PLATFORM]),
    isProtected: flag(),
    owedCents: whole({ min: 0 }),
    missingCents: whole({ min: 0 }),
    checkedAt: moment(),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds sums.",
});
export type PlatformAccountDocument = DocumentOf<typeof platformAccountModel>;
