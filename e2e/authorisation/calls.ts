import type { Scene } from "./scene.ts";
import type { Rule } from "./verdicts.ts";

/** How a route is asked. */
export interface Asked {
  readonly path: string;
  /** JSON, or a form. */
  readonly body?: object | undefined;
  readonly headers?: Record<string, string>;
  /** The rule for this thing, where it differs from the rule of the route. */
  readonly rule?: Rule;
}

/** No command knows this field: an allowed caller gets 400 and changes nothing. */
const NONSENSE = { unknownField: 1 };

/**
 * How a route is called: one call for each kind of thing that its rule distinguishes. The refused personas call before
 * the allowed ones, so a call that changes something changes it last.
 */
export function callsOf(route: string, scene: Scene): Asked[] {
  const [method = "", path = ""] = route.split(" ");
  const special = specialCalls(scene)[route];
  if (special !== undefined) return special.map((call) => ({ ...call, path: fill(path, call.path) }));
  if (path.includes("{"))
    throw new Error(`${route} has parameters: add a call to e2e/authorisation/calls.ts`);
  return [{ path, ...(method === "GET" ? {} : { body: NONSENSE }) }];
}

/** The routes with a call of their own. */
export function specialRoutes(scene: Scene): string[] {
  return Object.keys(specialCalls(scene));
}

type Parameters = Record<string, string>;
type Special = Omit<Asked, "path"> & { path?: Parameters };

