import { createFileRoute } from "@tanstack/react-router";
import { DoorPlaceholder } from "../account/door.tsx";
import { ResetPassword } from "../account/reset-password.tsx";
import { tokenOf } from "../account/search-of-door.ts";
import { privateHead } from "../layout/head.ts";

export const Route = createFileRoute("/reset-password")({
  ssr: false,
  validateSearch: tokenOf,
  head: () => privateHead(({ account }) => account.reset.title),
  pendingComponent: DoorPlaceholder,
  component: () => <ResetPassword purpose="reset" token={Route.useSearch().token} />,
});
