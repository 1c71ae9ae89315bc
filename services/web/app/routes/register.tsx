import { createFileRoute } from "@tanstack/react-router";
import { DoorPlaceholder } from "../account/door.tsx";
import { Register } from "../account/register.tsx";
import { nextOf } from "../account/search-of-door.ts";
import { privateHead } from "../layout/head.ts";

export const Route = createFileRoute("/register")({
  ssr: false,
  validateSearch: nextOf,
  head: () => privateHead(({ account }) => account.registerTitle),
  pendingComponent: DoorPlaceholder,
  component: () => <Register next={Route.useSearch().next} />,
});
