import { must } from "@vc/client";
import { ORDER_ACTIONS, type OrderAction } from "@vc/contracts";
import { type Deal, dayMsOf, type Person, placeOrder, placePaid, readOrder } from "@vc/testing/journey";
import { actionSteps, stepOf, WALKS, type WalkStep, writerAt } from "@vc/testing/order-walks";
import { ask } from "@vc/testing/people";
import type { Things } from "./things.ts";

/** How many orders of each kind there are: an action on one of them changes its state. */
const ORDERS_OF_A_KIND = 3;

/** The caller's part in an order. */
type Part = "buyer" | "seller" | "mediator";

/** A kind of order: the caller's part in it, and the steps that it has taken since it was paid. */
interface Kind {
  readonly as: Part;
  readonly steps: readonly WalkStep[];
}

/** The shortest way to an action that the walks know. */
function stepsBefore(action: OrderAction): readonly WalkStep[] {
  const ways = WALKS.filter((walk) => walk.includes(action)).map((walk) =>
    walk.slice(0, walk.indexOf(action)),
  );
  const [shortest] = ways.toSorted((one, other) => one.length - other.length);
  if (shortest === undefined)
    throw new Error(`no walk takes ${action}: see packages/testing/src/order-walks.ts`);
  return shortest;
}

/** For every action an order on which the caller can take it. */
const kindFor = (action: OrderAction): Kind => ({ as: actionSteps[action].by, steps: stepsBefore(action) });

/** What the other party sees of some kinds. */
const moreKinds: readonly Kind[] = [
  { as: "seller", steps: stepsBefore("approve") },
  { as: "seller", steps: stepsBefore("open-dispute") },
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
  const created = new Map<string, readonly string[]>();
  const keyOf = ({ as, steps }: Kind) => [as, ...steps].join(" ");
  for (const kind of [...ORDER_ACTIONS.map(kindFor), ...moreKinds]) {
    if (created.has(keyOf(kind))) continue;
    const orders = Array.from({ length: ORDERS_OF_A_KIND }, () => walk(deals[kind.as], caller, kind.steps));
    created.set(keyOf(kind), await Promise.all(orders));
  }
  const unpaid = await Promise.all(
    Array.from({ length: ORDERS_OF_A_KIND }, async () => (await placeOrder(deals.buyer)).id),
  );
  const orderIds = [...created.values(), unpaid].flat();
  const thingsOf = await ordersByOperation(caller, orderIds);
  for (const action of ORDER_ACTIONS) {
    const operation = operationOf(action);
    // A mediator cannot read a cancelled order, and can excuse its seller.
    if (action === "excuse-cancellation") thingsOf.set(operation, created.get(keyOf(kindFor(action))) ?? []);
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

/** Takes an order through steps, each by its persona; a mediator's by the caller. @returns its id */
async function walk(deal: Deal, caller: Person, steps: readonly WalkStep[]): Promise<string> {
  const { id } = await placePaid(deal);
  const dayMs = await dayMsOf(deal.buyer);
  for (const { by, route, body } of steps.map(stepOf)) {
    const person = by === "buyer" || by === "seller" ? deal[by] : caller;
    const [method = "", path = ""] = route.replace("{orderId}", id).split(" ");
    must(await ask(person.api, method, path, { body: body(writerAt(new Date(), { dayMs })) }));
  }
  return id;
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
