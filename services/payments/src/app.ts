import type { App } from "@vc/http";
import { buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addDocumentRoutes, type DocumentRouteDeps } from "./documents/routes.ts";
import { addExceptionRoutes } from "./exception-desk/routes.ts";
import type { ExceptionDeskDeps } from "./exception-desk/work-exceptions.ts";
import { addLedgerRoutes, type LedgerRouteDeps } from "./ledger/routes.ts";
import { addPaymentRoutes, type PaymentRouteDeps } from "./payments/routes.ts";
import type { OnboardingDeps } from "./payout-accounts/onboarding.ts";
import { addPayoutAccountRoutes } from "./payout-accounts/routes.ts";
import { addReconciliationRoutes, type ReconciliationRouteDeps } from "./reconciliation/routes.ts";
import { addSellerYearRoutes, type SellerYearRouteDeps } from "./seller-years/routes.ts";
import { addWebhookRoutes, type WebhookRouteDeps } from "./webhooks/routes.ts";
import { addWithdrawalRoutes, type WithdrawalRouteDeps } from "./withdrawals/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(
  deps: Platform &
    PaymentRouteDeps &
    WithdrawalRouteDeps &
    LedgerRouteDeps &
    OnboardingDeps &
    DocumentRouteDeps &
    ReconciliationRouteDeps &
    ExceptionDeskDeps &
    SellerYearRouteDeps &
    WebhookRouteDeps,
): Promise<App> {
  const app = await buildServiceApp(deps, "payments", watchAccounts(deps));
  addPaymentRoutes(app, deps);
  addWithdrawalRoutes(app, deps);
  addLedgerRoutes(app, deps);
  addPayoutAccountRoutes(app, deps);
  addDocumentRoutes(app, deps);
  addReconciliationRoutes(app, deps);
  addExceptionRoutes(app, deps);
  addSellerYearRoutes(app, deps);
  addWebhookRoutes(app, deps);
  return app;
}
