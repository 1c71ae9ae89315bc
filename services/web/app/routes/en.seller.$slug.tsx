import { createFileRoute } from "@tanstack/react-router";
import { sellerHead } from "../market/heads.ts";
import { loadSeller } from "../market/load-seller.ts";
import { SellerPage } from "../market/seller.tsx";

export const Route = createFileRoute("/en/seller/$slug")({
  validateSearch: ({ cursor }: Record<string, unknown>): { cursor?: string } =>
    typeof cursor === "string" ? { cursor } : {},
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => loadSeller(params.slug, "en", deps.cursor),
  head: ({ loaderData }) => (loaderData === undefined ? {} : sellerHead("en", loaderData)),
  component: () => <SellerPage data={Route.useLoaderData()} />,
});
