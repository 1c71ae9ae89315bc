import { createFileRoute } from "@tanstack/react-router";
import { Fees, feesHead } from "../help/fees.tsx";
import { loadPolicy } from "../state/policy.ts";

export const Route = createFileRoute("/tarifs")({
  loader: loadPolicy,
  head: () => feesHead("fr"),
  component: () => <Fees policy={Route.useLoaderData()} />,
});
