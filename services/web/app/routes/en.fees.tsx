import { createFileRoute } from "@tanstack/react-router";
import { Fees } from "../help/fees.tsx";
import { guideHead } from "../help/help-heads.ts";

export const Route = createFileRoute("/en/fees")({
  loader: async () => (await import("../help/load-help.ts")).loadFees("en"),
  head: ({ loaderData }) => guideHead("en", "fees", loaderData?.words),
  component: () => <Fees data={Route.useLoaderData()} />,
});
