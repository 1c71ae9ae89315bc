import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id, Timestamp } from "../primitives.ts";
import { ConversationKind } from "../vocabulary.ts";

export const MessageSent = defineEvent(
  "messaging.message.sent.v1",
  "A message was sent in a conversation; contact details are already masked (R3, R37).",
  z.object({
    conversationId: id("conversation"),
    kind: ConversationKind,
    orderId: id("order").nullable(),
    messageId: id("message"),
    senderId: id("account"),
    recipientIds: z.array(id("account")),
    text: z.string(),
    sentAt: Timestamp,
  }),
);
