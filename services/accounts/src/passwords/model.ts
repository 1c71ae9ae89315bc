import { code, defineModel, text } from "@vc/service";

export const resetRequestModel = defineModel({
  collection: "password_reset_requests",
  holds: "A request for a new password; whether the address has an account is looked up later.",
  fields: {
    _id: code(),
    email: text({ max: 320, personal: "deleted with the document" }),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
