import type { App } from "@vc/http";
import { buildServiceApp } from "@vc/service";
import { addCategoryRoutes } from "./categories/routes.ts";
import type { CatalogDeps } from "./deps.ts";
import { addListingRoutes } from "./listings/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: CatalogDeps): Promise<App> {
  const app = await buildServiceApp(deps.platform, "catalog");
  addCategoryRoutes(app);
  addListingRoutes(app, deps);
  return app;
}
