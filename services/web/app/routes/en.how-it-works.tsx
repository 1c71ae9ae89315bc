import { createFileRoute } from "@tanstack/react-router";
import { guideHead } from "../help/help-heads.ts";
import { HowItWorks } from "../help/how-it-works.tsx";

export const Route = createFileRoute("/en/how-it-works")({
  loader: async () => (await import("../help/load-help.ts")).loadHowItWorks("en"),
  head: ({ loaderData }) => guideHead("en", "howItWorks", loaderData?.words),
  component: () => <HowItWorks data={Route.useLoaderData()} />,
});
