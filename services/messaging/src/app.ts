import type { App } from "@vc/http";
import { acceptFiles, buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addFileRoutes } from "./conversations/file-routes.ts";
import type { Messaging } from "./conversations/messaging.ts";
import { addConversationRoutes } from "./conversations/routes.ts";
import { addSupportRoutes } from "./conversations/support-routes.ts";

/** Messaging's HTTP side. It connects to nothing and listens to nothing. */
export async function buildApp(deps: Platform & Messaging): Promise<App> {
  const checkCaller = watchAccounts(deps);
  const app = await buildServiceApp(deps, "messaging", checkCaller);
  await acceptFiles(app);
  addConversationRoutes(app, deps);
  addFileRoutes(app, { ...deps, checkCaller });
  addSupportRoutes(app, deps);
  return app;
}
