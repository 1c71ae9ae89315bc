import { isVisibleTo, markRead, type Visitor } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { publishReadMark } from "./publish-read-mark.ts";

/** Marks everything up to a message as read (R37). `not_found`: no such conversation or message for the reader. */
export async function markReadUpTo(
  { bus, clock, conversations, messages }: Messaging,
  conversationId: string,
  reader: Visitor,
  messageId: string,
): Promise<"marked" | "not_found"> {
  return bus.transaction(async (tx) => {
    const { session } = tx;
    const conversation = await conversations.find(conversationId, session);
    if (conversation === null || !isVisibleTo(conversation, reader)) return "not_found";
    const message = await messages.find(conversationId, messageId, session);
    if (message === null) return "not_found";
    const unread = await messages.countAfter(conversationId, reader.accountId, message.number, session);
    const read = markRead(conversation, reader.accountId, message.number, unread);
    await conversations.replace(conversation, read, session);
    publishReadMark(tx, { before: conversation, after: read }, reader.accountId, clock.now());
    return "marked";
  });
}
