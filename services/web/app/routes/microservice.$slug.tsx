import { createFileRoute } from "@tanstack/react-router";
import { listingHead } from "../market/heads.ts";
import { ListingPage } from "../market/listing.tsx";
import { loadListing } from "../market/load-listing.ts";

export const Route = createFileRoute("/microservice/$slug")({
  loader: ({ params }) => loadListing(params.slug, "fr"),
  head: ({ loaderData }) => (loaderData === undefined ? {} : listingHead("fr", loaderData)),
  component: () => <ListingPage data={Route.useLoaderData()} />,
});
