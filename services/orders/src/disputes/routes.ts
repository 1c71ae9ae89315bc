import { disputesEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, notFound } from "@vc/http";
import { createOrderShow, type OrderShowDeps } from "../orders/show-orders.ts";
import { partyOf, toTimeline } from "../orders/view.ts";
import type { CaseMessages } from "./store.ts";

export interface DisputeRouteDeps extends OrderShowDeps {
  readonly caseMessages: CaseMessages;
}

/** What mediators need: the queue of disputes, and everything about one on one page (R24). */
export function addDisputeRoutes(app: App, deps: DisputeRouteDeps): void {
  const { show, showOne, ownOrder } = createOrderShow(deps);

  addEndpoint(app, endpoints.listDisputes, async ({ query, caller }) => {
    const page = await deps.orders.listDisputes(query);
    return { items: await show(page.items, caller), nextCursor: page.nextCursor };
  });

  addEndpoint(app, endpoints.getOrderCase, async ({ params, caller }) => {
    const { order, by } = await ownOrder(params.orderId, caller);
    // A party is never the mediator of its own order.
    if (by !== "mediator") throw notFound("There is no such dispute.");
    const messages = await deps.caseMessages.of(order.id);
    return {
      ...(await showOne(order, caller)),
      statements: (order.dispute?.statements ?? []).map((each) => ({ ...each, at: each.at.toISOString() })),
      timeline: toTimeline(order).items,
      conversationId: messages[0]?.conversationId ?? null,
      messages: messages.map(({ id, senderId, text, at }) => {
        const by = partyOf(order, { accountId: senderId, roles: [] }) ?? ("mediator" as const);
        return { id, senderId, by, text, at: at.toISOString() };
      }),
    };
  });
}
