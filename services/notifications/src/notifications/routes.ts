import { ListNotificationsQuery, MarkNotificationsReadRequest, Notification, pageOf } from "@vc/contracts";
import { type App, type Clock, callerOf, notFound } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import { type NotificationStore, presentNotification } from "./store.ts";

export function registerNotificationRoutes(
  app: App,
  { notifications, clock }: { notifications: NotificationStore; clock: Clock },
): void {
  const config = { access: "signed_in" } as const;
  const tags = ["notifications"];

  app.get(
    "/v1/notifications",
    {
      config,
      schema: {
        tags,
        summary: "The caller's notifications, newest first",
        querystring: ListNotificationsQuery,
        response: { 200: pageOf(Notification) },
      },
    },
    async (request) => {
      const { limit, cursor, unread } = request.query;
      const found = await notifications.list(callerOf(request).accountId, {
        isUnreadOnly: unread === true,
        limit,
        after: cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()])),
      });
      return toPage(found, limit, (last) => [last.createdAt.getTime(), last.id], presentNotification);
    },
  );

  app.post(
    "/v1/notifications/read",
    {
      config,
      schema: {
        tags,
        summary: "Mark notifications as read",
        body: MarkNotificationsReadRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const ids = request.body.all ? "all" : [...new Set(request.body.ids)];
      if (ids !== "all" && (await notifications.countOwn(accountId, ids)) < ids.length) throw notFound();
      await notifications.markRead(accountId, ids, clock.now());
      return reply.code(204).send(null);
    },
  );
}
