import { createFileRoute } from "@tanstack/react-router";
import { HelpCentre } from "../help/help-centre.tsx";
import { helpHead } from "../help/help-heads.ts";
import { helpSearchOf } from "../help/help-search.ts";

export const Route = createFileRoute("/en/help/")({
  validateSearch: helpSearchOf,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => (await import("../help/load-help.ts")).loadHelpIndex("en", deps.q),
  head: () => helpHead("en"),
  component: () => <HelpCentre data={Route.useLoaderData()} />,
});
