import { ROLES } from "@vc/contracts";
import { defineModel } from "../database/define-model.ts";
import { code, list, moment, oneOf, whole } from "../database/fields.ts";

export const accountChangeModel = defineModel({
  collection: "account_changes",
  holds:
    "What took rights from access tokens that are still good: other roles, a closing, the end of a session.",
  fields: {
    /** `roles:`, `closing:` or `reopened:` with the account's id, `session:` with that of the session. */
    _id: code(),
    /** The place of the change among the account's events: only tokens of before are concerned. */
    sequence: whole({ min: 1 }),
    /** The roles that are left. */
    roles: list(oneOf(ROLES)),
    expiresAt: moment(),
  },
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "every token of before has expired" }],
  shardKey: "_id",
  erasure: "Kept: it holds an id and roles, and goes within the hour.",
});
