import { type Conversation, isVisibleTo, type Visitor } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { refuse } from "./refusals.ts";

/** @throws HttpProblem 404 for a conversation that does not exist for the visitor (R41) */
export async function visibleConversation(
  { conversations }: Pick<Messaging, "conversations">,
  conversationId: string,
  visitor: Visitor,
): Promise<Conversation> {
  const conversation = await conversations.find(conversationId);
  if (conversation === null || !isVisibleTo(conversation, visitor)) throw refuse("not_found");
  return conversation;
}
