import { createFileRoute } from "@tanstack/react-router";
import { HelpCentre, helpHead } from "../help/help-centre.tsx";
import { helpSearchOf } from "../help/help-search.ts";
import { loadHelpIndex } from "../help/load-help.ts";

export const Route = createFileRoute("/en/help/")({
  validateSearch: helpSearchOf,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => loadHelpIndex("en", deps.q),
  head: () => helpHead("en"),
  component: () => <HelpCentre data={Route.useLoaderData()} />,
});
