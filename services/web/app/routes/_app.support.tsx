import { createFileRoute } from "@tanstack/react-router";
import { Support } from "../support/support.tsx";
import { supportSearchOf } from "../support/support-search.ts";

export const Route = createFileRoute("/_app/support")({
  validateSearch: supportSearchOf,
  component: () => <Support search={Route.useSearch()} />,
});
