import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { FileInfo } from "../http/files.ts";
import { id, Timestamp } from "../primitives.ts";
import { ConversationKind, MaskedKind } from "../vocabulary.ts";

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
    masked: z.array(z.object({ kind: MaskedKind })).optional(),
    files: z.array(z.object(FileInfo.shape)).optional(),
    sentAt: Timestamp,
  }),
);

export const SupportRequested = defineEvent(
  "messaging.support_request.waiting.v1",
  "A request for support waits for an answer: it is new, or its author wrote again after it was closed (R38).",
  z.object({ conversationId: id("conversation"), requesterId: id("account"), since: Timestamp }),
);

export const SupportClosed = defineEvent(
  "messaging.support_request.closed.v1",
  "Support closed a request; it waits again when its author writes again (R38).",
  z.object({ conversationId: id("conversation"), requesterId: id("account"), closedAt: Timestamp }),
);

export const ReadMarkMoved = defineEvent(
  "messaging.read_mark.moved.v1",
  "A participant has read a conversation up to a message (R37). The mark of each participant is an aggregate of its own.",
  z.object({
    conversationId: id("conversation"),
    orderId: id("order").nullable(),
    accountId: id("account").describe("who has read"),
    readUpTo: z.int().min(1).describe("the number of the message, which is the sequence of its MessageSent"),
    participantIds: z.array(id("account")),
    readAt: Timestamp,
  }),
);