function fill(path: string, parameters: Parameters = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${path}: its call does not name ${name}`);
    return value;
  });
}

function formWith(content: string): FormData {
  const form = new FormData();
  form.set("file", new File([content], "file.txt"));
  return form;
}

function specialCalls({ ids, people, unsubscribeToken }: Scene): Record<string, Special[]> {
  const done = { orderId: ids.done };
  const disputed = { orderId: ids.disputed };
  const unlessDisputed = (path: Parameters): Special[] => [
    { path, rule: "buyer and seller" },
    { path: disputed },
  ];
  const conversation = { conversationId: ids.conversation };
  const support = { conversationId: ids.support };
  const review = { reviewId: ids.reviewId };
  const report = { reportId: ids.reportId };
  const exception = { exceptionId: ids.exception };
  const draft = { listingId: ids.draft };
  const published = { listingId: ids.published };
  return {
    "POST /v1/auth/logout-all": [{}],
    "POST /v1/auth/resend-verification": [{}],
    "POST /v1/me/exports": [{}],
    "GET /v1/me/exports/{id}": [{ path: { id: ids.exportId } }],
    "GET /v1/admin/accounts": [{}],
    "GET /v1/admin/accounts/{id}": [{ path: { id: people.other.accountId } }],
    "PUT /v1/admin/accounts/{id}/roles": [
      { path: { id: people.other.accountId }, body: { roles: ["user"] } },
    ],

    "GET /v1/listings/{listingId}": [{ path: draft }, { path: published, rule: "anyone" }],
    "GET /v1/listings/{listingId}/page": [{ path: published }],
    "PATCH /v1/listings/{listingId}": [
      { path: draft, body: { tags: ["logo"] } },
      { path: published, body: { tags: ["logo"] } },
    ],
    "DELETE /v1/listings/{listingId}": [{ path: { listingId: ids.doomed } }],
    "POST /v1/listings/{listingId}/publish": [{ path: published }],
    "POST /v1/listings/{listingId}/pause": [{ path: { listingId: ids.toBePaused } }],

    "POST /v1/orders": [{ body: NONSENSE, headers: { "idempotency-key": "nonsense" } }],
    "GET /v1/orders/{orderId}": unlessDisputed(done),
    "GET /v1/orders/{orderId}/timeline": unlessDisputed(done),
    "GET /v1/orders/{orderId}/files/{fileId}": [
      { path: { ...done, fileId: ids.doneFile }, rule: "buyer and seller" },
      { path: { ...disputed, fileId: ids.disputedFile } },
    ],
    "POST /v1/orders/{orderId}/files/{fileId}/links": [
      { path: { ...done, fileId: ids.doneFile }, rule: "buyer and seller" },
      { path: { ...disputed, fileId: ids.disputedFile } },
    ],
    "POST /v1/orders/{orderId}/files": [
      { path: done, body: formWith("done") },
      { path: disputed, body: formWith("disputed") },
    ],
    "GET /v1/orders/{orderId}/case": [{ path: disputed }],

    "POST /v1/payments/checkout-sessions": [{ body: { orderId: ids.unpaid } }],
    "GET /v1/payments/orders/{orderId}": [{ path: done }, { path: disputed }],
    "GET /v1/payments/receipts/{orderId}": [{ path: done }],
    "GET /v1/payments/invoices/{file}": [{ path: { file: ids.invoice } }],
    "GET /v1/payments/seller-years/{year}": [{ path: { year: "2026" } }],
    "POST /v1/payments/withdrawals": [{ body: NONSENSE, headers: { "idempotency-key": "nonsense" } }],
    "GET /v1/payments/exceptions/{exceptionId}": [{ path: exception }],
    "POST /v1/payments/exceptions/{exceptionId}/take": [{ path: exception }],
    "POST /v1/payments/exceptions/{exceptionId}/release": [{ path: exception }],
    "POST /v1/payments/exceptions/{exceptionId}/resolve": [{ path: exception, body: NONSENSE }],
    "POST /v1/payments/webhooks/{endpoint}": [
      { path: { endpoint: "platform" }, body: {}, headers: { "stripe-signature": "t=1,v1=00" } },
    ],

    "GET /v1/conversations/{conversationId}": [
      { path: conversation },
      { path: support, rule: "the author of a support request, and staff" },
    ],
    "GET /v1/conversations/{conversationId}/messages": [
      { path: conversation },
      { path: support, rule: "the author of a support request, and staff" },
    ],
    "POST /v1/conversations/{conversationId}/messages": [{ path: conversation, body: { text: "Hello." } }],
    "POST /v1/conversations/{conversationId}/read": [{ path: conversation, body: { upTo: ids.message } }],
    "POST /v1/conversations/{conversationId}/files": [{ path: conversation, body: formWith("talk") }],
    "GET /v1/conversations/{conversationId}/files/{fileId}": [
      { path: { ...conversation, fileId: ids.conversationFile } },
    ],
    "POST /v1/conversations/{conversationId}/files/{fileId}/links": [
      { path: { ...conversation, fileId: ids.conversationFile } },
    ],
    "POST /v1/conversations/{conversationId}/take": [{ path: support }],
    "POST /v1/conversations/{conversationId}/release": [{ path: support }],
    "POST /v1/conversations/{conversationId}/close": [{ path: support }],

    "GET /v1/reviews/orders/{orderId}": [{ path: done }],
    "POST /v1/reviews": [{ body: { orderId: ids.done, stars: 1, text: "Mine now." } }],
    "PUT /v1/reviews/{reviewId}/reply": [{ path: review, body: { text: "Thank you." } }],
    "POST /v1/reviews/{reviewId}/report": [
      { path: review, body: { ground: "unlawful", note: "It may be against the law." } },
    ],
    "POST /v1/reviews/{reviewId}/removal": [{ path: review, body: NONSENSE }],
    "POST /v1/reviews/reports/{reportId}/take": [{ path: report }],
    "POST /v1/reviews/reports/{reportId}/release": [{ path: report }],
    "POST /v1/reviews/reports/{reportId}/decide": [{ path: report, body: NONSENSE }],
    "GET /v1/sellers/{accountId}": [{ path: { accountId: people.seller.accountId } }],

    "POST /v1/notifications/stream-tickets": [{}],
    "GET /v1/notifications/unsubscribe/{token}": [{ path: { token: unsubscribeToken } }],
    "POST /v1/notifications/unsubscribe/{token}": [{ path: { token: unsubscribeToken } }],
  };
}
