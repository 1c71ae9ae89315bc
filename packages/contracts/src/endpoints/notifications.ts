import { z } from "zod";
import {
  ChangePreferencesRequest,
  ListNotificationsQuery,
  LiveEvents,
  MarkNotificationsReadRequest,
  Notification,
  Preferences,
  StreamTicket,
  UnreadCount,
} from "../http/notifications.ts";
import { pageOf } from "../http/paging.ts";
import { defineEndpoints } from "./define-endpoints.ts";

const TokenParams = z.object({ token: z.string().min(1).max(100) });
const Page = { schema: z.string().describe("the page"), mediaType: "text/html" } as const;

const Position = z
  .string()
  .regex(/^\d{1,15}$/, "must be the id of an event of this stream")
  .transform(Number);

export const notificationsEndpoints = defineEndpoints("notifications", {
  listNotifications: {
    method: "GET",
    path: "/v1/notifications",
    access: "signed_in",
    tag: "notifications",
    summary: "The caller's notifications, newest first",
    query: ListNotificationsQuery,
    answers: { 200: pageOf(Notification) },
  },
  countUnreadNotifications: {
    method: "GET",
    path: "/v1/notifications/unread-count",
    access: "signed_in",
    tag: "notifications",
    summary: "How many notifications the caller has not read",
    answers: { 200: UnreadCount },
  },
  markNotificationsRead: {
    method: "POST",
    path: "/v1/notifications/read",
    access: "signed_in",
    tag: "notifications",
    summary: "Mark notifications as read",
    body: MarkNotificationsReadRequest,
    answers: { 204: z.null() },
    problems: ["not_found"],
  },
  getPreferences: {
    method: "GET",
    path: "/v1/notifications/preferences",
    access: "signed_in",
    tag: "notifications",
    summary: "By which channels the caller is told of what, and what of it can be changed",
    answers: { 200: Preferences },
  },
  changePreferences: {
    method: "PUT",
    path: "/v1/notifications/preferences",
    access: "signed_in",
    tag: "notifications",
    summary: "Choose channels; kinds that are not named stay as they are",
    body: ChangePreferencesRequest,
    answers: { 200: Preferences },
    problems: ["mandatory_notification"],
  },
  createStreamTicket: {
    method: "POST",
    path: "/v1/notifications/stream-tickets",
    access: "signed_in",
    tag: "notifications",
    summary: "A ticket that opens the live stream once and resumes it, for EventSource",
    answers: { 201: StreamTicket },
  },
  openStream: {
    method: "GET",
    path: "/v1/notifications/stream",
    // A ticket takes the place of a token, so the handler itself answers 401.
    access: "optional",
    tag: "notifications",
    summary:
      "Live events `notification`, `message`, `read` and `order`, as server-sent events (text/event-stream)",
    description:
      "A stream begins with the event `ready`, whose id is the newest: a client that breaks off resumes behind it with Last-Event-ID, also before anything has come. The server ends each stream after ten minutes. A ticket opens one stream; with Last-Event-ID, as EventSource sends it by itself, the same ticket resumes that stream for a day.",
    headers: z.looseObject({ "last-event-id": Position.optional() }),
    query: z.object({
      ticket: z.string().max(200).optional(),
      lastEventId: Position.optional().describe("for a new EventSource, which cannot send Last-Event-ID"),
    }),
    answers: { 200: { schema: LiveEvents, mediaType: "text/event-stream" } },
  },
  getUnsubscribePage: {
    method: "GET",
    path: "/v1/notifications/unsubscribe/:token",
    access: "public",
    tag: "notifications",
    summary: "A page that asks whether to stop e-mails of a kind; opening it changes nothing",
    params: TokenParams,
    answers: { 200: Page },
  },
  unsubscribe: {
    method: "POST",
    path: "/v1/notifications/unsubscribe/:token",
    access: "public",
    tag: "notifications",
    summary: "Stop e-mails of a kind with one click (RFC 8058)",
    params: TokenParams,
    answers: { 200: Page },
  },
});
