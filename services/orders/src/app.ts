import type { App } from "@vc/http";
import { acceptFiles, buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addDisputeRoutes, type DisputeRouteDeps } from "./disputes/routes.ts";
import { addFileRoutes, type FileRouteDeps } from "./files/routes.ts";
import { addOrderRoutes, type OrderRouteDeps } from "./orders/routes.ts";

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(
  deps: Platform & OrderRouteDeps & DisputeRouteDeps & Omit<FileRouteDeps, "checkCaller">,
): Promise<App> {
  const checkCaller = watchAccounts(deps);
  const app = await buildServiceApp(deps, "orders", checkCaller);
  await acceptFiles(app);
  addOrderRoutes(app, deps);
  addDisputeRoutes(app, deps);
  addFileRoutes(app, { ...deps, checkCaller });
  return app;
}
