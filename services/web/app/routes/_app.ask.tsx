import { createFileRoute } from "@tanstack/react-router";
import { Ask } from "../talking/ask.tsx";
import { askSearchOf } from "../talking/conversation-search.ts";

export const Route = createFileRoute("/_app/ask")({
  validateSearch: askSearchOf,
  component: () => <Ask {...Route.useSearch()} />,
});
