import { notificationsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Clock, notFound } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import { type NotificationStore, presentNotification } from "./store.ts";

export interface NotificationRouteDeps {
  readonly notifications: NotificationStore;
  readonly clock: Clock;
}

export function addNotificationRoutes(app: App, { notifications, clock }: NotificationRouteDeps): void {
  addEndpoint(app, endpoints.listNotifications, async ({ caller, query }) => {
    const { limit, cursor, unread } = query;
    const found = await notifications.list(caller.accountId, {
      isUnreadOnly: unread === true,
      limit,
      after: cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()])),
    });
    return toPage(found, limit, (last) => [last.createdAt.getTime(), last.id], presentNotification);
  });

  addEndpoint(app, endpoints.countUnreadNotifications, async ({ caller }) => ({
    count: await notifications.countUnread(caller.accountId),
  }));

  addEndpoint(app, endpoints.markNotificationsRead, async ({ caller: { accountId }, body }) => {
    const ids = body.all ? "all" : [...new Set(body.ids)];
    if (ids !== "all" && (await notifications.countOwn(accountId, ids)) < ids.length) throw notFound();
    await notifications.markRead(accountId, ids, clock.now());
  });
}
