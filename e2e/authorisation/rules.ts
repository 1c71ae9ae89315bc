import { allEndpoints, type Endpoint, operationOf } from "@vc/contracts";

/**
 * Who may call what: the table that is reviewed by people, shown as docs/generated/authorisation.md, and proved cell by
 * cell against the running platform by e2e/authorisation.e2e.test.ts. Roles and sign-in come from the endpoints; whose thing
 * it is stands here, and an endpoint that needs it and lacks it fails here.
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

const STAFF_RULES = ["mediator", "mediator or admin", "admin"] as const satisfies readonly Rule[];

/** The verdict of a rule for a persona. */
export function verdictOf(rule: Rule, persona: Persona): Verdict {
  const given = RULES[rule].split(" ")[PERSONAS.indexOf(persona)];
  const verdict = VERDICTS.find((each) => each === given);
  if (verdict === undefined) throw new Error(`the rule “${rule}” says nothing of ${persona}`);
  return verdict;
}

/**
 * Rules that depend on whose order, listing or conversation it is, by operation id. All others follow from the access rule
 * of the endpoint. Stated by hand, since no code says them in one place: each handler asks for the thing's parties.
 */
const OWNERSHIP: Readonly<Record<string, Rule>> = {
  // Accounts
  getExport: "the account itself",

  // Listings
  getListing: "anyone; a draft, its seller",
  updateListing: "the listing's seller",
  deleteListing: "the listing's seller",
  publishListing: "the listing's seller",
  pauseListing: "the listing's seller",

  // Orders
  getOrder: "buyer and seller; once disputed, a mediator",
  getOrderTimeline: "buyer and seller; once disputed, a mediator",
  downloadOrderFile: "buyer and seller; once disputed, a mediator",
  getOrderReview: "buyer and seller",
  uploadOrderFile: "buyer and seller",
  completeBrief: "the buyer, of the two",
  acceptOrder: "the seller, of the two",
  refuseOrder: "the seller, of the two",
  cancelOrder: "buyer and seller",
  deliverOrder: "the seller, of the two",
  approveOrder: "the buyer, of the two",
  requestRevision: "the buyer, of the two",
  acceptRevision: "the seller, of the two",
  refuseRevision: "the seller, of the two",
  requestCancellation: "the buyer, of the two",
  withdrawCancellation: "the buyer, of the two",
  acceptCancellation: "the seller, of the two",
  refuseCancellation: "the seller, of the two",
  openDispute: "the buyer, of the two",
  addStatement: "buyer and seller; once disputed, a mediator",
  concedeDispute: "the seller, in a dispute",
  dropDispute: "the buyer, in a dispute",

  // Payments
  openCheckout: "the buyer",
  getOrderPayment: "buyer and seller",
  getReceipt: "the buyer",
  getInvoice: "the seller",

  // Conversations
  getConversation: "the participants",
  listMessages: "the participants",
  sendMessage: "the participants",
  markConversationRead: "the participants",
  uploadConversationFile: "the participants",
  downloadConversationFile: "the participants",

  // Reviews
  submitReview: "the buyer",
  replyToReview: "the seller",
  reportReview: "any signed-in account",

  // Notifications
  openStream: "any signed-in account",
  getUnsubscribePage: "the holder of the link",
  unsubscribe: "the holder of the link",
};

/** The rule of every operation of the API. */
export const ROUTES: Readonly<Record<string, Rule>> = Object.fromEntries(
  allEndpoints.map((endpoint) => [operationOf(endpoint), ruleOf(endpoint)]),
);

/**
 * @throws Error for an endpoint whose access rule does not say enough: a path parameter names a thing, and things have
 *   owners
 */
function ruleOf({ id, access, path }: Endpoint): Rule {
  const owned = OWNERSHIP[id];
  if (typeof access === "object") {
    const roles = access.roles.join(" or ");
    const rule = STAFF_RULES.find((each) => each === roles);
    if (rule === undefined || owned !== undefined)
      throw new Error(`${id}: ${roles} is no rule of staff alone`);
    return rule;
  }
  if (owned !== undefined) return owned;
  if (access === "signed_webhook") return "the payment provider, by its signature";
  if (access === "public" || (access === "optional" && !path.includes(":"))) return "anyone";
  if (access === "signed_in" && !path.includes(":")) return "any signed-in account";
  throw new Error(`${id}: say in e2e/authorisation/rules.ts whose thing it is about`);
}

const unknown = Object.keys(OWNERSHIP).filter((id) => allEndpoints.every((endpoint) => endpoint.id !== id));
if (unknown.length > 0)
  throw new Error(`e2e/authorisation/rules.ts knows ${unknown}, which are no operations`);

/**
 * Whether a route answers a bad token as it answers a stranger. All others refuse it with 401, public ones too; where
 * people sign in or come from a link, an expired token must not be in the way.
 */
export function ignoresTokens(route: string): boolean {
  return allEndpoints.some((each) => operationOf(each) === route && each.ignoresBadTokens === true);
}
