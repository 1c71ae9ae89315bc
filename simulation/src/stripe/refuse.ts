import Stripe from "stripe";

/** Why Stripe refuses a request: the HTTP status and the code of its error, as tools/stripe-simulator answers them. */
const refusals = {
  /** The path names an object that does not exist, or is lost for good. */
  not_found: { statusCode: 404, code: "resource_missing" },
  /** The path of a v2 request names an object that does not exist. */
  v2_not_found: { statusCode: 404, code: "not_found" },
  /** A parameter names an object that does not exist. */
  reference_not_found: { statusCode: 400, code: "resource_missing" },
  parameter_invalid: { statusCode: 400 },
  state_forbids: { statusCode: 400 },
  amount_too_small: { statusCode: 400, code: "amount_too_small" },
  account_closed: { statusCode: 400, code: "account_closed" },
  balance_insufficient: { statusCode: 400, code: "balance_insufficient" },
  charge_already_refunded: { statusCode: 400, code: "charge_already_refunded" },
  charge_disputed: { statusCode: 400, code: "charge_disputed" },
  payouts_not_allowed: { statusCode: 400, code: "payouts_not_allowed" },
  transfers_not_allowed: { statusCode: 400, code: "insufficient_capabilities_for_transfer" },
} as const satisfies Record<string, { statusCode: number; code?: string }>;

/** The error of a request that Stripe refuses and that changed nothing. */
export function refuse(reason: keyof typeof refusals, message: string): Error {
  return new Stripe.errors.StripeInvalidRequestError({
    type: "invalid_request_error",
    message,
    ...refusals[reason],
  });
}

/** The error of a request for a connected account that does not exist. */
export function refuseAccount(id: string): Error {
  return new Stripe.errors.StripePermissionError({
    type: "invalid_request_error",
    message: `no access to ${id}`,
    statusCode: 403,
    code: "account_invalid",
  });
}

/** The object with an id, or Stripe's refusal of a path that names it. */
export function found<T>(object: T | undefined, id: string): T {
  if (object === undefined) throw refuse("not_found", `no ${id}`);
  return object;
}
