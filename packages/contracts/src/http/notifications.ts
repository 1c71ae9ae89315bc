import { z } from "zod";
import { id, Timestamp } from "../primitives.ts";
import { PageQuery } from "./paging.ts";

export const Notification = z
  .object({
    id: id("notification"),
    kind: z.string(),
    title: z.string(),
    text: z.string(),
    link: z.string().nullable(),
    orderId: id("order").nullable(),
    readAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof Notification>;

export const ListNotificationsQuery = PageQuery.extend({
  unread: z.stringbool().optional(),
});

export const MarkNotificationsReadRequest = z.union([
  z.strictObject({ ids: z.array(id("notification")).min(1).max(100) }),
  z.strictObject({ all: z.literal(true) }),
]);

export const Channels = z.strictObject({ email: z.boolean(), app: z.boolean() });
export const Preferences = z.record(z.string().max(60), Channels);
export type Preferences = z.infer<typeof Preferences>;

export const StreamTicket = z.object({ ticket: z.string(), expiresIn: z.int() });
