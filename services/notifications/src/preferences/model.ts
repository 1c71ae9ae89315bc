import { defineModel, flag, id, object, optional, record } from "@vc/service";

export const preferenceModel = defineModel({
  collection: "preferences",
  holds: "The channels that an account chose, by kind of notification; a kind without a choice uses all.",
  // One who unsubscribes by a link chooses only the e-mail: a channel that is missing is on.
  fields: { _id: id("account"), choices: record(object({ app: optional(flag()), email: optional(flag()) })) },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
