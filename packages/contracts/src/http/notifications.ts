import { z } from "zod";
import { id, Timestamp } from "../primitives.ts";
import { ConversationKind, OrderState } from "../vocabulary.ts";
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

/** What `z.stringbool` takes, for the OpenAPI document. */
const YES_AND_NO = ["true", "1", "yes", "on", "y", "enabled", "false", "0", "no", "off", "n", "disabled"];

export const ListNotificationsQuery = PageQuery.extend({
  unread: z.stringbool().meta({ enum: YES_AND_NO }).optional(),
});

/** Either `ids` or `all`. One object rather than a union, so that an error names the field that is wrong. */
export const MarkNotificationsReadRequest = z
  .strictObject({
    ids: z.array(id("notification")).min(1).max(100).optional(),
    all: z.literal(true).optional(),
  })
  .refine((which) => (which.ids === undefined) !== (which.all === undefined), {
    path: ["ids"],
    message: "name either the ids, or all",
  })
  .meta({ minProperties: 1, maxProperties: 1 });

export const Channels = z.strictObject({ email: z.boolean(), app: z.boolean() });
export const Preferences = z.record(z.string().max(60), Channels);
export type Preferences = z.infer<typeof Preferences>;

/** What the live stream tells, by the name of its event. An order's `sequence` tells an older state that arrives later. */
export const liveEvents = {
  notification: Notification,
  message: z.object({
    conversationId: id("conversation"),
    kind: ConversationKind,
    orderId: id("order").nullable(),
    message: z.object({
      id: id("message"),
      senderId: id("account"),
      text: z.string(),
      at: Timestamp,
    }),
  }),
  order: z.object({ orderId: id("order"), state: OrderState, sequence: z.int() }),
} as const;
export type LiveEventName = keyof typeof liveEvents;
export type LiveEventData<Name extends LiveEventName> = z.infer<(typeof liveEvents)[Name]>;

export const LiveEvents = z.object(liveEvents).meta({ id: "LiveEvents" });

export const StreamTicket = z.object({ ticket: z.string(), expiresIn: z.int() });
