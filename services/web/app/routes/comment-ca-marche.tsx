import { createFileRoute } from "@tanstack/react-router";
import { guideHead } from "../help/help-heads.ts";
import { HowItWorks } from "../help/how-it-works.tsx";

export const Route = createFileRoute("/comment-ca-marche")({
  loader: async () => (await import("../help/load-help.ts")).loadHowItWorks("fr"),
  head: ({ loaderData }) => guideHead("fr", "howItWorks", loaderData?.words),
  component: () => <HowItWorks data={Route.useLoaderData()} />,
});
