import type { Bus } from "@vc/bus";
import type { Platform } from "@vc/service";
import type Stripe from "stripe";
import { addFactConsumers } from "../../services/orders/src/orders/consumers.ts";
import type { OrderShellDeps } from "../../services/orders/src/orders/move-order.ts";
import type { OrderPolicy } from "../../services/orders/src/orders/policy.ts";
import { createOrderStore } from "../../services/orders/src/orders/store.ts";
import { paymentsConfig } from "../../services/payments/src/config.ts";
import {
  addPaymentsConsumers,
  createPaymentsParts,
  type PaymentsParts,
} from "../../services/payments/src/deps.ts";
import type { SimulatedConnection } from "./database/mongo.ts";

/** A process of orders: what the shells of the service work with, without HTTP routes. */
export type OrdersService = OrderShellDeps & { readonly bus: Bus };

export function startOrders(
  bus: Bus,
  { database }: SimulatedConnection,
  now: () => Date,
  policy: OrderPolicy,
): OrdersService {
  const service = { bus, orders: createOrderStore(database), clock: { now }, policy };
  addFactConsumers(bus, service);
  return service;
}

const config = paymentsConfig.parse({
  PORT: "1",
  JWKS_URL: "http://127.0.0.1/unused",
  MONGO_URL: "mongodb://127.0.0.1/unused",
  AMQP_URL: "amqp://127.0.0.1/unused",
  MONGO_DATABASE: "payments",
  STRIPE_SECRET_KEY: "sk_test_simulation",
  STRIPE_PLATFORM_WEBHOOK_SECRET: "whsec_unused",
  STRIPE_CONNECTED_WEBHOOK_SECRET: "whsec_unused",
  STRIPE_ACCOUNTS_WEBHOOK_SECRET: "whsec_unused",
  STRIPE_POLL_INTERVAL_MS: String(10 * 60_000),
  WEB_URL: "https://web.example.test",
});

/** How often payments polls Stripe for missing events. */
export const STRIPE_POLL_MS = config.STRIPE_POLL_INTERVAL_MS;

const silence = () => {};
const log = { debug: silence, info: silence, warn: silence, error: silence };
/** Accepts metrics and drops them. */
const registry = { registerMetric: silence };

/** All of payments but its HTTP, on a simulated database, bus and Stripe. */
export function startPayments(
  bus: Bus,
  { database }: SimulatedConnection,
  now: () => Date,
  stripe: Stripe,
): PaymentsParts {
  // Payments takes these of its platform; the rest is for HTTP and for starting a process.
  const platform = { database, bus, clock: { now }, log, registry } as unknown as Platform;
  const parts = createPaymentsParts(platform, config, stripe);
  addPaymentsConsumers(platform, parts);
  return parts;
}
