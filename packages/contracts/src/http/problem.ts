import { z } from "zod";
import { Money } from "../primitives.ts";
import { OrderState } from "../vocabulary.ts";
import { OrderAction } from "./orders.ts";

/**
 * Every `code` that the API refuses with. A released one keeps its name and its meaning for ever; a client has to
 * reckon with new ones, and goes by the status then.
 */
export const PROBLEM_CODES = [
  // Of any route.
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "request_timeout",
  "precondition_failed",
  "payload_too_large",
  "uri_too_long",
  "headers_too_large",
  "range_not_satisfiable",
  "unsupported_media_type",
  "too_many_requests",
  "internal_error",
  "bad_gateway",
  "unavailable",
  "upstream_timeout",
  "idempotency_conflict",
  "idempotency_key_reused",
  "action_not_allowed",
  "deadline_passed",
  // Accounts.
  "email_taken",
  "own_admin_role",
  "open_orders",
  "account_closing",
  // Listings and orders.
  "email_not_verified",
  "payout_account_missing",
  "own_listing",
  "listing_not_available",
  "price_changed",
  "too_many_files",
  "upload_limit_reached",
  // Money.
  "order_not_payable",
  "insufficient_funds",
  "withdrawal_too_small",
  "provider_refused",
  "invalid_signature",
  // Talking and being told.
  "own_profile",
  "conversation_closed",
  "support_closed",
  "already_taken",
  "mandatory_notification",
  // Reviews.
  "already_reviewed",
  "not_reviewable",
  "not_the_author",
  "not_taken",
  "already_decided",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The HTTP status of every code. */
export const problemStatuses = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  precondition_failed: 412,
  payload_too_large: 413,
  uri_too_long: 414,
  headers_too_large: 431,
  range_not_satisfiable: 416,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal_error: 500,
  bad_gateway: 502,
  unavailable: 503,
  upstream_timeout: 504,
  idempotency_conflict: 409,
  idempotency_key_reused: 422,
  action_not_allowed: 409,
  deadline_passed: 409,
  email_taken: 409,
  own_admin_role: 409,
  open_orders: 409,
  account_closing: 409,
  email_not_verified: 409,
  payout_account_missing: 409,
  own_listing: 409,
  listing_not_available: 409,
  price_changed: 409,
  too_many_files: 409,
  upload_limit_reached: 409,
  order_not_payable: 409,
  insufficient_funds: 409,
  withdrawal_too_small: 409,
  provider_refused: 409,
  invalid_signature: 400,
  own_profile: 409,
  conversation_closed: 409,
  support_closed: 409,
  already_taken: 409,
  mandatory_notification: 409,
  already_reviewed: 409,
  not_reviewable: 409,
  not_the_author: 409,
  not_taken: 409,
  already_decided: 409,
} as const satisfies Record<ProblemCode, number>;

/** RFC 9457 problem details, with a stable machine-readable `code` and, for bad input, every error with its path. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().describe("id of the request: quote it to support"),
    code: z.enum(PROBLEM_CODES),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    total: Money.optional().describe("`price_changed`: what it costs now"),
    minimum: Money.optional().describe("`withdrawal_too_small`: the least that can be withdrawn"),
    state: OrderState.optional().describe("`action_not_allowed`, `deadline_passed`: the order's state now"),
    allowedActions: z.array(OrderAction).optional().describe("and what the caller may do to it now"),
  })
  .catchall(z.unknown())
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** What some problems tell besides. */
export type ProblemExtra = Pick<Problem, "total" | "minimum" | "state" | "allowedActions">;
