import { defineModel, flag, id, object, record } from "@vc/service";

export const preferenceModel = defineModel({
  collection: "preferences",
  holds: "The channels that an account chose, by kind of notification; a kind without a choice uses all.",
  fields: { _id: id("account"), choices: record(object({ app: flag(), email: flag() })) },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
