import { createFileRoute } from "@tanstack/react-router";
import { searchHead } from "../market/heads.ts";
import { loadSearch } from "../market/load-search.ts";
import { Search } from "../market/search.tsx";
import { parseSearchParams } from "../market/search-params.ts";

export const Route = createFileRoute("/en/services/")({
  validateSearch: parseSearchParams,
  // The router keeps what a validation leaves out.
  loaderDeps: ({ search }) => parseSearchParams({ ...search }),
  loader: async ({ deps }) => ({ data: await loadSearch(undefined, deps), params: deps }),
  head: ({ loaderData }) => (loaderData === undefined ? {} : searchHead("en", loaderData)),
  component: () => <Search {...Route.useLoaderData()} />,
});
