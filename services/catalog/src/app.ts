import { type App, buildServer } from "@vc/chassis";
import { addCategoryRoutes } from "./categories/routes.ts";
import type { CatalogDeps } from "./deps.ts";
import { addListingRoutes } from "./listings/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: CatalogDeps): Promise<App> {
  const { log, registry, verifyToken, readiness } = deps.platform;
  const app = await buildServer({
    service: "catalog",
    description: "Listings, their categories and their search.",
    log,
    registry,
    verifyToken,
    readiness,
  });
  addCategoryRoutes(app);
  addListingRoutes(app, deps);
  return app;
}
