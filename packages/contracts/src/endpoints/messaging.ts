import { z } from "zod";
import { DownloadLink, DownloadQuery, FileInfo } from "../http/files.ts";
import { OptionalIdempotencyHeaders } from "../http/idempotency.ts";
import {
  Conversation,
  ConversationLimits,
  ListConversationsQuery,
  ListSupportQuery,
  MarkReadRequest,
  Message,
  OpenConversationRequest,
  SendMessageRequest,
} from "../http/messaging.ts";
import { UnreadCount } from "../http/notifications.ts";
import { PageQuery, pageOf } from "../http/paging.ts";
import { id } from "../primitives.ts";
import { defineEndpoints } from "./define-endpoints.ts";
import { Download } from "./downloads.ts";

const ConversationParams = z.object({ conversationId: id("conversation") });

/** What a conversation refuses to take in: it is closed, or another member of staff has taken the request. */
const WRITE_PROBLEMS = ["conversation_closed", "already_taken"] as const;

export const messagingEndpoints = defineEndpoints("messaging", {
  openConversation: {
    method: "POST",
    path: "/v1/conversations",
    access: "signed_in",
    tag: "conversations",
    summary: "Ask a seller, or support: opens a conversation, or goes on in the one about the same thing",
    body: OpenConversationRequest,
    answers: { 201: Conversation },
    problems: ["not_found", "own_listing", "own_profile", ...WRITE_PROBLEMS],
  },
  listConversations: {
    method: "GET",
    path: "/v1/conversations",
    access: "signed_in",
    tag: "conversations",
    summary: "One's own conversations, most recently written in first",
    query: ListConversationsQuery,
    answers: { 200: pageOf(Conversation) },
  },
  countUnreadConversations: {
    method: "GET",
    path: "/v1/conversations/unread-count",
    access: "signed_in",
    tag: "conversations",
    summary: "In how many conversations the caller has messages to read",
    answers: { 200: UnreadCount },
  },
  getConversationLimits: {
    method: "GET",
    path: "/v1/conversations/limits",
    access: "public",
    tag: "conversations",
    summary: "How long an order's conversation stays open, and how large messages and files may be (R37)",
    answers: { 200: ConversationLimits },
  },
  getConversation: {
    method: "GET",
    path: "/v1/conversations/:conversationId",
    access: "signed_in",
    tag: "conversations",
    summary: "One conversation",
    params: ConversationParams,
    answers: { 200: Conversation },
  },
  listMessages: {
    method: "GET",
    path: "/v1/conversations/:conversationId/messages",
    access: "signed_in",
    tag: "conversations",
    summary: "The messages of a conversation, newest first",
    params: ConversationParams,
    query: PageQuery,
    answers: { 200: pageOf(Message) },
  },
  sendMessage: {
    method: "POST",
    path: "/v1/conversations/:conversationId/messages",
    access: "signed_in",
    tag: "conversations",
    summary: "Write a message; contact details in it are masked (R3)",
    params: ConversationParams,
    headers: OptionalIdempotencyHeaders,
    body: SendMessageRequest,
    answers: { 201: Message },
    problems: WRITE_PROBLEMS,
  },
  markConversationRead: {
    method: "POST",
    path: "/v1/conversations/:conversationId/read",
    access: "signed_in",
    tag: "conversations",
    summary: "Mark everything up to a message as read",
    params: ConversationParams,
    body: MarkReadRequest,
    answers: { 204: z.null() },
  },
  uploadConversationFile: {
    method: "POST",
    path: "/v1/conversations/:conversationId/files",
    access: "signed_in",
    tag: "conversations",
    summary: "Upload a file (multipart field `file`), to be attached to a message",
    params: ConversationParams,
    isUpload: true,
    answers: { 201: FileInfo },
    problems: ["too_many_files", "upload_limit_reached", "conversation_closed"],
  },
  downloadConversationFile: {
    method: "GET",
    path: "/v1/conversations/:conversationId/files/:fileId",
    // A ticket takes the place of a token, so the handler itself answers 401.
    access: "optional",
    tag: "conversations",
    summary: "Download a file, whole or a part",
    params: ConversationParams.extend({ fileId: id("file") }),
    query: DownloadQuery,
    answers: { 200: Download },
    problems: ["range_not_satisfiable"],
  },
  linkConversationFile: {
    method: "POST",
    path: "/v1/conversations/:conversationId/files/:fileId/links",
    access: "signed_in",
    tag: "conversations",
    summary: "An address at which a browser downloads a file without a token, for ten minutes",
    params: ConversationParams.extend({ fileId: id("file") }),
    answers: { 201: DownloadLink },
  },
});

const forStaff = { roles: ["mediator", "admin"] } as const;

/** The queue of requests for support, for those who answer them (R38). */
export const supportEndpoints = defineEndpoints("messaging", {
  listSupportRequests: {
    method: "GET",
    path: "/v1/conversations/support-queue",
    access: forStaff,
    tag: "support",
    summary: "Requests for support in one state, those that wait the longest first",
    query: ListSupportQuery,
    answers: { 200: pageOf(Conversation) },
  },
  takeSupportRequest: {
    method: "POST",
    path: "/v1/conversations/:conversationId/take",
    access: forStaff,
    tag: "support",
    summary: "Take a request for support: only the taker answers it until it is given back or closed",
    params: ConversationParams,
    answers: { 200: Conversation },
    problems: ["already_taken", "support_closed"],
  },
  releaseSupportRequest: {
    method: "POST",
    path: "/v1/conversations/:conversationId/release",
    access: forStaff,
    tag: "support",
    summary: "Give a request back: it has its old place in the queue again",
    params: ConversationParams,
    answers: { 200: Conversation },
    problems: ["already_taken", "support_closed"],
  },
  closeSupportRequest: {
    method: "POST",
    path: "/v1/conversations/:conversationId/close",
    access: forStaff,
    tag: "support",
    summary: "Close a request; it waits again when its author writes again",
    params: ConversationParams,
    answers: { 200: Conversation },
    problems: ["already_taken"],
  },
});
