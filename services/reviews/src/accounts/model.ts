import { defineModel, id, moment, text } from "@vc/service";

export const accountModel = defineModel({
  collection: "accounts",
  holds: "What the public sees of a person, from the events of accounts.",
  fields: {
    _id: id("account"),
    displayName: text({ max: 200, personal: "deleted with the document" }),
    bio: text({ max: 5_000, personal: "deleted with the document" }),
    memberSince: moment(),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
