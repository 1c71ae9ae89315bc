/** Why a request is not done, as Stripe says it: one row per reason gives the HTTP status, the error type and the code. */
const reasons = {
  unauthenticated: { status: 401, type: "invalid_request_error", code: null },
  account_not_accessible: { status: 403, type: "invalid_request_error", code: "account_invalid" },
  unknown_url: { status: 404, type: "invalid_request_error", code: null },
  not_found: { status: 404, type: "invalid_request_error", code: "resource_missing" },
  v2_not_found: { status: 404, type: "invalid_request_error", code: "not_found" },
  reference_not_found: { status: 400, type: "invalid_request_error", code: "resource_missing" },
  body_unreadable: { status: 400, type: "invalid_request_error", code: null },
  parameter_unknown: { status: 400, type: "invalid_request_error", code: "parameter_unknown" },
  parameter_missing: { status: 400, type: "invalid_request_error", code: "parameter_missing" },
  parameter_empty: { status: 400, type: "invalid_request_error", code: "parameter_invalid_empty" },
  parameter_not_integer: { status: 400, type: "invalid_request_error", code: "parameter_invalid_integer" },
  parameter_invalid: { status: 400, type: "invalid_request_error", code: null },
  property_not_expandable: { status: 400, type: "invalid_request_error", code: null },
  amount_too_small: { status: 400, type: "invalid_request_error", code: "amount_too_small" },
  amount_too_large: { status: 400, type: "invalid_request_error", code: "amount_too_large" },
  card_declined: { status: 402, type: "card_error", code: "card_declined" },
  charge_already_refunded: { status: 400, type: "invalid_request_error", code: "charge_already_refunded" },
  charge_disputed: { status: 400, type: "invalid_request_error", code: "charge_disputed" },
  account_closed: { status: 400, type: "invalid_request_error", code: "account_closed" },
  balance_insufficient: { status: 400, type: "invalid_request_error", code: "balance_insufficient" },
  payouts_not_allowed: { status: 400, type: "invalid_request_error", code: "payouts_not_allowed" },
  transfers_not_allowed: {
    status: 400,
    type: "invalid_request_error",
    code: "insufficient_capabilities_for_transfer",
  },
  state_forbids: { status: 400, type: "invalid_request_error", code: null },
  idempotency_key_reused: { status: 400, type: "idempotency_error", code: null },
  idempotency_key_in_use: { status: 409, type: "idempotency_error", code: "idempotency_key_in_use" },
  object_locked: { status: 429, type: "invalid_request_error", code: "lock_timeout" },
  rate_limited: { status: 429, type: "invalid_request_error", code: "rate_limit" },
  internal: { status: 500, type: "api_error", code: null },
} as const satisfies Record<string, { status: number; type: string; code: string | null }>;

export type RefusalReason = keyof typeof reasons;

/** The body that Stripe sends under `error`. */
export type StripeErrorBody = {
  type: string;
  code?: string;
  param?: string;
  message: string;
  doc_url?: string;
};

export type Refusal = { readonly refused: { readonly status: number; readonly error: StripeErrorBody } };

export function refuse(reason: RefusalReason, message: string, param?: string): Refusal {
  const { status, type, code } = reasons[reason];
  return {
    refused: {
      status,
      error: {
        type,
        message,
        ...(code === null
          ? {}
          : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
        ...(param === undefined ? {} : { param }),
      },
    },
  };
}

export function isRefusal(value: object): value is Refusal {
  return "refused" in value;
}

/** The answer for an id that a path names and nothing has. */
export function noSuch(what: string, id: string): Refusal {
  return refuse("not_found", `No such ${what}: '${id}'`, "id");
}
