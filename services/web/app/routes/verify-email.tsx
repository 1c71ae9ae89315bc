import { createFileRoute } from "@tanstack/react-router";
import { DoorPlaceholder } from "../account/door.tsx";
import { tokenOf } from "../account/search-of-door.ts";
import { VerifyEmail } from "../account/verify-email.tsx";
import { privateHead } from "../layout/head.ts";

export const Route = createFileRoute("/verify-email")({
  ssr: false,
  validateSearch: tokenOf,
  head: () => privateHead(({ account }) => account.verifyTitle),
  pendingComponent: DoorPlaceholder,
  component: () => <VerifyEmail token={Route.useSearch().token} />,
});
