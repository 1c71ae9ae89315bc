import { must, type Order } from "@vc/client";
import type { OrderAction } from "@vc/contracts";
import {
  accept,
  type Deal,
  deliver,
  disputeRevision,
  orderParams,
  type Person,
  placeOrder,
  placePaid,
  readOrder,
  refuseRevision,
  requestCancellation,
  requestRevision,
} from "@vc/testing/journey";
import type { Things } from "./things.ts";

/** How many orders of each kind there are: an action on one of them changes its state. */
const ORDERS_OF_A_KIND = 3;

/** How an order came into its state. */
type Kind = (deal: Deal) => Promise<Order>;

const unpaid: Kind = (deal) => placeOrder(deal);
const pending: Kind = (deal) => placePaid(deal);
const begun: Kind = async (deal) => accept(deal, await placePaid(deal));
const delivered: Kind = async (deal) => deliver(deal, await accept(deal, await placePaid(deal)));
const revising: Kind = async (deal) => requestRevision(deal, await delivered(deal));
const unrevised: Kind = async (deal) => refuseRevision(deal, await revising(deal));
const cancelling: Kind = async (deal) => requestCancellation(deal, await begun(deal));
const disputed: Kind = async (deal) => disputeRevision(deal, await revising(deal));
const cancelled: Kind = async (deal) => {
  const { id } = await begun(deal);
  return must(
    await deal.seller.api.POST("/v1/orders/{orderId}/cancel", {
      params: orderParams(id),
      body: { explanation: "As we said." },
    }),
  );
};

/** The caller's part in an order. */
type Part = "buyer" | "seller" | "mediator";

/** For every action an order on which the caller can take it: the caller's part and the order's kind. */
const orderFor: Readonly<Record<OrderAction, readonly [as: Part, kind: Kind]>> = {
  accept: ["seller", pending],
  refuse: ["seller", pending],
  cancel: ["buyer", pending],
  deliver: ["seller", begun],
  approve: ["buyer", delivered],
  "request-revision": ["buyer", delivered],
  "accept-revision": ["seller", revising],
  "refuse-revision": ["seller", revising],
  "request-cancellation": ["buyer", begun],
  "withdraw-cancellation": ["buyer", cancelling],
  "accept-cancellation": ["seller", cancelling],
  "refuse-cancellation": ["seller", cancelling],
  "open-dispute": ["buyer", unrevised],
  "add-statement": ["buyer", disputed],
  "concede-dispute": ["seller", disputed],
  "drop-dispute": ["buyer", disputed],
  "resolve-dispute": ["mediator", disputed],
  "excuse-cancellation": ["mediator", cancelled],
};

/** Orders that other operations need, and what the other party sees of some kinds. */
const moreOrders: readonly (readonly [as: Part, kind: Kind])[] = [
  ["buyer", unpaid],
  ["seller", delivered],
  ["seller", unrevised],
];

export interface SceneOrders {
  readonly orderIds: readonly string[];
  /** By operation (`POST /v1/orders/{orderId}/accept`), the orders on which the caller can take it. */
  readonly thingsOf: Readonly<Record<string, Things>>;
}

/**
 * Creates orders on which the caller can take every action.
 *
 * @param deals the deal in which the caller has each part; in the mediator's the caller has none
 * @throws Error when an order does not allow the action that it was created for
 */
export async function createSceneOrders(
  caller: Person,
  deals: Readonly<Record<Part, Deal>>,
): Promise<SceneOrders> {
  const wanted = [...Object.values(orderFor), ...moreOrders];
  const created = new Map<string, readonly string[]>();
  const keyOf = ([as, kind]: readonly [as: Part, kind: Kind]) => `${as} ${kind.name}`;
  for (const row of wanted) {
    if (created.has(keyOf(row))) continue;
    const [as, kind] = row;
    const orders = await Promise.all(Array.from({ length: ORDERS_OF_A_KIND }, () => kind(deals[as])));
    created.set(
      keyOf(row),
      orders.map(({ id }) => id),
    );
  }
  const orderIds = [...created.values()].flat();
  const thingsOf = await ordersByOperation(caller, orderIds);
  for (const [action, row] of Object.entries(orderFor)) {
    const operation = operationOf(action);
    // A mediator cannot read a cancelled order, and can excuse its seller.
    if (row[1] === cancelled) thingsOf.set(operation, created.get(keyOf(row)) ?? []);
    if (!thingsOf.has(operation))
      throw new Error(`no order of the fuzz scene allows ${action}: see ${import.meta.url}`);
  }
  return {
    orderIds,
    thingsOf: Object.fromEntries(
      [...thingsOf].map(([operation, ids]) => [
        operation,
        { [operation.includes("{orderId}") ? "path.orderId" : "body.orderId"]: ids },
      ]),
    ),
  };
}

const operationOf = (action: string) => `POST /v1/orders/{orderId}/${action}`;

/** The orders that each operation can act on, by what the caller reads of them. */
async function ordersByOperation(
  caller: Person,
  orderIds: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const orders = await Promise.all(orderIds.map((id) => readOrder(caller, id).catch(() => undefined)));
  const able = new Map<string, readonly string[]>();
  const add = (operation: string, id: string) => able.set(operation, [...(able.get(operation) ?? []), id]);
  for (const order of orders.filter((each) => each !== undefined)) {
    for (const action of order.allowedActions) add(operationOf(action), order.id);
    if (order.dispute !== null) add("GET /v1/orders/{orderId}/case", order.id);
    if (order.buyer.id !== caller.accountId) continue;
    if (order.state === "awaiting_payment") add("POST /v1/payments/checkout-sessions", order.id);
    if (order.state === "delivered") add("POST /v1/reviews", order.id);
  }
  return able;
}
