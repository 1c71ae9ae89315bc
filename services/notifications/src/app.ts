import type { App } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { addNotificationRoutes, type NotificationRouteDeps } from "./notifications/routes.ts";
import { addPreferenceRoutes, type PreferenceRouteDeps } from "./preferences/routes.ts";
import { addStreamRoutes, type StreamRouteDeps } from "./stream/routes.ts";
import { addUnsubscribeRoutes, type UnsubscribeRouteDeps } from "./unsubscribe/routes.ts";

/** The HTTP side of notifications. It connects to nothing and listens to nothing. */
export async function buildApp(
  deps: Platform & NotificationRouteDeps & PreferenceRouteDeps & StreamRouteDeps & UnsubscribeRouteDeps,
): Promise<App> {
  const app = await buildServiceApp(deps, "notifications");
  addNotificationRoutes(app, deps);
  addPreferenceRoutes(app, deps);
  await addStreamRoutes(app, deps);
  await addUnsubscribeRoutes(app, deps);
  return app;
}
