import {
  ordersEndpoints as endpoints,
  orderActionEndpoints,
  orderLimits,
  type ProblemExtra,
} from "@vc/contracts";
import { type App, addEndpoint, type Caller, HttpProblem, invalidRequest, notFound } from "@vc/http";
import type { Idempotency } from "@vc/service";
import type { Command } from "./commands.ts";
import { allowedActions, type OrderRefusal } from "./decide.ts";
import { moveOrder, type OrderShellDeps } from "./move-order.ts";
import { type PlacementDeps, type PlacementRefusal, placeOrder } from "./place-order.ts";
import { createOrderShow, type OrderShowDeps } from "./show-orders.ts";
import { toOrderCard, toTimeline } from "./view.ts";

const messages: Record<Exclude<OrderRefusal["reason"], "invalid_input">, string> = {
  action_not_allowed: "The order does not allow this now; allowedActions says what it allows.",
  deadline_passed: "The time for this has passed.",
};

const placementRefusals = {
  own_listing: () => new HttpProblem(409, "own_listing", "You cannot buy your own listing."),
  listing_not_available: () =>
    new HttpProblem(409, "listing_not_available", "This listing cannot be ordered now."),
  account_closing: () => new HttpProblem(409, "account_closing", "This account is being closed."),
  price_changed: (extra) =>
    new HttpProblem(409, "price_changed", "The price is another now; nothing was charged.", { extra }),
  extra_twice: () => invalidRequest("extraIds", "names an extra twice"),
} satisfies Record<PlacementRefusal, (extra: ProblemExtra) => HttpProblem>;

export interface OrderRouteDeps extends OrderShowDeps, PlacementDeps, OrderShellDeps {
  readonly idempotency: Idempotency;
}

export function addOrderRoutes(app: App, deps: OrderRouteDeps): void {
  addPlacementRoute(app, deps);
  addReadingRoutes(app, deps);
  addActionRoutes(app, deps);
}

function addPlacementRoute(app: App, deps: OrderRouteDeps): void {
  const { showOne } = createOrderShow(deps);

  addEndpoint(app, endpoints.placeOrder, async (request, reply) => {
    const { caller, body } = request;
    if (body.brief && body.brief.fileIds.length > 0) {
      throw invalidRequest(
        "brief.fileIds",
        "files are added to an order once it exists: PUT its brief again then",
      );
    }
    return deps.idempotency.run(request, reply, async (remember) => {
      const result = await placeOrder(deps, caller.accountId, body, async (order, session) =>
        remember(session, 201, await showOne(order, caller)),
      );
      if (result.kind === "refused") throw placementRefusals[result.reason](result.extra);
    });
  });
}

function addReadingRoutes(app: App, deps: OrderRouteDeps): void {
  const { show, showOne, ownOrder } = createOrderShow(deps);

  addEndpoint(app, endpoints.listOrders, async ({ caller, query }) => {
    const page = await deps.orders.list(caller.accountId, query, deps.clock.now());
    const items = await show(page.items, caller);
    return {
      items: query.view === "card" ? items.map(toOrderCard) : items,
      nextCursor: page.nextCursor,
    };
  });

  addEndpoint(app, endpoints.countOrders, ({ caller, query }) =>
    deps.orders.count(caller.accountId, query.role, deps.clock.now()),
  );

  addEndpoint(app, endpoints.getOrderWindows, async () => {
    const { remindersMs: _, ...windows } = deps.policy;
    return windows;
  });

  addEndpoint(app, endpoints.getOrderLimits, async () => orderLimits);

  addEndpoint(app, endpoints.getOrder, async ({ caller, params }) => {
    const { order } = await ownOrder(params.orderId, caller);
    return showOne(order, caller);
  });

  addEndpoint(app, endpoints.getOrderTimeline, async ({ caller, params }) => {
    const { order } = await ownOrder(params.orderId, caller);
    return toTimeline(order);
  });
}

function addActionRoutes(app: App, deps: OrderRouteDeps): void {
  const { showOne, ownOrder } = createOrderShow(deps);
  const { files, clock } = deps;

  /** Carries out what a party wants, and shows the order as it is then. */
  async function act(orderId: string, caller: Caller, command: Command) {
    const { order, by } = await ownOrder(orderId, caller);
    if ("fileIds" in command) await requireOwnFiles(order.id, caller.accountId, command.fileIds);
    const result = await moveOrder(deps, { orderId, command, by });
    if (result.kind === "unknown_order") throw notFound();
    if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
    if (result.kind === "refused") {
      if (result.reason === "invalid_input") throw invalidRequest(result.path, result.message);
      throw new HttpProblem(409, result.reason, messages[result.reason], {
        extra: { state: result.order.state, allowedActions: allowedActions(result.order, by, clock.now()) },
      });
    }
    return showOne(result.order, caller);
  }

  /** A brief names files of the buyer's, a delivery files of the seller's (R14), both of this order. */
  async function requireOwnFiles(
    orderId: string,
    ownerId: string,
    fileIds: readonly string[],
  ): Promise<void> {
    const found = await files.findAttachable(orderId, fileIds);
    const own = new Set(found.filter((file) => file.ownerId === ownerId).map((file) => file.id));
    const missing = fileIds.findIndex((fileId) => !own.has(fileId));
    if (missing >= 0) {
      throw invalidRequest(`fileIds.${missing}`, "is no file that you uploaded to this order");
    }
  }

  addEndpoint(app, endpoints.completeBrief, ({ caller, params, body }) =>
    act(params.orderId, caller, { action: "complete_brief", ...body }),
  );

  for (const [action, endpoint] of Object.entries(orderActionEndpoints)) {
    addEndpoint(app, endpoint, ({ caller, params, body }) => {
      // The body was parsed by the schema of this very action, whose fields are those of its command.
      const command = { action, ...body } as Command;
      return act(params.orderId, caller, command);
    });
  }
}
