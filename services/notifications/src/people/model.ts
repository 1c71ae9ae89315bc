import { LOCALES, ROLES } from "@vc/contracts";
import { type DocumentOf, defineModel, flag, id, list, oneOf, optional, text, whole } from "@vc/service";

export const personModel = defineModel({
  collection: "people",
  holds:
    "An account that can receive notifications. Of a closed one only that it is closed, and its position.",
  fields: {
    _id: id("account"),
    email: optional(text({ max: 320, personal: "removed" })),
    displayName: optional(text({ max: 200, personal: "removed" })),
    locale: optional(oneOf(LOCALES)),
    isVerified: optional(flag()),
    roles: optional(list(oneOf(ROLES))),
    isClosed: optional(flag()),
    streamPosition: optional(whole({ min: 1 })),
  },
  indexes: [{ key: { roles: 1 }, for: "the mediators, who hear of escalated disputes" }],
  shardKey: "_id",
  erasure: "Everything but the id, the fact that it is closed and the position of its stream is removed.",
});
export type PersonDocument = DocumentOf<typeof personModel>;
