import type { App } from "@vc/http";
import { buildServiceApp } from "@vc/service";
import type { ReviewsDeps } from "./deps.ts";
import { addReportRoutes } from "./reports/routes.ts";
import { addReviewRoutes } from "./reviews/routes.ts";
import { addSellerRoutes } from "./standings/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: ReviewsDeps): Promise<App> {
  const app = await buildServiceApp(deps.platform, "reviews");
  addReviewRoutes(app, deps);
  addReportRoutes(app, deps);
  addSellerRoutes(app, deps);
  return app;
}
