import { code, defineModel, id, oneOf } from "@vc/service";
import { KINDS } from "../kinds.ts";

export const unsubscribeLinkModel = defineModel({
  collection: "unsubscribe_links",
  holds: "The token of the link that switches a kind of e-mail off for an account.",
  fields: { _id: code(), accountId: id("account"), kind: oneOf(KINDS) },
  indexes: [{ key: { accountId: 1, kind: 1 }, unique: true, for: "one link per account and kind" }],
  shardKey: "_id",
  erasure: "Deleted.",
});
