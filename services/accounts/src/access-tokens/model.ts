import { code, defineModel, moment } from "@vc/service";

export const signingKeyModel = defineModel({
  collection: "signing_keys",
  holds: "A key that signs access tokens, sealed with the key of the environment.",
  fields: {
    /** The key's id. */
    _id: code(),
    sealed: code({ max: 5_000 }),
    announcedAt: moment(),
    signsFrom: moment(),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds nothing of people.",
});
