import { createFileRoute } from "@tanstack/react-router";
import { HowItWorks, howItWorksHead } from "../help/how-it-works.tsx";
import { loadPolicy } from "../state/policy.ts";

export const Route = createFileRoute("/en/how-it-works")({
  loader: loadPolicy,
  head: () => howItWorksHead("en"),
  component: () => <HowItWorks policy={Route.useLoaderData()} />,
});
