import { z } from "zod";
import { id, Timestamp } from "../primitives.ts";
import { ConversationKind, OrderState } from "../vocabulary.ts";
import { Message } from "./messaging.ts";
import { PageQuery, YesOrNo } from "./paging.ts";

/** The kinds of notification that the app shows: a person has preferences for these, and for no others. */
export const APP_NOTIFICATION_KINDS = [
  "order_confirmed",
  "order_payment_expired",
  "order_paid",
  "brief_completed",
  "order_accepted",
  "order_refused",
  "order_expired",
  "order_cancelled",
  "cancellation_excused",
  "order_delivered",
  "order_completed",
  "revision_requested",
  "revision_accepted",
  "revision_refused",
  "cancellation_requested",
  "cancellation_withdrawn",
  "cancellation_refused",
  "dispute_opened",
  "dispute_statement",
  "dispute_escalated",
  "dispute_awaits_decision",
  "dispute_decided",
  "work_resumed",
  "deadline_reminder",
  "payment_refunded",
  "refund_failed",
  "payment_charged_back",
  "chargeback_decided",
  "earnings_released",
  "payout_account_restricted",
  "withdrawal_paid",
  "withdrawal_failed",
  "balance_ageing",
  "message_received",
  "review_received",
  "review_replied",
  "review_removed",
  "report_decided",
  "report_waiting",
  "support_waiting",
  "support_closed",
  "closing_refused",
] as const;
export const NotificationKind = z.enum(APP_NOTIFICATION_KINDS);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const Notification = z
  .object({
    id: id("notification"),
    kind: NotificationKind,
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
  unread: YesOrNo.optional(),
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

export const CHANNELS = ["app", "email"] as const;
const Channels = z.array(z.enum(CHANNELS)).describe("by which the kind can come at all");

/** By which channels a kind of notification comes, and whether that can be changed. */
export const Preference = z
  .object({
    email: z.boolean(),
    app: z.boolean(),
    mandatory: z.boolean().describe("about money or a deadline: cannot be switched off (R39)"),
    channels: Channels,
  })
  .meta({ id: "Preference" });
export type Preference = z.infer<typeof Preference>;

export const Preferences = z.record(NotificationKind, Preference);
export type Preferences = z.infer<typeof Preferences>;

/** What was read can be sent back as it is: what is no choice is not looked at. */
export const ChangePreferencesRequest = z.partialRecord(
  NotificationKind,
  z.strictObject({
    email: z.boolean(),
    app: z.boolean(),
    mandatory: z.boolean().optional().describe("not looked at"),
    channels: Channels.max(CHANNELS.length).optional().describe("not looked at"),
  }),
);
export type ChangePreferencesRequest = z.infer<typeof ChangePreferencesRequest>;

export const UnreadCount = z.object({ count: z.int().min(0) }).meta({ id: "UnreadCount" });

/** What the live stream tells, by the name of its event. An order's `sequence` tells an older state that arrives later. */
export const liveEvents = {
  notification: Notification,
  message: z.object({
    conversationId: id("conversation"),
    kind: ConversationKind,
    orderId: id("order").nullable(),
    message: Message,
  }),
  read: z.object({
    conversationId: id("conversation"),
    orderId: id("order").nullable(),
    accountId: id("account"),
    readUpTo: z.int().min(1),
    at: Timestamp,
  }),
  order: z.object({ orderId: id("order"), state: OrderState, sequence: z.int() }),
} as const;
export type LiveEventName = keyof typeof liveEvents;
export type LiveEventData<Name extends LiveEventName> = z.infer<(typeof liveEvents)[Name]>;

export const LiveEvents = z
  .object(liveEvents)
  .meta({ id: "LiveEvents", description: "The data of each event, by the event's name" });

export const StreamTicket = z.object({ ticket: z.string(), expiresIn: z.int() });
