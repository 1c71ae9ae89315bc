import { allEndpoints, type Endpoint, isIdempotent, type ServiceName } from "@vc/contracts";
import type { GatewayConfig } from "../config.ts";
import { servicePrefixes } from "./service-prefixes.ts";

/** The services of the API behind the gateway, and the setting that says where each answers. */
export const services = {
  accounts: "ACCOUNTS_URL",
  catalog: "CATALOG_URL",
  orders: "ORDERS_URL",
  payments: "PAYMENTS_URL",
  messaging: "MESSAGING_URL",
  reviews: "REVIEWS_URL",
  notifications: "NOTIFICATIONS_URL",
} as const satisfies Record<ServiceName, keyof GatewayConfig>;

/** Everything that requests are passed on to: the API's services, and the web app. */
export const upstreams = { ...services, web: "PAGES_URL" } as const satisfies Record<
  string,
  keyof GatewayConfig
>;
export type UpstreamName = keyof typeof upstreams;

export interface Route {
  readonly prefix: `/v1/${string}` | "/";
  readonly service: UpstreamName;
  /** Whether the gateway refuses a bad token. Not where people get a new one: an expired token must not be in the way. */
  readonly checksToken: boolean;
}

/** Which prefix belongs to which service, as the endpoints say (docs/api-conventions.md). */
export const routingTable: readonly Route[] = [
  ...servicePrefixes(allEndpoints),
  // Every other address is a page or a file of the web app. Pages have no token, so none is checked.
  { prefix: "/", service: "web", checksToken: false },
];

function operationsOf(endpoints: readonly Endpoint[]): RegExp[] {
  return endpoints.map(({ method, path }) => new RegExp(`^${method} ${path.replace(/:\w+/g, "[^/]+")}$`));
}

function isOneOf(operations: readonly RegExp[], method: string, pathWithQuery: string): boolean {
  const operation = `${method} ${pathWithQuery.split("?", 1)[0]}`;
  return operations.some((pattern) => pattern.test(operation));
}

const keyedWrites = operationsOf(allEndpoints.filter(isIdempotent));
const signedWebhooks = operationsOf(allEndpoints.filter(({ access }) => access === "signed_webhook"));

/** Whether a request goes to an endpoint that is open to the network and checks a signature. */
export function isSignedWebhook(method: string, pathWithQuery: string): boolean {
  return isOneOf(signedWebhooks, method, pathWithQuery);
}

/** Whether handling a request twice does no harm: a read, or a write under a key that its service keeps. */
export function isRepeatable(
  method: string,
  pathWithQuery: string,
  headers: Readonly<Record<string, unknown>>,
): boolean {
  if (method === "GET" || method === "HEAD") return true;
  if (headers["idempotency-key"] === undefined) return false;
  return isOneOf(keyedWrites, method, pathWithQuery);
}
