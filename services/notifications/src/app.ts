import type { App } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { addNotificationRoutes } from "./notifications/routes.ts";
import type { NotificationStore } from "./notifications/store.ts";
import { addPreferenceRoutes } from "./preferences/routes.ts";
import type { PreferenceStore } from "./preferences/store.ts";
import { addStreamRoutes, type StreamDeps } from "./stream/routes.ts";
import { addUnsubscribeRoutes, type UnsubscribeDeps } from "./unsubscribe/routes.ts";

/** The HTTP side of notifications. It connects to nothing and listens to nothing. */
export async function buildApp(
  deps: Platform &
    StreamDeps &
    UnsubscribeDeps & { notifications: NotificationStore; preferences: PreferenceStore },
): Promise<App> {
  const app = await buildServiceApp(deps, "notifications");
  addNotificationRoutes(app, deps);
  addPreferenceRoutes(app, deps.preferences);
  await addStreamRoutes(app, deps);
  await addUnsubscribeRoutes(app, deps);
  return app;
}
