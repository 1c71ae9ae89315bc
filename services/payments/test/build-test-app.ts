import {
  AccountRegistered,
  type Balance,
  type DataOf,
  OrderCompleted,
  OrderDelivered,
  OrderPaidLate,
  type OrderPayment,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  PaymentSucceeded,
  PayoutAccountChanged,
  type Withdrawal,
} from "@vc/contracts";
import type { App } from "@vc/http";
import { newId } from "@vc/service";
import type { Realism } from "@vc/stripe-simulator";
import { testPlatform, waitFor } from "@vc/testing";
import { freePort } from "@vc/testing/ports";
import { expect } from "vitest";
import { auditPayments } from "../src/audit/audit.ts";
import { paymentsConfig } from "../src/config.ts";
import { composePayments, createPaymentsParts } from "../src/deps.ts";
import type { JournalDocument } from "../src/ledger/model.ts";
import { runningClock } from "./running-clock.ts";
import { simulatedStripe } from "./simulated-stripe.ts";

const SECRETS = {
  platform: "whsec_platform_test",
  connected: "whsec_connected_test",
  accounts: "whsec_accounts_test",
};

/** An order as orders would tell of it. */
export interface TestOrder {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly totalAmount: number;
}

/**
 * The payments service on a real database, a real broker and the Stripe simulator, listening for its webhooks.
 *
 * @param isWorking `false`: nothing works in the background; the test takes each step itself
 * @param random decides about Stripe's faults that have a probability
 * @param realism what of Stripe's hardness is simulated. Default: nothing
 */
