import type { App } from "@vc/http";
import { buildServiceApp } from "@vc/service";
import type { PaymentsDeps } from "./deps.ts";
import { addDocumentRoutes } from "./documents/routes.ts";
import { addLedgerRoutes } from "./ledger/routes.ts";
import { addPaymentRoutes } from "./payments/routes.ts";
import { addPayoutAccountRoutes } from "./payout-accounts/routes.ts";
import { addReconciliationRoutes } from "./reconciliation/routes.ts";
import { addWebhookRoutes } from "./webhooks/routes.ts";
import { addWithdrawalRoutes } from "./withdrawals/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: PaymentsDeps): Promise<App> {
  const app = await buildServiceApp(deps.platform, "payments");
  addPaymentRoutes(app, deps);
  addWithdrawalRoutes(app, deps);
  addLedgerRoutes(app, deps);
  addPayoutAccountRoutes(app, deps);
  addDocumentRoutes(app, deps);
  addReconciliationRoutes(app, deps);
  addWebhookRoutes(app, deps);
  return app;
}
