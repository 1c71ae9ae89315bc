import type { App } from "@vc/http";
import { buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addReportRoutes, type ReportRoutesDeps } from "./reports/routes.ts";
import { addReviewRoutes } from "./reviews/routes.ts";
import { addSellerRoutes, type SellerRoutesDeps } from "./standings/routes.ts";

/** The HTTP side of reviews. It connects to nothing and listens to nothing. */
export async function buildApp(deps: Platform & ReportRoutesDeps & SellerRoutesDeps): Promise<App> {
  const app = await buildServiceApp(deps, "reviews", watchAccounts(deps));
  addReviewRoutes(app, deps);
  addReportRoutes(app, deps);
  addSellerRoutes(app, deps);
  return app;
}
