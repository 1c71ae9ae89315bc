import type { App } from "@vc/http";
import { buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addCategoryRoutes } from "./categories/routes.ts";
import { addListingRoutes, type ListingRoutesDeps } from "./listings/routes.ts";
import { addSearchRoutes, type SearchRoutesDeps } from "./search/routes.ts";

/** The HTTP side of the catalog. It connects to nothing and listens to nothing. */
export async function buildApp(deps: Platform & ListingRoutesDeps & SearchRoutesDeps): Promise<App> {
  const app = await buildServiceApp(deps, "catalog", watchAccounts(deps));
  addCategoryRoutes(app);
  addListingRoutes(app, deps);
  addSearchRoutes(app, deps);
  return app;
}
