import { code, defineModel, id, list, moment, nullable, object, optional, text, whole } from "@vc/service";

export const digestModel = defineModel({
  collection: "digests",
  holds: "Messages of which an account has had no e-mail yet.",
  fields: {
    _id: id("account"),
    firstAt: moment(),
    messages: list(
      object({
        fact: code(),
        message: optional(object({ conversationId: id("conversation"), number: whole({ min: 1 }) })),
        actorId: nullable(id("account")),
        text: text({ max: 50_000, personal: "deleted with the document" }),
        link: code({ max: 2_000 }),
        mentions: list(id("account")),
      }),
    ),
  },
  indexes: [{ key: { "messages.mentions": 1 }, for: "erasing what mentions a closed account" }],
  shardKey: "_id",
  erasure: "Deleted; messages that mention the account are taken out of the digests of others.",
});
