import { type DocumentOf, defineModel, id, moment, text, whole } from "@vc/service";

export const caseMessageModel = defineModel({
  collection: "case_messages",
  holds: "A message of an order's conversation, from messaging's events, for the mediator of a dispute.",
  fields: {
    _id: id("message"),
    orderId: id("order"),
    conversationId: id("conversation"),
    /** Its place in the conversation: 1, 2, 3 … */
    number: whole({ min: 1 }),
    senderId: id("account"),
    text: text({ max: 20_000, personal: "emptied" }),
    at: moment(),
  },
  indexes: [
    { key: { orderId: 1, number: 1 }, for: "the newest messages of an order; removing the oldest" },
    { key: { senderId: 1 }, for: "erasing what a closed account wrote" },
  ],
  shardKey: "orderId",
  erasure: "The words of the sender are emptied; that a message was sent, and when, stays.",
});
export type CaseMessageDocument = DocumentOf<typeof caseMessageModel>;
