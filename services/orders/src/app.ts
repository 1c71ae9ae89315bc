import { type App, acceptFiles, buildServer } from "@vc/chassis";
import type { OrdersDeps } from "./deps.ts";
import { addFileRoutes } from "./files/routes.ts";
import { addOrderRoutes } from "./orders/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: OrdersDeps): Promise<App> {
  const { log, registry, verifyToken, readiness } = deps.platform;
  const app = await buildServer({
    service: "orders",
    description: "Orders from placing to their end: acceptance, delivery, completion, refunds.",
    log,
    registry,
    verifyToken,
    readiness,
  });
  await acceptFiles(app);
  addOrderRoutes(app, deps);
  addFileRoutes(app, deps);
  return app;
}
