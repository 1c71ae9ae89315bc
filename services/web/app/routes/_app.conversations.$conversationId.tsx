import { createFileRoute } from "@tanstack/react-router";
import { ConversationPage } from "../talking/conversation-page.tsx";

export const Route = createFileRoute("/_app/conversations/$conversationId")({
  component: () => {
    const { conversationId } = Route.useParams();
    // Another conversation is another page: nothing of the one before stays in it.
    return <ConversationPage key={conversationId} conversationId={conversationId} />;
  },
});
