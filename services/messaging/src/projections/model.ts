import { defineModel, id, text } from "@vc/service";

export const personModel = defineModel({
  collection: "people",
  holds: "What a conversation shows of a person, from the events of accounts.",
  fields: {
    _id: id("account"),
    displayName: text({ max: 200, personal: "deleted with the document" }),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
