import {
  id,
  ListOrdersQuery,
  ORDER_ACTIONS,
  OrderActionBodies,
  Order as OrderSchema,
  PlaceOrderRequest,
  type ProblemExtra,
  PutBriefRequest,
  pageOf,
  Timeline,
} from "@vc/contracts";
import {
  type App,
  type Caller,
  callerOf,
  HttpProblem,
  IdempotencyHeaders,
  invalidRequest,
  notFound,
} from "@vc/http";
import { z } from "zod";
import type { OrdersDeps } from "../app.ts";
import type { Command } from "./commands.ts";
import { allowedActions, type OrderRefusal } from "./decide.ts";
import { moves } from "./lifecycle.ts";
import type { PlacementRefusal } from "./place-order.ts";
import { createOrderShow } from "./show-orders.ts";
import { toTimeline } from "./view.ts";

export const OrderParams = z.object({ orderId: id("order") });

const messages: Record<Exclude<OrderRefusal["reason"], "invalid_input">, string> = {
  action_not_allowed: "The order does not allow this now; allowedActions says what it allows.",
  deadline_passed: "The time for this has passed.",
};

const placementRefusals = {
  own_listing: () => new HttpProblem(409, "own_listing", "Nobody buys their own listing."),
  listing_not_available: () =>
    new HttpProblem(409, "listing_not_available", "This listing cannot be ordered now."),
  account_closing: () => new HttpProblem(409, "account_closing", "This account is being closed."),
  price_changed: (extra) =>
    new HttpProblem(409, "price_changed", "The price is another now; nothing was charged.", { extra }),
  unknown_extra: () =>
    invalidRequest("extraIds", "names an extra that this listing does not have, or one twice"),
} satisfies Record<PlacementRefusal, (extra: ProblemExtra) => HttpProblem>;

/** The actions of the API that the table has rows for: their routes exist, and no others. */
const routedActions = ORDER_ACTIONS.filter((action) => moves.some((move) => move.on === action));

export function addOrderRoutes(app: App, deps: OrdersDeps): void {
  const { orders, files, idempotency, mover, placeOrder } = deps;
  const { show, showOne, ownOrder } = createOrderShow(deps);
  const { clock } = deps.platform;

  /** Carries out what a party wants, and shows the order as it is then. */
  async function act(orderId: string, caller: Caller, command: Command) {
    const { order, by } = await ownOrder(orderId, caller);
    if ("fileIds" in command) await requireOwnFiles(order.id, caller.accountId, command.fileIds);
    const result = await mover.move(orderId, command, by);
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
    const found = await files.find(orderId, fileIds);
    const own = new Set(found.filter((file) => file.ownerId === ownerId).map((file) => file.id));
    const missing = fileIds.findIndex((fileId) => !own.has(fileId));
    if (missing >= 0) {
      throw invalidRequest(`fileIds.${missing}`, "is no file that you uploaded to this order");
    }
  }

  app.post(
    "/v1/orders",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "Order a listing at the price that was seen (R7)",
        headers: IdempotencyHeaders,
        body: PlaceOrderRequest,
        response: { 201: OrderSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { accountId } = caller;
      if (request.body.brief && request.body.brief.fileIds.length > 0) {
        throw invalidRequest(
          "brief.fileIds",
          "files are added to an order once it exists: PUT its brief again then",
        );
      }
      return idempotency.run(request, reply, async (remember) => {
        const result = await placeOrder(accountId, request.body, async (order, session) =>
          remember(session, 201, await showOne(order, caller)),
        );
        if (result.kind === "refused") throw placementRefusals[result.reason](result.extra);
      });
    },
  );

  app.get(
    "/v1/orders",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "One's purchases or sales",
        querystring: ListOrdersQuery,
        response: { 200: pageOf(OrderSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const page = await orders.list(caller.accountId, request.query, clock.now());
      return { items: await show(page.items, caller), nextCursor: page.nextCursor };
    },
  );

  app.get(
    "/v1/orders/:orderId",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "An order of one's own",
        params: OrderParams,
        response: { 200: OrderSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { order } = await ownOrder(request.params.orderId, caller);
      return showOne(order, caller);
    },
  );

  app.get(
    "/v1/orders/:orderId/timeline",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "What happened to an order, who did it, and with what words",
        params: OrderParams,
        response: { 200: Timeline },
      },
    },
    async (request) => {
      const { order } = await ownOrder(request.params.orderId, callerOf(request));
      return toTimeline(order);
    },
  );

  app.put(
    "/v1/orders/:orderId/brief",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "Give the seller what the listing asks for (the buyer, until delivery)",
        params: OrderParams,
        body: PutBriefRequest,
        response: { 200: OrderSchema },
      },
    },
    async (request) =>
      act(request.params.orderId, callerOf(request), { action: "complete_brief", ...request.body }),
  );

  for (const action of routedActions) {
    const rows = moves.filter((move) => move.on === action);
    const isForMediators = rows.every((move) => move.by === "mediator");
    const parties = [...new Set(rows.map((move) => move.by))].join(" or ");
    const rules = [...new Set(rows.flatMap((move) => move.rules.split(", ")))].join(", ");
    app.post(
      `/v1/orders/:orderId/${action}`,
      {
        config: { access: isForMediators ? { roles: ["mediator"] } : "signed_in" },
        schema: {
          tags: ["orders"],
          summary: `${action}: by the ${parties} (${rules})`,
          params: OrderParams,
          body: OrderActionBodies[action],
          response: { 200: OrderSchema },
        },
      },
      async (request) => {
        // The body was parsed by the schema of this very action, whose fields are those of its command.
        const command = { action, ...(request.body as object) } as Command;
        return act(request.params.orderId, callerOf(request), command);
      },
    );
  }
}
