import { createFileRoute } from "@tanstack/react-router";
import { Fees } from "../help/fees.tsx";
import { guideHead } from "../help/help-heads.ts";

export const Route = createFileRoute("/tarifs")({
  loader: async () => (await import("../help/load-help.ts")).loadFees("fr"),
  head: ({ loaderData }) => guideHead("fr", "fees", loaderData?.words),
  component: () => <Fees data={Route.useLoaderData()} />,
});
