import { allEndpoints, type Endpoint, ORDER_ACTIONS, operationOf } from "@vc/contracts";
import { actionSteps } from "@vc/testing/order-walks";
import { type Rule, STAFF_RULES } from "./verdicts.ts";

/**
 * Who may call what: the table that is reviewed by people, shown as docs/generated/authorisation.md, and proved cell by
 * cell against the running platform by e2e/authorisation.e2e.test.ts. Roles and sign-in come from the endpoints; whose thing
 * it is stands here, and an endpoint that needs it and lacks it fails here.
 */

/**
 * Rules that depend on whose order, listing or conversation it is, by operation id. All others follow from the access rule
 * of the endpoint. Stated by hand, since no code says them in one place: each handler asks for the thing's parties.
 * Those of actions on orders stand in packages/testing/src/order-walks.ts.
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
  linkOrderFile: "buyer and seller; once disputed, a mediator",
  getOrderReview: "buyer and seller",
  uploadOrderFile: "buyer and seller",
  completeBrief: "the buyer, of the two",

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
  linkConversationFile: "the participants",

  // Reviews
  submitReview: "the buyer",
  replyToReview: "the seller",
  reportReview: "any signed-in account",

  // Notifications
  openStream: "any signed-in account",
  getUnsubscribePage: "the holder of the link",
  unsubscribe: "the holder of the link",
};

/** Rules of actions on orders, by their operations. */
const OF_ACTIONS = new Map(
  ORDER_ACTIONS.map((action) => [`POST /v1/orders/{orderId}/${action}`, actionSteps[action].rule]),
);

/** The rule of every operation of the API. */
export const ROUTES: Readonly<Record<string, Rule>> = Object.fromEntries(
  allEndpoints.map((endpoint) => [operationOf(endpoint), ruleOf(endpoint)]),
);

/**
 * @throws Error for an endpoint whose access rule does not say enough: a path parameter names a thing, and things have
 *   owners
 */
function ruleOf(endpoint: Endpoint): Rule {
  const { id, access, path } = endpoint;
  const owned = OWNERSHIP[id] ?? OF_ACTIONS.get(operationOf(endpoint));
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
