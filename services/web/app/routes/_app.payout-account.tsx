import { createFileRoute } from "@tanstack/react-router";
import { PayoutAccountPage } from "../selling/payout-account.tsx";

export const Route = createFileRoute("/_app/payout-account")({
  validateSearch: ({ expired }: Record<string, unknown>): { expired?: string } =>
    typeof expired === "string" ? { expired } : {},
  component: () => <PayoutAccountPage isExpired={Route.useSearch().expired !== undefined} />,
});
