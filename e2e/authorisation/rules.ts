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
  everybody: "yes yes yes yes yes yes",
  "whoever has the link": "yes yes yes yes yes yes",
  "whoever signs for the payment provider": "yes yes yes yes yes yes",
  "who is signed in": "401 yes yes yes yes yes",
  mediator: "401 403 403 403 yes 403",
  "mediator or admin": "401 403 403 403 yes yes",
  admin: "401 403 403 403 403 yes",
  "the account itself": "401 yes 404 404 404 404",
  "the listing's seller": "401 404 yes 404 404 404",
  "everybody; a draft, its seller": "404 404 yes 404 404 404",
  "the buyer": "401 yes 404 404 404 404",
  "the seller": "401 404 yes 404 404 404",
  "buyer and seller": "401 yes yes 404 404 404",
  "buyer and seller; once disputed, a mediator": "401 yes yes 404 yes 404",
  "the buyer, of the two": "401 yes 409 404 404 404",
  "the seller, of the two": "401 409 yes 404 404 404",
  "the buyer, in a dispute": "401 yes 409 404 409 404",
  "the seller, in a dispute": "401 409 yes 404 409 404",
  "who is in the conversation": "401 yes yes 404 404 404",
  "who asked support, and staff": "401 yes 404 404 yes yes",
} as const satisfies Record<string, string>;
export type Rule = keyof typeof RULES;

/** What a rule gives to somebody. */
export function verdictOf(rule: Rule, persona: Persona): Verdict {
  const given = RULES[rule].split(" ")[PERSONAS.indexOf(persona)];
  const verdict = VERDICTS.find((each) => each === given);
  if (verdict === undefined) throw new Error(`the rule “${rule}” says nothing of ${persona}`);
  return verdict;
}

export const ROUTES: Readonly<Record<string, Rule>> = {
  // Accounts
  "POST /v1/auth/register": "everybody",
  "POST /v1/auth/login": "everybody",
  "POST /v1/auth/refresh": "everybody",
  "POST /v1/auth/logout": "everybody",
  "POST /v1/auth/logout-all": "who is signed in",
  "POST /v1/auth/forgot-password": "everybody",
  "POST /v1/auth/reset-password": "everybody",
  "POST /v1/auth/verify-email": "everybody",
  "POST /v1/auth/resend-verification": "who is signed in",
  "GET /v1/me": "who is signed in",
  "PATCH /v1/me": "who is signed in",
  "DELETE /v1/me": "who is signed in",
  "POST /v1/me/change-email": "who is signed in",
  "POST /v1/me/change-password": "who is signed in",
  "POST /v1/me/exports": "who is signed in",
  "GET /v1/me/exports/{id}": "the account itself",
  "PUT /v1/admin/accounts/{id}/roles": "admin",

  // Listings
  "GET /v1/categories": "everybody",
  "GET /v1/listings": "everybody",
  "POST /v1/listings": "who is signed in",
  "GET /v1/listings/{listingId}": "everybody; a draft, its seller",
  "GET /v1/listings/{listingId}/page": "everybody",
  "PATCH /v1/listings/{listingId}": "the listing's seller",
  "DELETE /v1/listings/{listingId}": "the listing's seller",
  "POST /v1/listings/{listingId}/publish": "the listing's seller",
  "POST /v1/listings/{listingId}/pause": "the listing's seller",

  // Orders
  "POST /v1/orders": "who is signed in",
  "GET /v1/orders": "who is signed in",
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
  "GET /v1/payments/invoices": "who is signed in",
  "GET /v1/payments/invoices/{file}": "the seller",
  "GET /v1/payments/balance": "who is signed in",
  "GET /v1/payments/ledger": "who is signed in",
  "POST /v1/payments/withdrawals": "who is signed in",
  "GET /v1/payments/withdrawals": "who is signed in",
  "POST /v1/payments/payout-account": "who is signed in",
  "GET /v1/payments/payout-account": "who is signed in",
  "GET /v1/payments/reconciliations": "admin",
  "POST /v1/payments/webhooks/{endpoint}": "whoever signs for the payment provider",

  // Talking
  "POST /v1/conversations": "who is signed in",
  "GET /v1/conversations": "who is signed in",
  "GET /v1/conversations/{conversationId}": "who is in the conversation",
  "GET /v1/conversations/{conversationId}/messages": "who is in the conversation",
  "POST /v1/conversations/{conversationId}/messages": "who is in the conversation",
  "POST /v1/conversations/{conversationId}/read": "who is in the conversation",
  "POST /v1/conversations/{conversationId}/files": "who is in the conversation",
  "GET /v1/conversations/{conversationId}/files/{fileId}": "who is in the conversation",
  "GET /v1/conversations/support-queue": "mediator or admin",
  "POST /v1/conversations/{conversationId}/take": "mediator or admin",
  "POST /v1/conversations/{conversationId}/release": "mediator or admin",
  "POST /v1/conversations/{conversationId}/close": "mediator or admin",

  // Reviews
  "POST /v1/reviews": "the buyer",
  "GET /v1/reviews": "everybody",
  "PUT /v1/reviews/{reviewId}/reply": "the seller",
  "POST /v1/reviews/{reviewId}/report": "who is signed in",
  "POST /v1/reviews/{reviewId}/removal": "mediator or admin",
  "GET /v1/reviews/reports": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/take": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/release": "mediator or admin",
  "POST /v1/reviews/reports/{reportId}/decide": "mediator or admin",
  "GET /v1/sellers/{accountId}": "everybody",
  "GET /v1/sellers/me/standing": "who is signed in",

  // Being told
  "GET /v1/notifications": "who is signed in",
  "POST /v1/notifications/read": "who is signed in",
  "GET /v1/notifications/preferences": "who is signed in",
  "PUT /v1/notifications/preferences": "who is signed in",
  "POST /v1/notifications/stream-tickets": "who is signed in",
  "GET /v1/notifications/stream": "who is signed in",
  "GET /v1/notifications/unsubscribe/{token}": "whoever has the link",
  "POST /v1/notifications/unsubscribe/{token}": "whoever has the link",
};

/**
 * Whether a route answers a token that is no good as it answers a stranger. All others refuse it with 401, public ones
 * too; where people sign in or come from a link, a token that has run out must not be in the way.
 */
export function ignoresTokens(route: string): boolean {
  return /^\w+ \/v1\/auth\//.test(route) && ROUTES[route] === "everybody";
}
