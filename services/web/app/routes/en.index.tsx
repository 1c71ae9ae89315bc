import { createFileRoute } from "@tanstack/react-router";
import { homeHead } from "../market/heads.ts";
import { Home } from "../market/home.tsx";
import { loadHome } from "../market/load-home.ts";

export const Route = createFileRoute("/en/")({
  loader: loadHome,
  head: () => homeHead("en"),
  component: () => <Home data={Route.useLoaderData()} />,
});
