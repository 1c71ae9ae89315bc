import { createFileRoute } from "@tanstack/react-router";
import { HowItWorks, howItWorksHead } from "../help/how-it-works.tsx";
import { loadPolicy } from "../state/policy.ts";

export const Route = createFileRoute("/comment-ca-marche")({
  loader: loadPolicy,
  head: () => howItWorksHead("fr"),
  component: () => <HowItWorks policy={Route.useLoaderData()} />,
});