export async function buildTestApp({
  isWorking = true,
  random,
  realism,
}: {
  isWorking?: boolean;
  random?: () => number;
  realism?: Partial<Realism>;
} = {}) {
  const clock = runningClock();
  const surroundings = await testPlatform({ service: "payments", clock });
  const { platform, neighbours } = surroundings;

  // Stripe must know the service's address, and the service Stripe's: the port is taken before it is listened on.
  const port = await freePort();
  const webhookBase = `http://127.0.0.1:${port}`;
  const simulator = await simulatedStripe({
    now: clock.now,
    random,
    realism,
    webhookBase,
    platformSecret: SECRETS.platform,
    connectedSecret: SECRETS.connected,
    accountsSecret: SECRETS.accounts,
  });
  const config = paymentsConfig.parse({
    PORT: String(port),
    JWKS_URL: "http://127.0.0.1/unused",
    MONGO_URL: surroundings.namespace.mongoUrl,
    MONGO_DATABASE: surroundings.namespace.dbName,
    AMQP_URL: surroundings.namespace.amqpUrl,
    STRIPE_SECRET_KEY: "sk_test_payments",
    STRIPE_API_URL: simulator.url,
    STRIPE_TIMEOUT_MS: "1000",
    STRIPE_PLATFORM_WEBHOOK_SECRET: SECRETS.platform,
    STRIPE_CONNECTED_WEBHOOK_SECRET: SECRETS.connected,
    STRIPE_ACCOUNTS_WEBHOOK_SECRET: SECRETS.accounts,
    WORK_POLL_INTERVAL_MS: "200",
    WEB_URL: "https://web.example.test/",
  });
  /** Another process of the service beside the first, on the same database; nothing in it works by itself. */
  async function anotherProcess(found: { mongoUrl?: string; stripeUrl?: string } = {}) {
    const other = await surroundings.anotherProcess(found.mongoUrl);
    const otherConfig = { ...config, STRIPE_API_URL: found.stripeUrl ?? simulator.url };
    const otherParts = createPaymentsParts(other.platform, otherConfig);
    const otherBuilt = await composePayments(other.platform, otherConfig, otherParts);
    return {
      parts: otherParts,
      call: (...given: Parameters<typeof call>) => callOn(otherBuilt.app, ...given),
      close: async () => {
        await other.close();
        await otherBuilt.app.close();
      },
    };
  }

  const parts = createPaymentsParts(platform, config);
  const { app, work } = await composePayments(platform, config, parts);
  await surroundings.start();
  const stopWork = isWorking ? await work?.() : undefined;
  await app.listen({ port, host: "127.0.0.1" });

  async function callOn(
    process: App,
    accountId: string | null,
    method: "GET" | "POST",
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) {
    const answer = await process.inject({
      method,
      url: `/v1/payments${url}`,
      headers: { ...(accountId === null ? {} : await surroundings.authorization(accountId)), ...headers },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  }

  const call = (
    accountId: string | null,
    method: "GET" | "POST",
    url: string,
    payload?: object,
    headers?: Record<string, string>,
  ) => callOn(app, accountId, method, url, payload, headers);

  const factsOf = (order: TestOrder) => ({ ...order, listingId: newId("listing"), title: "A logo" });
  const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
  const nowIso = () => clock.now().toISOString();

  async function aPlacedOrder(given: Partial<TestOrder> = {}): Promise<TestOrder> {
    const order: TestOrder = {
      orderId: newId("order"),
      buyerId: newId("account"),
      sellerId: newId("account"),
      totalAmount: 1500,
      ...given,
    };
    const placed: DataOf<typeof OrderPlaced> = {
      ...factsOf(order),
      state: "awaiting_payment",
      placedAt: nowIso(),
      payBy: inMinutes(30),
      terms: { description: "Three proposals", hash: "abc123" },
    };
    await neighbours.tell(OrderPlaced, order.orderId, placed);
    return order;
  }

  const checkout = (order: TestOrder, accountId = order.buyerId) =>
    call(accountId, "POST", "/checkout-sessions", { orderId: order.orderId });

  /** The address of a page at Stripe. A busy machine may let the simulator answer too late: asking again goes on from there. */
  const urlOf = (ask: () => ReturnType<typeof call>): Promise<string> =>
    waitFor(
      async () => {
        const { status, body } = await ask();
        return status === 201 ? String(body.url) : null;
      },
      { what: "the address of a page at Stripe" },
    );

  async function aPaidOrder(given: Partial<TestOrder> = {}): Promise<TestOrder> {
    const order = await aPlacedOrder(given);
    expect(await simulator.pay(`${await urlOf(() => checkout(order))}/pay`)).toBe(303);
    await neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    return order;
  }

  async function deliver(order: TestOrder): Promise<void> {
    await neighbours.tell(OrderDelivered, order.orderId, {
      ...factsOf(order),
      state: "delivered",
      deliveredAt: nowIso(),
      completesAt: inMinutes(7 * 24 * 60),
      late: false,
    });
    await waitFor(
      async () =>
        (await platform.db.collection<{ _id: string }>("cases").findOne({
          _id: order.orderId,
          "facts.what": "delivered",
        })) !== null,
      { what: "the delivery to be known" },
    );
  }

  const complete = (order: TestOrder, settlement = { refundAmount: 0, releaseAmount: order.totalAmount }) =>
    neighbours.tell(OrderCompleted, order.orderId, {
      ...factsOf(order),
      state: "completed",
      endedAt: nowIso(),
      by: "buyer",
      deliveredLate: false,
      settlement,
    });

  const refuse = (order: TestOrder) =>
    neighbours.tell(OrderRefused, order.orderId, {
      ...factsOf(order),
      state: "refused",
      endedAt: nowIso(),
      reason: "other",
      explanation: "No time.",
      settlement: { refundAmount: order.totalAmount, releaseAmount: 0 },
    });

  const expirePayment = (order: TestOrder) =>
    neighbours.tell(OrderPaymentExpired, order.orderId, {
      ...factsOf(order),
      state: "payment_expired",
      endedAt: nowIso(),
    });

  const answerLatePayment = (order: TestOrder) =>
    neighbours.tell(OrderPaidLate, order.orderId, {
      ...factsOf(order),
      state: "payment_expired",
      settlement: { refundAmount: order.totalAmount, releaseAmount: 0 },
    });

  async function introduce(accountId: string): Promise<void> {
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.org`,
      emailVerified: true,
      displayName: "Test Person",
      bio: "",
      locale: "en",
      roles: ["user"],
      createdAt: nowIso(),
    });
  }

  async function aSeller({ iban }: { iban?: string } = {}): Promise<string> {
    const accountId = newId("account");
    await introduce(accountId);
    await simulator.onboard(await urlOf(() => call(accountId, "POST", "/payout-account")), iban);
    await neighbours.heard(
      PayoutAccountChanged,
      (data) => data.accountId === accountId && data.state !== "pending",
    );
    return accountId;
  }

  const balance = async (accountId: string): Promise<Record<keyof Balance, number>> => {
    const { body } = await call(accountId, "GET", "/balance");
    // The route answers a Balance of Money; the amounts are what tests compare.
    const amounts = Object.entries(body as Balance).map(([name, money]) => [name, money.amount]);
    return Object.fromEntries(amounts);
  };

  const paymentOf = async (order: TestOrder): Promise<OrderPayment> =>
    (await call(order.buyerId, "GET", `/orders/${order.orderId}`)).body;

  const settled = (order: TestOrder) =>
    waitFor(async () => (await paymentOf(order)).state === "settled", {
      what: `order ${order.orderId} to be settled`,
    });

  /** A seller whose earnings of one order of this amount have reached Stripe. */
  async function aSellerWith(totalAmount: number, given: { iban?: string } = {}): Promise<string> {
    const sellerId = await aSeller(given);
    const order = await aPaidOrder({ sellerId, totalAmount });
    await complete(order);
    await settled(order);
    return sellerId;
  }

  async function withdraw(accountId: string, amount: number, key: string = newId("withdrawal")) {
    const body = { amount: { amount, currency: "EUR" } };
    const answer = await call(accountId, "POST", "/withdrawals", body, { "idempotency-key": key });
    // Of a refused one it is the problem, which has no `id`.
    return { ...answer, withdrawal: answer.body as Withdrawal };
  }

  return {
    ...surroundings,
    clock,
    parts,
    app,
    simulator,
    secrets: SECRETS,
    anotherProcess,
    call,
    checkout,
    aPlacedOrder,
    aPaidOrder,
    deliver,
    complete,
    refuse,
    expirePayment,
    answerLatePayment,
    introduce,
    aSeller,
    aSellerWith,
    balance,
    paymentOf,
    settled,
    withdraw,
    /** R27: what the ledger's own check finds; a test ends with nothing. */
    findings: () => auditPayments(platform.database, clock.now()),
    entries: (filter: object = {}) =>
      platform.db.collection<JournalDocument>("journal").find(filter).toArray(),
    stop: async () => {
      await app.close();
      await stopWork?.();
      await simulator.close();
      await surroundings.stop();
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
