import type { App } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { addCategoryRoutes } from "./categories/routes.ts";
import { addListingRoutes, type ListingRoutesDeps } from "./listings/routes.ts";

/** The HTTP side of the catalog. It connects to nothing and listens to nothing. */
export async function buildApp(deps: Platform & ListingRoutesDeps): Promise<App> {
  const app = await buildServiceApp(deps, "catalog");
  addCategoryRoutes(app);
  addListingRoutes(app, deps);
  return app;
}
