import { createFileRoute } from "@tanstack/react-router";
import { HelpCentre, helpHead } from "../help/help-centre.tsx";
import { helpSearchOf } from "../help/help-search.ts";
import { loadHelpIndex } from "../help/load-help.ts";

export const Route = createFileRoute("/aide/")({
  validateSearch: helpSearchOf,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => loadHelpIndex("fr", deps.q),
  head: () => helpHead("fr"),
  component: () => <HelpCentre data={Route.useLoaderData()} />,
});
