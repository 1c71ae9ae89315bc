import { LOCALES } from "@vc/contracts";
import { defineModel, id, oneOf, text } from "@vc/service";

export const personModel = defineModel({
  collection: "contacts",
  holds: "What Stripe, invoices and receipts need to know of a person, from the events of accounts.",
  fields: {
    _id: id("account"),
    email: text({ max: 320, personal: "deleted with the document" }),
    displayName: text({ max: 200, personal: "deleted with the document" }),
    locale: oneOf(LOCALES),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});
