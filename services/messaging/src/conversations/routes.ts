import {
  Conversation,
  id,
  ListConversationsQuery,
  MarkReadRequest,
  Message,
  OpenConversationRequest,
  PageQuery,
  pageOf,
  SendMessageRequest,
} from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import type { Messaging } from "../messaging.ts";
import { isVisibleTo, type Conversation as Known, type Visitor } from "./conversation.ts";
import { markReadUpTo } from "./mark-read.ts";
import { findSubject } from "./open-subject.ts";
import { createPresenter, presentMessage } from "./present.ts";
import { refuse } from "./refusals.ts";
import { writeAbout, writeInto } from "./write-message.ts";

export const ConversationParams = z.object({ conversationId: id("conversation") });

/** @throws HttpProblem 404 for whoever is not in it (R41) */
export async function visibleConversation(
  { conversations }: Messaging,
  conversationId: string,
  visitor: Visitor,
): Promise<Known> {
  const conversation = await conversations.find(conversationId);
  if (conversation === null || !isVisibleTo(conversation, visitor)) throw refuse("not_found");
  return conversation;
}

export function registerConversationRoutes(app: App, messaging: Messaging): void {
  const { conversations } = messaging;
  const config = { access: "signed_in" } as const;
  const tags = ["conversations"];
  const present = createPresenter(messaging);

  app.post(
    "/v1/conversations",
    {
      config,
      schema: {
        tags,
        summary: "Ask a seller, or support: opens a conversation, or goes on in the one about the same thing",
        body: OpenConversationRequest,
        response: { 201: Conversation },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const found = await findSubject(messaging, caller.accountId, request.body);
      if (found.kind === "refused") throw refuse(found.reason);
      const written = await writeAbout(messaging, found.subject, caller, request.body.text);
      if (written.kind === "refused") throw refuse(written.reason);
      return reply.code(201).send(await present.one(written.conversation, caller.accountId));
    },
  );

  app.get(
    "/v1/conversations",
    {
      config,
      schema: {
        tags,
        summary: "One's own conversations, most recently written in first",
        querystring: ListConversationsQuery,
        response: { 200: pageOf(Conversation) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { limit, cursor, kind, orderId } = request.query;
      const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()]));
      const found = await conversations.list(caller, { limit, after, kind, orderId });
      const page = toPage(
        found,
        limit,
        (last) => [last.activityAt.getTime(), last.id],
        (known) => known,
      );
      return { ...page, items: await present.many(page.items, caller.accountId) };
    },
  );

  app.get(
    "/v1/conversations/:conversationId",
    {
      config,
      schema: {
        tags,
        summary: "One conversation",
        params: ConversationParams,
        response: { 200: Conversation },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const known = await visibleConversation(messaging, request.params.conversationId, caller);
      return present.one(known, caller.accountId);
    },
  );

  app.get(
    "/v1/conversations/:conversationId/messages",
    {
      config,
      schema: {
        tags,
        summary: "The messages of a conversation, newest first",
        params: ConversationParams,
        querystring: PageQuery,
        response: { 200: pageOf(Message) },
      },
    },
    async (request) => {
      const known = await visibleConversation(messaging, request.params.conversationId, callerOf(request));
      const { limit, cursor } = request.query;
      const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.int()]));
      const found = await conversations.listMessages(known.id, { limit, before });
      return toPage(found, limit, ({ number }) => [number], presentMessage);
    },
  );

  app.post(
    "/v1/conversations/:conversationId/messages",
    {
      config,
      schema: {
        tags,
        summary: "Write a message; contact details in it are masked (R3)",
        params: ConversationParams,
        body: SendMessageRequest,
        response: { 201: Message },
      },
    },
    async (request, reply) => {
      const { conversationId } = request.params;
      const written = await writeInto(messaging, conversationId, callerOf(request), request.body);
      if (written.kind === "refused") throw refuse(written.reason);
      return reply.code(201).send(presentMessage(written.message));
    },
  );

  app.post(
    "/v1/conversations/:conversationId/read",
    {
      config,
      schema: {
        tags,
        summary: "Mark everything up to a message as read",
        params: ConversationParams,
        body: MarkReadRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { conversationId } = request.params;
      const outcome = await markReadUpTo(messaging, conversationId, callerOf(request), request.body.upTo);
      if (outcome === "not_found") throw refuse("not_found");
      return reply.code(204).send(null);
    },
  );
}
