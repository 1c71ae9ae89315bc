import { createFileRoute } from "@tanstack/react-router";
import { DoorPlaceholder } from "../account/door.tsx";
import { LogIn } from "../account/log-in.tsx";
import { nextOf } from "../account/search-of-door.ts";
import { privateHead } from "../layout/head.ts";

export const Route = createFileRoute("/login")({
  ssr: false,
  validateSearch: nextOf,
  head: () => privateHead(({ account }) => account.loginTitle),
  pendingComponent: DoorPlaceholder,
  component: () => <LogIn next={Route.useSearch().next} />,
});
