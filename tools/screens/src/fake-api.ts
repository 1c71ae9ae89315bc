import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Order } from "@vc/client";
import { allowedActionsOf, SAMPLE_NOW, sampleOrders } from "../../../services/web/test/sample-orders.ts";
import {
  sampleLimits,
  sampleReviewWindows,
  sampleTerms,
  sampleWindows,
} from "../../../services/web/test/sample-terms.ts";
import * as samples from "./samples.ts";
import type { View } from "./view.ts";

/**
 * One address for the web app and the API that it reads: pages come from the app's own host, everything under `/v1` from
 * samples, so that each state of an order can be looked at.
 */
export async function startFakeApi(webPort: () => number, view: () => View) {
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    if (url.pathname.startsWith("/v1/")) answer(url, incoming, response, view());
    else forward(incoming, response, webPort());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen");
  return (address satisfies AddressInfo).port;
}

function forward(incoming: IncomingMessage, response: ServerResponse, port: number): void {
  const { url, method, headers } = incoming;
  const passed = request({ host: "127.0.0.1", port, path: url, method, headers }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  passed.on("error", () => response.writeHead(502).end());
  incoming.pipe(passed);
}

function answer(url: URL, incoming: IncomingMessage, response: ServerResponse, view: View): void {
  const isAway = incoming.method === "POST" && view.trouble === "stripe-away";
  const body = isAway ? undefined : answerOf(url, view);
  incoming.resume();
  const found = body !== undefined;
  const [status, code] = isAway ? ([503, "unavailable"] as const) : ([404, "not_found"] as const);
  response.writeHead(found ? 200 : status, {
    "content-type": found ? "application/json" : "application/problem+json",
    // Pages take the time from here, so that clocks show the samples' own.
    date: SAMPLE_NOW.toUTCString(),
  });
  const problem = { type: "about:blank", title: code, status, code };
  response.end(JSON.stringify(body ?? problem));
}

function orderOf({ sample, role }: View): Order {
  const order = sampleOrders[sample];
  return { ...order, allowedActions: allowedActionsOf(order, role) };
}

function answerOf({ pathname, searchParams }: URL, view: View): object | undefined {
  const page = (items: readonly object[]) => ({ items: view.isEmpty ? [] : items, nextCursor: null });
  const order = orderOf(view);
  const fixed: Readonly<Record<string, () => object>> = {
    "/v1/me": () => samples.accountOf(view),
    "/v1/orders/windows": () => sampleWindows,
    "/v1/orders/limits": () => sampleLimits.order,
    "/v1/payments/terms": () => sampleTerms,
    "/v1/reviews/windows": () => sampleReviewWindows,
    "/v1/conversations/limits": () => sampleLimits.conversation,
    "/v1/listings/limits": () => sampleLimits.listing,
    "/v1/categories": () => ({ items: samples.categories }),
    "/v1/payments/payout-account": () => samples.payoutAccountOf(view),
    "/v1/payments/balance": () => samples.balanceOf(view),
    "/v1/payments/ledger": () => page(samples.ledger),
    "/v1/payments/withdrawals": () => page(samples.withdrawals),
    "/v1/notifications/stream-tickets": () => ({ ticket: "none", expiresIn: 30 }),
    "/v1/conversations": () => {
      const kind = searchParams.get("kind");
      return page(samples.conversationsOf(view).filter((each) => kind === null || each.kind === kind));
    },
    "/v1/conversations/unread-count": () => ({ count: view.isEmpty ? 0 : 2 }),
    "/v1/notifications": () => page(samples.notifications),
    "/v1/notifications/unread-count": () => ({ count: view.isEmpty ? 0 : 3 }),
    "/v1/notifications/preferences": () => samples.preferences,
    "/v1/listings": () =>
      page(searchParams.get("sellerId") === "me" ? samples.ownListings(view) : samples.market),
    "/v1/reviews": () => page(samples.reviews),
  };
  const direct = fixed[pathname];
  if (direct !== undefined) return direct();
  if (pathname === "/v1/orders") {
    const role = searchParams.get("role") === "seller" ? "seller" : "buyer";
    return page(role === view.role ? samples.ordersOf(role) : []);
  }
  if (pathname.endsWith("/timeline")) return { items: samples.timelineOf(order) };
  if (pathname.startsWith("/v1/orders/")) return order;
  if (pathname.startsWith("/v1/payments/orders/")) return samples.paymentOf(order);
  if (pathname.startsWith("/v1/reviews/orders/")) return samples.review;
  if (pathname.endsWith("/messages")) return page(samples.messages);
  if (pathname.startsWith("/v1/conversations/")) {
    return samples.conversationsOf(view).find(({ id }) => pathname.endsWith(id));
  }
  if (pathname.startsWith("/v1/sellers/")) return samples.profile;
  if (pathname.startsWith("/v1/listings/")) return samples.listing;
  return undefined;
}
