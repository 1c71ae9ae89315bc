import { createFileRoute } from "@tanstack/react-router";
import { listingHead } from "../market/heads.ts";
import { ListingPage } from "../market/listing.tsx";
import { loadListing } from "../market/load-listing.ts";

export const Route = createFileRoute("/en/service/$slug")({
  loader: ({ params }) => loadListing(params.slug, "en"),
  head: ({ loaderData }) => (loaderData === undefined ? {} : listingHead("en", loaderData)),
  component: () => <ListingPage data={Route.useLoaderData()} />,
});
