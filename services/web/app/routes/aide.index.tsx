import { createFileRoute } from "@tanstack/react-router";
import { HelpCentre } from "../help/help-centre.tsx";
import { helpHead } from "../help/help-heads.ts";
import { helpSearchOf } from "../help/help-search.ts";

export const Route = createFileRoute("/aide/")({
  validateSearch: helpSearchOf,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => (await import("../help/load-help.ts")).loadHelpIndex("fr", deps.q),
  head: () => helpHead("fr"),
  component: () => <HelpCentre data={Route.useLoaderData()} />,
});
