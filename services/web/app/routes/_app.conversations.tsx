import { createFileRoute } from "@tanstack/react-router";
import { conversationSearchOf } from "../talking/conversation-search.ts";
import { ConversationsFrame } from "../talking/conversations-frame.tsx";

export const Route = createFileRoute("/_app/conversations")({
  validateSearch: conversationSearchOf,
  component: ConversationsFrame,
});
