import { code, defineModel, id, moment, oneOf, text } from "@vc/service";

export const TOKEN_PURPOSES = ["verification", "password_reset", "email_change_undo"] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

export const emailedTokenModel = defineModel({
  collection: "emailed_tokens",
  holds:
    "A token that was e-mailed. The token itself is only in the mail: the database gives no usable link.",
  fields: {
    /** SHA-256 of the token. The token is 256 random bits, so a fast hash gives nothing to guess at. */
    _id: code(),
    purpose: oneOf(TOKEN_PURPOSES),
    accountId: id("account"),
    email: text({ max: 320, personal: "deleted with the document" }),
    expiresAt: moment(),
  },
  indexes: [
    { key: { accountId: 1 }, for: "an account's tokens: a new password voids them; erasure" },
    { key: { email: 1 }, for: "whether an address is reserved for the account that gave it up" },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired tokens go" },
  ],
  shardKey: "_id",
  erasure: "Deleted.",
});
