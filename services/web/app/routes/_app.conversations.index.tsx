import { createFileRoute } from "@tanstack/react-router";
import { NoConversationChosen } from "../talking/conversation-page.tsx";

export const Route = createFileRoute("/_app/conversations/")({ component: NoConversationChosen });
