import { createFileRoute } from "@tanstack/react-router";
import { DoorPlaceholder } from "../account/door.tsx";
import { ForgotPassword } from "../account/forgot-password.tsx";

import { privateHead } from "../layout/head.ts";

export const Route = createFileRoute("/forgot-password")({
  ssr: false,

  head: () => privateHead(({ account }) => account.forgotTitle),
  pendingComponent: DoorPlaceholder,
  component: () => <ForgotPassword />,
});
