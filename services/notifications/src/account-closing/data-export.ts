import type { Bus } from "@vc/bus";
import { NotificationsExportCollected } from "@vc/contracts";
import { addExportConsumers } from "@vc/service";
import { type NotificationStore, presentNotification } from "../notifications/store.ts";
import type { PreferenceStore } from "../preferences/store.ts";

/** R42: the notifications and preferences of an account. */
export function addDataExportConsumers(
  bus: Bus,
  { notifications, preferences }: { notifications: NotificationStore; preferences: PreferenceStore },
): void {
  addExportConsumers(bus, NotificationsExportCollected, {
    async *preferences(accountId) {
      yield await preferences.find(accountId);
    },
    async *notifications(accountId) {
      for await (const each of notifications.allOf(accountId)) {
        yield { ...presentNotification(each), mentions: each.mentions };
      }
    },
  });
}
