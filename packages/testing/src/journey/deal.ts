import { type Answer, must, type Order } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import { type Person, register, verifyEmail } from "./people.ts";
import { type Offer, openShop } from "./shop.ts";
import { mustBe, mustHold, until, type World } from "./world.ts";

/** A buyer, a seller, and the listing that the buyer orders. */
export interface Deal {
  readonly world: World;
  readonly buyer: Person;
  readonly seller: Person;
  readonly offer: Offer;
}

/** Registers a seller with a published listing and a buyer who can order it. */
export async function createDeal(world: World): Promise<Deal> {
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [offer] = await Promise.all([openShop(world, seller), verifyEmail(world, buyer)]);
  return { world, buyer, seller, offer };
}

/** The parameters of the routes below one order. */
export function orderParams(orderId: string) {
  return { path: { orderId } };
}

export async function readOrder(person: Person, orderId: string): Promise<Order> {
  return must(await person.api.GET("/v1/orders/{orderId}", { params: orderParams(orderId) }));
}

/**
 * Waits until the person reads the order in a state.
 *
 * @throws ExpectationFailed when the order ends in another state
 */
export async function untilState(
  person: Person,
  orderId: string,
  state: OrderState,
  timeoutMs?: number,
): Promise<Order> {
  const seen = await until(
    `order ${orderId} to be ${state}`,
    async () => {
      const order = await readOrder(person, orderId);
      return (order.state === state || order.endedAt !== null) && order;
    },
    timeoutMs,
  );
  mustBe(`state of order ${orderId}`, seen.state, state);
  return seen;
}

/** Takes an action on an order after checking that the API allows it to this person, and checks the new state. */
export async function takeAction(
  person: Person,
  orderId: string,
  { action, becomes }: { action: Order["allowedActions"][number]; becomes: OrderState },
  take: (params: ReturnType<typeof orderParams>) => Promise<Answer<Order>>,
): Promise<Order> {
  const { allowedActions } = await readOrder(person, orderId);
  mustHold(`${action} to be allowed for ${person.name}`, allowedActions.includes(action), allowedActions);
  const after = must(await take(orderParams(orderId)));
  mustBe(`state after ${action}`, after.state, becomes);
  return after;
}
