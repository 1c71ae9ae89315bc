import type { App } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { registerNotificationRoutes } from "./notifications/routes.ts";
import type { NotificationStore } from "./notifications/store.ts";
import { registerPreferenceRoutes } from "./preferences/routes.ts";
import type { PreferenceStore } from "./preferences/store.ts";
import { registerStreamRoutes, type StreamDeps } from "./stream/routes.ts";
import { registerUnsubscribeRoutes, type UnsubscribeDeps } from "./unsubscribe/routes.ts";

/** The HTTP side of notifications. It connects to nothing and listens to nothing. */
export async function buildApp(
  deps: Platform &
    StreamDeps &
    UnsubscribeDeps & { notifications: NotificationStore; preferences: PreferenceStore },
): Promise<App> {
  const app = await buildServiceApp(deps, {
    service: "notifications",
    description: "What people are told: in the app, live and by e-mail.",
  });
  registerNotificationRoutes(app, deps);
  registerPreferenceRoutes(app, deps.preferences);
  await registerStreamRoutes(app, deps);
  await registerUnsubscribeRoutes(app, deps);
  return app;
}
