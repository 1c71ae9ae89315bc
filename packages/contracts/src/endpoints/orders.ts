import { z } from "zod";
import { DownloadLink, DownloadQuery, FileInfo } from "../http/files.ts";
import { IdempotencyHeaders } from "../http/idempotency.ts";
import {
  CountOrdersQuery,
  ListDisputesQuery,
  ListOrdersQuery,
  OrderCounts,
  OrderWindows,
} from "../http/order-lists.ts";
import {
  ORDER_ACTIONS,
  Order,
  type OrderAction,
  OrderCase,
  OrderLimits,
  orderActions,
  PlaceOrderRequest,
  PutBriefRequest,
  Timeline,
} from "../http/orders.ts";
import { pageOf } from "../http/paging.ts";
import { id } from "../primitives.ts";
import { type Access, defineEndpoints } from "./define-endpoints.ts";
import { Download } from "./downloads.ts";

const OrderParams = z.object({ orderId: id("order") });

const forMediators = { roles: ["mediator"] } as const;

/** What an order refuses when its state, or the time, does not allow an action. */
const ACTION_PROBLEMS = ["action_not_allowed", "deadline_passed"] as const;

export const ordersEndpoints = defineEndpoints("orders", {
  placeOrder: {
    method: "POST",
    path: "/v1/orders",
    access: "signed_in",
    tag: "orders",
    summary: "Order a listing at the price that was seen (R7)",
    headers: IdempotencyHeaders,
    body: PlaceOrderRequest,
    partyWords: ["brief"],
    answers: { 201: Order },
    problems: ["price_changed", "own_listing", "listing_not_available", "account_closing"],
  },
  listOrders: {
    method: "GET",
    path: "/v1/orders",
    access: "signed_in",
    tag: "orders",
    summary: "One's purchases or sales",
    query: ListOrdersQuery,
    answers: { 200: pageOf(Order) },
  },
  countOrders: {
    method: "GET",
    path: "/v1/orders/counts",
    access: "signed_in",
    tag: "orders",
    summary: "How many of one's purchases or sales are in each state, and how many are late",
    query: CountOrdersQuery,
    answers: { 200: OrderCounts },
  },
  getOrderWindows: {
    method: "GET",
    path: "/v1/orders/windows",
    access: "public",
    tag: "orders",
    summary: "How long each window of an order is, in milliseconds",
    answers: { 200: OrderWindows },
  },
  getOrderLimits: {
    method: "GET",
    path: "/v1/orders/limits",
    access: "public",
    tag: "orders",
    summary: "How long a brief and how large a file of an order may be",
    answers: { 200: OrderLimits },
  },
  getOrder: {
    method: "GET",
    path: "/v1/orders/:orderId",
    access: "signed_in",
    tag: "orders",
    summary: "An order of one's own",
    params: OrderParams,
    answers: { 200: Order },
  },
  getOrderTimeline: {
    method: "GET",
    path: "/v1/orders/:orderId/timeline",
    access: "signed_in",
    tag: "orders",
    summary: "What happened to an order, who did it, and with what words",
    params: OrderParams,
    answers: { 200: Timeline },
  },
  downloadOrderFile: {
    method: "GET",
    path: "/v1/orders/:orderId/files/:fileId",
    // A ticket takes the place of a token, so the handler itself answers 401.
    access: "optional",
    tag: "orders",
    summary: "Download a file of an order, whole or a part",
    params: OrderParams.extend({ fileId: id("file") }),
    query: DownloadQuery,
    answers: { 200: Download },
    problems: ["range_not_satisfiable"],
  },
  linkOrderFile: {
    method: "POST",
    path: "/v1/orders/:orderId/files/:fileId/links",
    access: "signed_in",
    tag: "orders",
    summary: "An address at which a browser downloads a file of an order without a token, for ten minutes",
    params: OrderParams.extend({ fileId: id("file") }),
    answers: { 201: DownloadLink },
  },
  uploadOrderFile: {
    method: "POST",
    path: "/v1/orders/:orderId/files",
    access: "signed_in",
    tag: "orders",
    summary: "Upload a file for the brief or a delivery: multipart field `file`, up to 50 MB",
    params: OrderParams,
    isUpload: true,
    answers: { 201: FileInfo },
    problems: ["too_many_files", "upload_limit_reached"],
  },
  completeBrief: {
    method: "PUT",
    path: "/v1/orders/:orderId/brief",
    access: "signed_in",
    tag: "orders",
    summary: "Give the seller what the listing asks for (the buyer, until delivery)",
    params: OrderParams,
    body: PutBriefRequest,
    partyWords: ["text"],
    answers: { 200: Order },
    problems: ACTION_PROBLEMS,
  },
});

/** The endpoint of an action. */
function endpointOf<const Action extends OrderAction>(action: Action) {
  const terms: (typeof orderActions)[Action] = orderActions[action];
  const { id, summary } = terms;
  const access: Access = "access" in terms ? terms.access : "signed_in";
  return {
    id,
    method: "POST",
    path: `/v1/orders/:orderId/${action}`,
    access,
    tag: "orders",
    summary,
    params: OrderParams,
    body: terms.body,
    partyWords: ["explanation", "message", "reasons", "statement", "text"],
    answers: { 200: Order },
    problems: ACTION_PROBLEMS,
  } as const;
}

/** `POST /v1/orders/{orderId}/<action>`, by action. */
export const orderActionEndpoints = defineEndpoints(
  "orders",
  // One entry for each action, which fromEntries forgets.
  Object.fromEntries(ORDER_ACTIONS.map((action) => [action, endpointOf(action)])) as {
    readonly [Action in OrderAction]: ReturnType<typeof endpointOf<Action>>;
  },
);

export const disputesEndpoints = defineEndpoints("orders", {
  getOrderCase: {
    method: "GET",
    path: "/v1/orders/:orderId/case",
    access: forMediators,
    tag: "disputes",
    summary: "The mediator's one page of a disputed order (R24)",
    params: OrderParams,
    answers: { 200: OrderCase },
  },
  listDisputes: {
    method: "GET",
    path: "/v1/disputes",
    access: forMediators,
    tag: "disputes",
    summary: "Disputes, the one that has waited longest first (R24)",
    query: ListDisputesQuery,
    answers: { 200: pageOf(Order) },
  },
});
