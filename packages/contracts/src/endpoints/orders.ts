import { z } from "zod";
import { DownloadLink, DownloadQuery, FileInfo } from "../http/files.ts";
import { IdempotencyHeaders } from "../http/idempotency.ts";
import {
  CountOrdersQuery,
  ListDisputesQuery,
  ListOrdersQuery,
  Order,
  type OrderAction,
  OrderActionBodies,
  OrderCase,
  OrderCounts,
  OrderWindows,
  PlaceOrderRequest,
  PutBriefRequest,
  Timeline,
} from "../http/orders.ts";
import { pageOf } from "../http/paging.ts";
import { id } from "../primitives.ts";
import { defineEndpoints, type Endpoint } from "./define-endpoints.ts";
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

/** The endpoint of an action. Who takes it under which rules is in services/orders/src/orders/lifecycle.ts. */
function anAction<const Action extends OrderAction>(action: Action, id: string, summary: string) {
  return {
    id,
    method: "POST",
    path: `/v1/orders/:orderId/${action}`,
    access: "signed_in",
    tag: "orders",
    summary,
    params: OrderParams,
    body: OrderActionBodies[action],
    partyWords: ["explanation", "message", "reasons", "statement", "text"],
    answers: { 200: Order },
    problems: ACTION_PROBLEMS,
  } as const;
}

/** `POST /v1/orders/{orderId}/<action>`, by action. */
export const orderActionEndpoints = defineEndpoints("orders", {
  accept: anAction("accept", "acceptOrder", "Accept an order (seller; R9, R13)"),
  refuse: anAction("refuse", "refuseOrder", "Refuse an order, with a reason (seller; R10)"),
  cancel: anAction("cancel", "cancelOrder", "Cancel an order (buyer or seller; R12, R15, R22, R23)"),
  deliver: anAction("deliver", "deliverOrder", "Deliver the work (seller; R14)"),
  approve: anAction(
    "approve",
    "approveOrder",
    "Approve a delivery, which completes the order (buyer; R16, R17, R20)",
  ),
  "request-revision": anAction("request-revision", "requestRevision", "Ask for a revision (buyer; R18)"),
  "accept-revision": anAction("accept-revision", "acceptRevision", "Accept a revision (seller; R19)"),
  "refuse-revision": anAction("refuse-revision", "refuseRevision", "Refuse a revision (seller; R19, R20)"),
  "request-cancellation": anAction(
    "request-cancellation",
    "requestCancellation",
    "Ask the seller to cancel the order (buyer; R21)",
  ),
  "withdraw-cancellation": anAction(
    "withdraw-cancellation",
    "withdrawCancellation",
    "Withdraw the request to cancel (buyer; R21)",
  ),
  "accept-cancellation": anAction(
    "accept-cancellation",
    "acceptCancellation",
    "Agree to cancel the order (seller; R21, R23)",
  ),
  "refuse-cancellation": anAction(
    "refuse-cancellation",
    "refuseCancellation",
    "Refuse to cancel the order (seller; R21)",
  ),
  "open-dispute": anAction("open-dispute", "openDispute", "Open a dispute (buyer; R20, R21, R24)"),
  "add-statement": anAction(
    "add-statement",
    "addStatement",
    "Add a statement to the dispute (buyer, seller or mediator; R24)",
  ),
  "concede-dispute": anAction(
    "concede-dispute",
    "concedeDispute",
    "Concede, and refund the buyer (seller; R25)",
  ),
  "drop-dispute": anAction(
    "drop-dispute",
    "dropDispute",
    "Drop the dispute, and complete the order (buyer; R25)",
  ),
  "resolve-dispute": {
    ...anAction("resolve-dispute", "resolveDispute", "Decide a dispute (mediator; R25)"),
    access: forMediators,
  },
  "excuse-cancellation": {
    ...anAction(
      "excuse-cancellation",
      "excuseCancellation",
      "Excuse a seller's cancellation (mediator; R23)",
    ),
    access: forMediators,
  },
}) satisfies Readonly<Record<OrderAction, Endpoint>>;

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
