import { ListDisputesQuery, Order, OrderCase, pageOf } from "@vc/contracts";
import { type App, callerOf, notFound } from "@vc/http";
import type { OrdersDeps } from "../app.ts";
import { OrderParams } from "../orders/routes.ts";
import { createOrderShow } from "../orders/show-orders.ts";
import { partyOf, toTimeline } from "../orders/view.ts";

/** What mediators need: the queue of disputes, and everything about one on one page (R24). */
export function addDisputeRoutes(app: App, deps: OrdersDeps): void {
  const { show, showOne, ownOrder } = createOrderShow(deps);

  app.get(
    "/v1/disputes",
    {
      config: { access: { roles: ["mediator"] } },
      schema: {
        tags: ["disputes"],
        summary: "Disputes, the one that has waited longest first (R24)",
        querystring: ListDisputesQuery,
        response: { 200: pageOf(Order) },
      },
    },
    async (request) => {
      const page = await deps.orders.listDisputes(request.query);
      return { items: await show(page.items, callerOf(request)), nextCursor: page.nextCursor };
    },
  );

  app.get(
    "/v1/orders/:orderId/case",
    {
      config: { access: { roles: ["mediator"] } },
      schema: {
        tags: ["disputes"],
        summary: "The mediator's one page of a disputed order (R24)",
        params: OrderParams,
        response: { 200: OrderCase },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { order, by } = await ownOrder(request.params.orderId, caller);
      // Nobody judges their own order.
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
    },
  );
}
