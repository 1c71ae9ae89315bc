import { code, defineModel, moment, whole } from "@vc/service";

export const limitWindowModel = defineModel({
  collection: "rate_limit_windows",
  holds: "How often a limited call was made in one window of time.",
  fields: {
    /** A hash of the key, which can hold an e-mail address, and the end of the window in milliseconds. */
    _id: code(),
    count: whole({ min: 0 }),
    expiresAt: moment(),
  },
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "windows go at their end" }],
  shardKey: "_id",
  erasure: "Kept: it goes at the end of its window.",
});
