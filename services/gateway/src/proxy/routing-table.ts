import type { GatewayConfig } from "../config.ts";

/** The services of the API behind the gateway, and the setting that says where each answers. */
export const SERVICES = {
  accounts: "ACCOUNTS_URL",
  catalog: "CATALOG_URL",
  orders: "ORDERS_URL",
  payments: "PAYMENTS_URL",
  messaging: "MESSAGING_URL",
  reviews: "REVIEWS_URL",
  notifications: "NOTIFICATIONS_URL",
} as const satisfies Record<string, keyof GatewayConfig>;
export type ServiceName = keyof typeof SERVICES;

/** Everything that requests are passed on to: the API's services, and the web app. */
export const UPSTREAMS = { ...SERVICES, web: "PAGES_URL" } as const satisfies Record<
  string,
  keyof GatewayConfig
>;
export type UpstreamName = keyof typeof UPSTREAMS;

export interface Route {
  readonly prefix: `/v1/${string}` | "/";
  readonly service: UpstreamName;
  /** Whether a token that is no good is refused here. Not where people get a new one: a stale token must not hurt. */
  readonly checksToken: boolean;
}

/** Which prefix belongs to which service: the only place that knows it (docs/api-conventions.md). */
export const routingTable: readonly Route[] = [
  { prefix: "/v1/auth", service: "accounts", checksToken: false },
  { prefix: "/v1/me", service: "accounts", checksToken: true },
  { prefix: "/v1/admin/accounts", service: "accounts", checksToken: true },
  { prefix: "/v1/listings", service: "catalog", checksToken: true },
  { prefix: "/v1/categories", service: "catalog", checksToken: true },
  { prefix: "/v1/orders", service: "orders", checksToken: true },
  { prefix: "/v1/disputes", service: "orders", checksToken: true },
  { prefix: "/v1/payments", service: "payments", checksToken: true },
  { prefix: "/v1/conversations", service: "messaging", checksToken: true },
  { prefix: "/v1/reviews", service: "reviews", checksToken: true },
  { prefix: "/v1/sellers", service: "reviews", checksToken: true },
  { prefix: "/v1/notifications", service: "notifications", checksToken: true },
  // Every other address is a page or a file of the web app. Pages have no token, so none is checked.
  { prefix: "/", service: "web", checksToken: false },
];

/** Whether a path of the API belongs to a service. */
export function belongsTo(service: ServiceName, path: string): boolean {
  return routingTable.some(
    (route) => route.service === service && (path === route.prefix || path.startsWith(`${route.prefix}/`)),
  );
}

/** The writes that their service knows again by their Idempotency-Key (docs/api-conventions.md). */
export const keyedWrites: readonly string[] = ["POST /v1/orders", "POST /v1/payments/withdrawals"];

/** Whether a request does no harm when it is handled twice: a read, or a write under a key that its service keeps. */
export function isRepeatable(
  method: string,
  pathWithQuery: string,
  headers: Readonly<Record<string, unknown>>,
): boolean {
  if (method === "GET" || method === "HEAD") return true;
  const path = pathWithQuery.split("?", 1)[0];
  return headers["idempotency-key"] !== undefined && keyedWrites.includes(`${method} ${path}`);
}
