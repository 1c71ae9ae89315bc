import { supportEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import { applyToSupport } from "./apply-to-support.ts";
import type { Messaging } from "./messaging.ts";
import { createPresenter } from "./present.ts";
import { refuse } from "./refusals.ts";

const actions = [
  ["take", endpoints.takeSupportRequest],
  ["release", endpoints.releaseSupportRequest],
  ["close", endpoints.closeSupportRequest],
] as const;

/** The queue of requests for support, for staff (R38). */
export function addSupportRoutes(app: App, messaging: Messaging): void {
  const present = createPresenter(messaging);

  addEndpoint(app, endpoints.listSupportRequests, async ({ caller, query }) => {
    const { state, limit, cursor } = query;
    const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int(), z.string()]));
    const found = await messaging.conversations.listSupport({ state, limit, after });
    const page = toPage(
      found,
      limit,
      (last) => [last.support?.since.getTime() ?? 0, last.id],
      (known) => known,
    );
    return { ...page, items: await present.many(page.items, caller.accountId) };
  });

  for (const [action, endpoint] of actions) {
    addEndpoint(app, endpoint, async ({ caller, params }) => {
      const outcome = await applyToSupport(messaging, params.conversationId, action, caller.accountId);
      if (outcome.kind === "refused") throw refuse(outcome.reason);
      return present.one(outcome.conversation, caller.accountId);
    });
  }
}
