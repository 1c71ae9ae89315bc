import { allEvents, type Order } from "@vc/contracts";
import type { App } from "@vc/http";
import { newId } from "@vc/service";
import { runsOnce, testPlatform, waitFor } from "@vc/testing";
import { ordersConfig } from "../src/config.ts";
import { composeOrders } from "../src/deps.ts";
import { callsAt } from "./calls-at.ts";
import { moneyOf, peopleAndListings } from "./neighbours.ts";
import { ordersIn } from "./orders-in.ts";

const orderEvents = allEvents.filter(({ name }) => name.startsWith("orders.order."));

/** The orders service on a real database and broker, with a clock that the test holds. */
export async function buildTestApp() {
  const surroundings = await testPlatform({ service: "orders" });
  const { platform, neighbours, authorization } = surroundings;
  const config = ordersConfig.parse({
    PORT: "0",
    JWKS_URL: "http://127.0.0.1/unused",
    MONGO_URL: surroundings.namespace.mongoUrl,
    MONGO_DATABASE: surroundings.namespace.dbName,
    AMQP_URL: surroundings.namespace.amqpUrl,
  });
  const { app, prepare, work } = await composeOrders(platform, config);
  await prepare?.();
  await surroundings.start();

  const mediatorId = newId("account");
  const parties = { buyerId: newId("account"), sellerId: newId("account") };
  const call = callsAt(app, authorization);
  const known = peopleAndListings(surroundings, parties);
  const money = moneyOf(surroundings, parties);

  const others: App[] = [];
  /** Another instance beside the first, on the same database and queues. */
  async function anotherInstance() {
    const other = surroundings.another();
    const { app: itsApp } = await composeOrders(other, config);
    others.push(itsApp);
    await other.bus.start();
    await waitFor(() => other.bus.readiness().ready, { what: "the other instance to be connected" });
    return { bus: other.bus, call: callsAt(itsApp, authorization) };
  }

  /** A call of the mediator's. */
  const mediate = (method: "GET" | "POST", url: string, body?: object) =>
    call(mediatorId, method, url, body, {}, ["user", "mediator"]);

  return {
    ...surroundings,
    ...parties,
    ...known,
    ...money,
    ...ordersIn({ ...parties, ...known, ...money, call, neighbours }),
    app,
    anotherInstance,
    runWorkOnce: runsOnce(work),
    toldOf: toldOf(neighbours),
    mediatorId,
    mediate,
    call,
    stop: async () => {
      for (const each of [app, ...others]) await each.close();
      await surroundings.stop();
    },
  };
}

/** Makes the function that gives the number of events of an order, once all of them are published. */
function toldOf({ timesHeard }: Awaited<ReturnType<typeof testPlatform>>["neighbours"]) {
  const times = (orderId: string) =>
    orderEvents.reduce(
      (sum, type) => sum + timesHeard(type, (data) => (data as { orderId?: string }).orderId === orderId),
      0,
    );
  return async (order: Pick<Order, "id" | "sequence">): Promise<number> => {
    await waitFor(() => times(order.id) >= order.sequence, { what: `all events of ${order.id}` });
    return times(order.id);
  };
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
