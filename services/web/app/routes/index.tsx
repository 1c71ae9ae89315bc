import { createFileRoute } from "@tanstack/react-router";
import { homeHead } from "../market/heads.ts";
import { Home } from "../market/home.tsx";
import { loadHome } from "../market/load-home.ts";

export const Route = createFileRoute("/")({
  loader: loadHome,
  head: () => homeHead("fr"),
  component: () => <Home data={Route.useLoaderData()} />,
});
