import { createFileRoute } from "@tanstack/react-router";
import { Fees, feesHead } from "../help/fees.tsx";
import { loadPolicy } from "../state/policy.ts";

export const Route = createFileRoute("/en/fees")({
  loader: loadPolicy,
  head: () => feesHead("en"),
  component: () => <Fees policy={Route.useLoaderData()} />,
});
