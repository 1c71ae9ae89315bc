/** What a developer reads first, in Markdown. */
export const INTRODUCTION = `
The API of a marketplace for digital communication: listings, orders with blocked money, disputes, payments, conversations,
reviews and notifications. A client of any kind is written against it.

## A first order

1. \`POST /v1/auth/register\` gives an access token, good for ten minutes, and a refresh token.
2. \`GET /v1/listings?q=logo\` finds a listing. No token is needed for that.
3. \`POST /v1/orders\` with the listing's id and the total that you show orders it. If the price has changed meanwhile, the
   answer is 409 \`price_changed\` with the current total, and nothing is ordered.
4. \`POST /v1/payments/checkout-sessions\` gives the address of the page to pay on.
5. \`GET /v1/orders/{orderId}\` shows how it goes on. \`allowedActions\` holds what you can do now: each is a path below
   \`/v1/orders/{orderId}/\`.

## Tokens

\`Authorization: Bearer <access token>\`. When an access token is spent (401 \`unauthenticated\`), \`POST /v1/auth/refresh\`
changes the refresh token for a new pair. Each refresh token is good once.

## Errors

Every refusal is \`application/problem+json\` (RFC 9457). Its \`code\` is stable and made for programs; each operation lists the
codes that it answers (\`x-problem-codes\`). 400 names every wrong field in \`errors\`. What is not yours is 404. More codes and
more fields may come; ignore what you do not know.

## Lists

\`?limit=20&cursor=…\` answers \`{ items, nextCursor }\`. The cursor is opaque; \`null\` is the end. An empty parameter is none.

## Repeating a request

What creates an order or moves money takes an \`Idempotency-Key\`, kept for 24 hours: the same key with the same body gives the
first answer again, with \`Idempotency-Replayed: true\`. Send the same key until you have an answer.

## Changing what others may have changed

\`ETag\` names the version of what you read. Sent as \`If-Match\`, it makes a change fail with 412 where another change was quicker; sent as
\`If-None-Match\`, it makes a read answer 304.

## Limits

600 requests a minute and caller, fewer where passwords are tried; see the \`RateLimit-*\` headers, and \`Retry-After\` of 429 and
503. A JSON body has at most 256 KiB, a file at most 50 MB.

## Live events

\`GET /v1/notifications/stream\` is a stream of server-sent events. It begins with \`ready\` and the newest id; after a break, send
the last id that you saw as \`Last-Event-ID\` and nothing is lost. An \`EventSource\` of a browser cannot send a token: take a ticket
from \`POST /v1/notifications/stream-tickets\`, and a new one for each connection.
`.trim();

export const tagDescriptions: Readonly<Record<string, string>> = {
  auth: "Accounts: register, log in, tokens, e-mail addresses and passwords.",
  me: "One's own account, data export and closing.",
  admin: "Roles of accounts, for admins.",
  listings: "Offers, their categories, and search.",
  orders: "Orders, from placement to their end.",
  disputes: "Disputes, for mediators.",
  payments: "Payments, payout accounts, balance, withdrawals, receipts and invoices.",
  conversations: "Messages before and beside orders, and support.",
  support: "Requests for support, for mediators.",
  reviews: "Reviews, replies and reports.",
  reports: "Reported reviews, for mediators.",
  sellers: "Public profiles and the standing of sellers.",
  notifications: "Notifications, preferences and live events.",
};
