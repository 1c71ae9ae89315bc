import { Conversation, ListSupportQuery, pageOf } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import type { Messaging } from "../messaging.ts";
import { createPresenter } from "./present.ts";
import { refuse } from "./refusals.ts";
import { ConversationParams } from "./routes.ts";
import { moveSupport } from "./support-queue.ts";

const actions = {
  take: "Take a request for support: only the taker answers it until it is given back or closed",
  release: "Give a request back: it has its old place in the queue again",
  close: "Close a request; it waits again when its author writes again",
} as const;

/** The queue of requests for support, for those who answer them (R38). */
export function registerSupportRoutes(app: App, messaging: Messaging): void {
  const config = { access: { roles: ["mediator", "admin"] } } as const;
  const tags = ["support"];
  const present = createPresenter(messaging);

  app.get(
    "/v1/conversations/support-queue",
    {
      config,
      schema: {
        tags,
        summary: "Requests for support in one state, those that wait the longest first",
        querystring: ListSupportQuery,
        response: { 200: pageOf(Conversation) },
      },
    },
    async (request) => {
      const { state, limit, cursor } = request.query;
      const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()]));
      const found = await messaging.conversations.listSupport({ state, limit, after });
      const page = toPage(
        found,
        limit,
        (last) => [last.support?.since.getTime() ?? 0, last.id],
        (known) => known,
      );
      return { ...page, items: await present.many(page.items, callerOf(request).accountId) };
    },
  );

  for (const [action, summary] of Object.entries(actions)) {
    app.post(
      `/v1/conversations/:conversationId/${action}`,
      {
        config,
        schema: { tags, summary, params: ConversationParams, response: { 200: Conversation } },
      },
      async (request) => {
        const { accountId } = callerOf(request);
        // Keys of the table above.
        const wanted = action as keyof typeof actions;
        const outcome = await moveSupport(messaging, request.params.conversationId, wanted, accountId);
        if (outcome.kind === "refused") throw refuse(outcome.reason);
        return present.one(outcome.conversation, accountId);
      },
    );
  }
}
