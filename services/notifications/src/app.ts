import type { App } from "@vc/http";
import { buildServiceApp, type Platform, watchAccounts } from "@vc/service";
import { addNotificationRoutes, type NotificationRouteDeps } from "./notifications/routes.ts";
import { addPreferenceRoutes, type PreferenceRouteDeps } from "./preferences/routes.ts";
import { addStreamRoutes, type StreamRouteDeps } from "./stream/routes.ts";
import { addUnsubscribeRoutes, type UnsubscribeRouteDeps } from "./unsubscribe/routes.ts";

/** The HTTP side of notifications. It connects to nothing and listens to nothing. */
export async function buildApp(
  deps: Platform &
    NotificationRouteDeps &
    PreferenceRouteDeps &
    Omit<StreamRouteDeps, "checkCaller"> &
    UnsubscribeRouteDeps,
): Promise<App> {
  const checkCaller = watchAccounts(deps);
  const app = await buildServiceApp(deps, "notifications", checkCaller);
  addNotificationRoutes(app, deps);
  addPreferenceRoutes(app, deps);
  await addStreamRoutes(app, { ...deps, checkCaller });
  await addUnsubscribeRoutes(app, deps);
  return app;
}
