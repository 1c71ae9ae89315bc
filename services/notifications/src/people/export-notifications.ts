import { type Bus, on } from "@vc/bus";
import { ExportRequested, NotificationsExportCollected } from "@vc/contracts";
import { exportPart } from "@vc/service";
import { type NotificationStore, presentNotification } from "../notifications/store.ts";
import type { PreferenceStore } from "../preferences/store.ts";

/** R42: the notifications and preferences of an account. */
export function exportNotifications(
  bus: Bus,
  { notifications, preferences }: { notifications: NotificationStore; preferences: PreferenceStore },
): void {
  bus.consume({
    purpose: "exports",
    subscriptions: [
      on(
        ExportRequested,
        exportPart(NotificationsExportCollected, {
          async *preferences(accountId) {
            yield await preferences.find(accountId);
          },
          async *notifications(accountId) {
            for await (const each of notifications.allOf(accountId)) {
              yield { ...presentNotification(each), mentions: each.mentions };
            }
          },
        }),
      ),
    ],
  });
}
