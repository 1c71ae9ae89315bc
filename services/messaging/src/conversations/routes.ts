import { messagingEndpoints as endpoints, MAX_FILE_BYTES, MAX_MESSAGE_LENGTH } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import { markReadUpTo } from "./mark-read.ts";
import type { Messaging } from "./messaging.ts";
import { findSubject } from "./open-subject.ts";
import { createPresenter, presentMessage } from "./present.ts";
import { refuse } from "./refusals.ts";
import { visibleConversation } from "./visible-conversation.ts";
import { writeAbout, writeInto } from "./write-message.ts";

export function addConversationRoutes(app: App, messaging: Messaging): void {
  addReadingRoutes(app, messaging);
  addWritingRoutes(app, messaging);
}

function addReadingRoutes(app: App, messaging: Messaging): void {
  const { conversations, messages } = messaging;
  const present = createPresenter(messaging);

  addEndpoint(app, endpoints.listConversations, async ({ caller, query }) => {
    const { limit, cursor, ...filter } = query;
    const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()]));
    const found = await conversations.list(caller, { limit, after, ...filter });
    const page = toPage(
      found,
      limit,
      (last) => [last.activityAt.getTime(), last.id],
      (known) => known,
    );
    return { ...page, items: await present.many(page.items, caller.accountId) };
  });

  addEndpoint(app, endpoints.countUnreadConversations, async ({ caller }) => ({
    count: await conversations.countUnread(caller),
  }));

  addEndpoint(app, endpoints.getConversationLimits, async () => ({
    openAfterOrderMs: messaging.openAfterOrderMs,
    maxMessageLength: MAX_MESSAGE_LENGTH,
    maxFileBytes: MAX_FILE_BYTES,
  }));

  addEndpoint(app, endpoints.getConversation, async ({ caller, params }) => {
    const known = await visibleConversation(messaging, params.conversationId, caller);
    return present.one(known, caller.accountId);
  });

  addEndpoint(app, endpoints.listMessages, async ({ caller, params, query }) => {
    const known = await visibleConversation(messaging, params.conversationId, caller);
    const { limit, cursor } = query;
    const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.int()]));
    const found = await messages.list(known.id, { limit, before });
    return toPage(found, limit, ({ number }) => [number], presentMessage);
  });
}

function addWritingRoutes(app: App, messaging: Messaging): void {
  const present = createPresenter(messaging);

  addEndpoint(app, endpoints.openConversation, async ({ caller, body }) => {
    const found = await findSubject(messaging, caller.accountId, body);
    if (found.kind === "refused") throw refuse(found.reason);
    const written = await writeAbout(messaging, found.subject, caller, body.text);
    if (written.kind === "refused") throw refuse(written.reason);
    return present.one(written.conversation, caller.accountId);
  });

  addEndpoint(app, endpoints.sendMessage, (request, reply) => {
    const { caller, params, body } = request;
    return messaging.idempotency.run(request, reply, async (remember) => {
      const written = await writeInto(messaging, params.conversationId, caller, body, (message, session) =>
        remember(session, 201, presentMessage(message)),
      );
      if (written.kind === "refused") throw refuse(written.reason);
    });
  });

  addEndpoint(app, endpoints.markConversationRead, async ({ caller, params, body }) => {
    const outcome = await markReadUpTo(messaging, params.conversationId, caller, body.upTo);
    if (outcome === "not_found") throw refuse("not_found");
  });
}
