import {
  AccountRegistered,
  allEvents,
  ChargebackDecided,
  type DataOf,
  ListingPublished,
  type Order,
  OrderPaid,
  PaymentChargedBack,
  PaymentSucceeded,
} from "@vc/contracts";
import type { App } from "@vc/http";
import { newId } from "@vc/service";
import { testPlatform, waitFor } from "@vc/testing";
import { ordersConfig } from "../src/config.ts";
import { composeOrders } from "../src/deps.ts";

const orderEvents = allEvents.filter(({ name }) => name.startsWith("orders.order."));

/** The orders service on a real database and broker, with a clock that the test holds. */
export async function buildTestApp() {
  const surroundings = await testPlatform({ service: "orders" });
  const { platform, neighbours } = surroundings;
  const config = ordersConfig.parse({
    PORT: "0",
    JWKS_URL: "http://127.0.0.1/unused",
    MONGO_URL: surroundings.namespace.mongoUrl,
    MONGO_DATABASE: surroundings.namespace.dbName,
    AMQP_URL: surroundings.namespace.amqpUrl,
  });
  const { app, prepare } = await composeOrders(platform, config);
  await prepare?.();
  await surroundings.start();

  const mediatorId = newId("account");
  const buyerId = newId("account");
  const sellerId = newId("account");

  /** Makes a person known, as accounts would. */
  async function introduce(accountId: string, displayName: string): Promise<void> {
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.org`,
      emailVerified: true,
      displayName,
      bio: "",
      locale: "en",
      roles: ["user"],
      createdAt: platform.clock.now().toISOString(),
    });
    const known = () => platform.db.collection<{ _id: string }>("accounts").findOne({ _id: accountId });
    await waitFor(known, { what: `${displayName} to be known` });
  }

  /** A published listing of the seller's, as the catalog would tell of it. */
  async function aPublishedListing(terms: Partial<DataOf<typeof ListingPublished>> = {}) {
    const listing: DataOf<typeof ListingPublished> = {
      listingId: newId("listing"),
      sellerId,
      state: "published",
      title: "Logo design",
      description: "A logo in black and white.",
      category: "graphic-design/logos",
      briefInstructions: "Name and trade.",
      basePrice: 5_000,
      deliveryDays: 3,
      extras: [{ id: newId("extra"), title: "Express", price: 2_000, extraDays: 0 }],
      revisionLimit: null,
      ...terms,
    };
    await neighbours.tell(ListingPublished, listing.listingId, listing);
    await waitFor(
      async () => platform.db.collection<{ _id: string }>("listings").findOne({ _id: listing.listingId }),
      {
        what: "the listing's projection",
      },
    );
    return listing;
  }

  /** Calls one instance with a token; the body as JSON. */
  function callsAt(instance: App) {
    return async (
      accountId: string,
      method: "GET" | "POST" | "PUT",
      url: string,
      payload?: object,
      headers: Record<string, string> = {},
      roles: readonly string[] = ["user"],
    ) => {
      const answer = await instance.inject({
        method,
        url,
        headers: { ...(await surroundings.authorization(accountId, roles)), ...headers },
        ...(payload ? { payload } : {}),
      });
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
    };
  }
  const call = callsAt(app);

  const others: App[] = [];
  /** Another instance beside the first, on the same database and queues. */
  async function anotherInstance() {
    const other = surroundings.another();
    const { app: itsApp } = await composeOrders(other, config);
    others.push(itsApp);
    await other.bus.start();
    await waitFor(() => other.bus.readiness().ready, { what: "the other instance to be connected" });
    return { bus: other.bus, call: callsAt(itsApp) };
  }

  /** How many events of an order were told. */
  const timesTold = (orderId: string) =>
    orderEvents.reduce(
      (sum, type) =>
        sum + neighbours.timesHeard(type, (data) => (data as { orderId?: string }).orderId === orderId),
      0,
    );

  /** The events of an order, once all of them are told. */
  async function toldOf(order: Pick<Order, "id" | "sequence">): Promise<number> {
    await waitFor(() => timesTold(order.id) >= order.sequence, { what: `all events of ${order.id}` });
    return timesTold(order.id);
  }

  async function aPlacedOrder(terms: Partial<DataOf<typeof ListingPublished>> = {}): Promise<Order> {
    const { listingId } = await aPublishedListing(terms);
    const placed = await call(
      buyerId,
      "POST",
      "/v1/orders",
      { listingId, expectedTotal: { amount: 5_000, currency: "EUR" } },
      { "idempotency-key": listingId },
    );
    return placed.body;
  }

  async function pay(order: Pick<Order, "id" | "total">): Promise<void> {
    await neighbours.tell(PaymentSucceeded, order.id, {
      orderId: order.id,
      amount: order.total.amount,
      paidAt: platform.clock.now().toISOString(),
    });
  }

  const bankFacts = (order: Pick<Order, "id" | "total">, blockedAmount = order.total.amount) => ({
    orderId: order.id,
    buyerId,
    sellerId,
    amount: order.total.amount,
    blockedAmount,
  });

  /** The buyer's bank takes a payment back, as payments would tell of it. */
  async function chargeBack(order: Pick<Order, "id" | "total">, blockedAmount?: number): Promise<void> {
    await neighbours.tell(PaymentChargedBack, order.id, {
      ...bankFacts(order, blockedAmount),
      openedAt: platform.clock.now().toISOString(),
    });
  }

  /** … and decides. */
  async function decideChargeback(
    order: Pick<Order, "id" | "total">,
    verdict: "won" | "lost",
    blockedAmount?: number,
  ): Promise<void> {
    await neighbours.tell(ChargebackDecided, order.id, {
      ...bankFacts(order, blockedAmount),
      verdict,
      decidedAt: platform.clock.now().toISOString(),
    });
  }

  async function aPendingOrder(terms: Partial<DataOf<typeof ListingPublished>> = {}): Promise<Order> {
    const order = await aPlacedOrder(terms);
    await pay(order);
    await neighbours.heard(OrderPaid, (data) => data.orderId === order.id);
    return order;
  }

  const act = (accountId: string, orderId: string, action: string, body: object = {}) =>
    call(accountId, "POST", `/v1/orders/${orderId}/${action}`, body);

  /** A pending order, accepted. */
  async function anOrderInProgress(terms: Partial<DataOf<typeof ListingPublished>> = {}): Promise<Order> {
    const order = await aPendingOrder(terms);
    await act(sellerId, order.id, "accept");
    return order;
  }

  /** An order in progress, delivered with a link. */
  async function aDeliveredOrder(terms: Partial<DataOf<typeof ListingPublished>> = {}): Promise<Order> {
    const order = await anOrderInProgress(terms);
    await act(sellerId, order.id, "deliver", { message: "Here.", links: ["https://example.org/logo"] });
    return order;
  }

  /** A delivered order whose revision was refused and about which the buyer opened a dispute. */
  async function aDisputedOrder(): Promise<Order> {
    const order = await aDeliveredOrder();
    await act(buyerId, order.id, "request-revision", { explanation: "Too small." });
    await act(sellerId, order.id, "refuse-revision", { explanation: "It is as described." });
    await act(buyerId, order.id, "open-dispute", { statement: "It is not." });
    return order;
  }

  /** A call of the mediator's. */
  const mediate = (method: "GET" | "POST", url: string, body?: object) =>
    call(mediatorId, method, url, body, {}, ["user", "mediator"]);

  return {
    ...surroundings,
    app,
    anotherInstance,
    toldOf,
    mediatorId,
    mediate,
    anOrderInProgress,
    aDisputedOrder,
    buyerId,
    sellerId,
    introduce,
    aPublishedListing,
    aPlacedOrder,
    aPendingOrder,
    aDeliveredOrder,
    pay,
    chargeBack,
    decideChargeback,
    call,
    act,
    stop: async () => {
      for (const each of [app, ...others]) await each.close();
      await surroundings.stop();
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
