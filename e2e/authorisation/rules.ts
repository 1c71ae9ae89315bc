/**
 * Who may call what: the table that is reviewed by people, shown as docs/generated/authorisation.md, and proved cell by
 * cell against the running platform by e2e/authorisation.e2e.test.ts. A route without a row fails that test.
 */

/** Who calls. `buyer` and `seller` are those of the order, listing or conversation that is asked for. */
export const PERSONAS = ["stranger", "buyer", "seller", "other", "mediator", "admin"] as const;
export type Persona = (typeof PERSONAS)[number];

/**
 * What a caller gets: through, or refused as not signed in (401), lacking a role (403), asking for what does not exist
 * for them (404, R41), or in the wrong part of their own order (409 `action_not_allowed`).
 */
export const VERDICTS = ["yes", "401", "403", "404", "409"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What each rule gives to whom, in the order of PERSONAS. */
export const RULES = {
  anyone: "yes yes yes yes yes yes",
  "the holder of the link": "yes yes yes yes yes yes",
  "the payment provider, by its signature": "yes yes yes yes yes yes",
  "any signed-in account": "401 yes yes yes yes yes",
  mediator: "401 403 403 403 yes 403",
  "mediator or admin": "401 403 403 403 yes yes",
  admin: "401 403 403 403 403 yes",
  "the account itself": "401 yes 404 404 404 404",
  "the listing's seller": "401 404 yes 404 404 404",
  "anyone; a draft, its seller": "404 404 yes 404 404 404",
  "the buyer": "401 yes 404 404 404 404",
  "the seller": "401 404 yes 404 404 404",
  "buyer and seller": "401 yes yes 404 404 404",
  "buyer and seller; once disputed, a mediator": "401 yes yes 404 yes 404",
  "the buyer, of the two": "401 yes 409 404 404 404",
  "the seller, of the two": "401 409 yes 404 404 404",
  "the buyer, in a dispute": "401 yes 409 404 409 404",
  "the seller, in a dispute": "401 409 yes 404 409 404",
  "the participants": "401 yes yes 404 404 404",
  "the author of a support request, and staff": "401 yes 404 404 yes yes",
} as const satisfies Record<string, string>;
export type Rule = keyof typeof RULES;

/** The verdict of a rule for a persona. */
export function verdictOf(rule: Rule, persona: Persona): Verdict {
  const given = RULES[rule].split(" ")[PERSONAS.indexOf(persona)];
  const verdict = VERDICTS.find((each) => each === given);
  if (verdict === undefined) throw new Error(`the rule “${rule}” says nothing of ${persona}`);
  return verdict;
}

export const ROUTES: Readonly<Record<string, Rule>> = {
  // Accounts
  "POST /v1/auth/register": "anyone",
  "POST /v1/auth/login": "anyone",
  "POST /v1/auth/refresh": "anyone",
  "POST /v1/auth/logout": "anyone",
  "POST /v1/auth/logout-all": "any signed-in account",
  "POST /v1/auth/forgot-password": "anyone",
  "POST /v1/auth/reset-password": "anyone",
  "POST /v1/auth/verify-email": "anyone",
  "POST /v1/auth/resend-verification": "any signed-in account",
  "GET /v1/me": "any signed-in account",
  "PATCH /v1/me": "any signed-in account",
  "DELETE /v1/me": "any signed-in account",
  "POST /v1/me/change-email": "any signed-in account",
  "POST /v1/me/change-password": "any signed-in account",
  "POST /v1/me/exports": "any signed-in account",
  "GET /v1/me/exports/{id}": "the account itself",
  "PUT /v1/admin/accounts/{id}/roles": "admin",

  // Listings
  "GET /v1/categories": "anyone",
  "GET /v1/listings": "anyone",
  "POST /v1/listings": "any signed-in account",
  "GET /v1/listings/{listingId}": "anyone; a draft, its seller",
  "GET /v1/listings/{listingId}/page": "anyone",
  "PATCH /v1/listings/{listingId}": "the listing's seller",
  "DELETE /v1/listings/{listingId}": "the listing's seller",
  "POST /v1/listings/{listingId}/publish": "the listing's seller",
  "POST /v1/listings/{listingId}/pause": "the listing's seller",

  // Orders
  "POST /v1/orders": "any signed-in account",
  "GET /v1/orders": "any signed-in account",
  "GET /v1/orders/{orderId}": "buyer and seller; once disputed, a mediator",
  "GET /v1/orders/{orderId}/timeline": "buyer and seller; once disputed, a mediator",
  "GET /v1/orders/{orderId}/files/{fileId}": "buyer and seller; once disputed, a mediator",
  "POST /v1/orders/{orderId}/files": "buyer and seller",
  "PUT /v1/orders/{orderId}/brief": "the buyer, of the two",
  "POST /v1/orders/{orderId}/accept": "the seller, of the two",
  "POST /v1/orders/{orderId}/refuse": "the seller, of the two",
  "POST /v1/orders/{orderId}/cancel": "buyer and seller",
  "POST /v1/orders/{orderId}/deliver": "the seller, of the two",
  "POST /v1/orders/{orderId}/approve": "the buyer, of the two",
  "POST /v1/orders/{orderId}/request-revision": "the buyer, of the two",
  "POST /v1/orders/{orderId}/accept-revision": "the seller, of the two",
  "POST /v1/orders/{orderId}/refuse-revision": "the seller, of the two",
  "POST /v1/orders/{orderId}/request-cancellation": "the buyer, of the two",
  "POST /v1/orders/{orderId}/withdraw-cancellation": "the buyer, of the two",
  "POST /v1/orders/{orderId}/accept-cancellation": "the seller, of the two",
  "POST /v1/orders/{orderId}/refuse-cancellation": "the seller, of the two",
  "POST /v1/orders/{orderId}/open-dispute": "the buyer, of the two",
  "POST /v1/orders/{orderId}/add-statement": "buyer and seller; once disputed, a mediator",
  "POST /v1/orders/{orderId}/concede-dispute": "the seller, in a dispute",
  "POST /v1/orders/{orderId}/drop-dispute": "the buyer, in a dispute",
  "POST /v1/orders/{orderId}/resolve-dispute": "mediator",
  "POST /v1/orders/{orderId}/excuse-cancellation": "mediator",
  "GET /v1/orders/{orderId}/case": "mediator",
  "GET /v1/disputes": "mediator",

  // Money
  "POST /v1/payments/checkout-sessions": "the buyer",
  "GET /v1/payments/orders/{orderId}": "buyer and seller",
  "GET /v1/payments/receipts/{orderId}": "the buyer",
  "GET /v1/payments/invoices": "any signed-in account",
  "GET /v1/payments/invoices/{file}": "the seller",
  "GET /v1/payments/balance": "any signed-in account",
  "GET /v1/payments/ledger": "any signed-in account",
  "POST /v1/payments/withdrawals": "any signed-in account",
  "GET /v1/payments/withdrawals": "any signed-in account",
  "POST /v1/payments/payout-account": "any signed-in account",
  "GET /v1/payments/payout-account": "any signed-in account",
  "GET /v1/payments/reconciliations": "admin",
  "POST /v1/payments/webhooks/{endpoint}": "the payment provider, by its signature",

  // Talking
  "POST /v1/conversations": "any signed-in account",
  "GET /v1/conversations": "any signed-in account",
  "GET /v1/conversations/{conversationId}": "the participants",
  "GET /v1/conversations/{conversationId}/messages": "the participants",
  "POST /v1/conversations/{conversationId}/messages": "the participants",
  "POST /v1/conversations/{conversationId}/read": "the participants",
  "POST /v1/conversations/{conversationId}/files": "the participants",
  "GET /v1/conversations/{conversationId}/files/{fileId}": "the participants",
  "GET /v1/conversations/support-queue": "mediator or admin",
  "POST /v1/conversations/{conversationId}/take": "mediator or admin",
  "POST /v1/conversations/{conversationId}/release": "mediator or admin",
  "POST /v1/conversations/{conversationId}/close": "mediator or admin",

  // Reviews
  "POST /v1/reviews": "the buyer",
  "GET /v1/reviews": "anyone",
  "PUT /v1/reviews/{reviewId}/reply": "the seller",
  "POST /v1/reviews/{reviewId}/report": "any signed-in account",
  "POST /v1/reviews/{reviewId}/removal": "mediator or admin",
  "GET /v1/reviews/reports": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/take": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/release": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/decide": "mediator or admin",
  "GET /v1/sellers/{accountId}": "anyone",
  "GET /v1/sellers/me/standing": "any signed-in account",

  // Being told
  "GET /v1/notifications": "any signed-in account",
  "POST /v1/notifications/read": "any signed-in account",
  "GET /v1/notifications/preferences": "any signed-in account",
  "PUT /v1/notifications/preferences": "any signed-in account",
  "POST /v1/notifications/stream-tickets": "any signed-in account",
  "GET /v1/notifications/stream": "any signed-in account",
  "GET /v1/notifications/unsubscribe/{token}": "the holder of the link",
  "POST /v1/notifications/unsubscribe/{token}": "the holder of the link",
};

/**
 * Whether a route answers a token that is no good as it answers a stranger. All others refuse it with 401, public ones
 * too; where people sign in or come from a link, a token that has run out must not be in the way.
 */
export function ignoresTokens(route: string): boolean {
  return /^\w+ \/v1\/auth\//.test(route) && ROUTES[route] === "anyone";
}
