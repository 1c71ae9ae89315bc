import { ORDER_ACTIONS, type OrderAction } from "@vc/contracts";
import { actionSteps, stepOf } from "@vc/testing/order-walks";
import { verdictOf } from "../authorisation/verdicts.ts";
import { documentedTexts } from "./documented-texts.ts";

/** A party of the scenario: both write texts, and both close their accounts. */
export const PARTIES = ["buyer", "seller"] as const;
export type Party = (typeof PARTIES)[number];

const secret = "a secret: the platform stores a hash of it at most";
const login = "the e-mail address of an existing account, see POST /v1/auth/register";
const category = "an id of the tree of categories";
const page = "a page of the web application";
const staff = "written by staff about a case: it stays with the case";

/**
 * Every text that a request can carry, by route and field (docs/generated/openapi.json): the parties that write it in
 * the scenario of account closing, or why it is not a text of theirs. `texts.unit.test.ts` fails when a field is
 * missing here; the scenario fails when a party did not write a text of its own.
 */
export const TEXTS: Readonly<Record<string, readonly Party[] | string>> = {
  "POST /v1/auth/register email": ["buyer", "seller"],
  "POST /v1/auth/register password": secret,
  "POST /v1/auth/register displayName": ["buyer", "seller"],
  "POST /v1/auth/login email": login,
  "POST /v1/auth/login password": secret,
  "POST /v1/auth/register deviceToken": secret,
  "POST /v1/auth/login deviceToken": secret,
  "POST /v1/auth/refresh refreshToken": secret,
  "POST /v1/auth/refresh deviceToken": secret,
  "POST /v1/auth/logout refreshToken": secret,
  "POST /v1/auth/forgot-password email": login,
  "POST /v1/auth/reset-password token": secret,
  "POST /v1/auth/reset-password password": secret,
  "POST /v1/auth/verify-email token": secret,
  "POST /v1/auth/undo-email-change token": secret,
  "POST /v1/auth/undo-email-change password": secret,
  "PATCH /v1/me displayName": ["buyer", "seller"],
  "PATCH /v1/me bio": ["buyer", "seller"],
  "DELETE /v1/me password": secret,
  "POST /v1/me/change-email email": ["buyer", "seller"],
  "POST /v1/me/change-email password": secret,
  "POST /v1/me/change-password currentPassword": secret,
  "POST /v1/me/change-password newPassword": secret,

  "POST /v1/listings title": ["seller"],
  "POST /v1/listings description": ["seller"],
  "POST /v1/listings category": category,
  "POST /v1/listings tags": ["seller"],
  "POST /v1/listings briefInstructions": ["seller"],
  "POST /v1/listings extras.title": ["seller"],
  "PATCH /v1/listings/{listingId} title": ["seller"],
  "PATCH /v1/listings/{listingId} description": ["seller"],
  "PATCH /v1/listings/{listingId} category": category,
  "PATCH /v1/listings/{listingId} tags": ["seller"],
  "PATCH /v1/listings/{listingId} briefInstructions": ["seller"],
  "PATCH /v1/listings/{listingId} extras.title": ["seller"],

  "POST /v1/orders brief.text": ["buyer"],
  "PUT /v1/orders/{orderId}/brief text": ["buyer"],
  "POST /v1/orders/{orderId}/files file": ["buyer", "seller"],
  ...textsOfActions(),

  "POST /v1/payments/checkout-sessions successUrl": page,
  "POST /v1/payments/checkout-sessions cancelUrl": page,
  "POST /v1/payments/exceptions/{exceptionId}/resolve reason": staff,

  "POST /v1/conversations text": ["buyer", "seller"],
  "POST /v1/conversations/{conversationId}/messages text": ["buyer", "seller"],
  "POST /v1/conversations/{conversationId}/files file": ["buyer", "seller"],

  "POST /v1/reviews text": ["buyer"],
  "PUT /v1/reviews/{reviewId}/reply text": ["seller"],
  "POST /v1/reviews/{reviewId}/report note": ["seller"],
  "POST /v1/reviews/{reviewId}/removal note": staff,
  "POST /v1/reviews/reports/{reportId}/decide note": staff,
};

/** The parties that may take an action; `undefined` where only staff may. */
export function takersOf(action: OrderAction): readonly Party[] | undefined {
  const { rule } = actionSteps[action];
  return rule && PARTIES.filter((party) => verdictOf(rule, party) === "yes");
}

/** Texts of actions on orders: who may take an action writes its texts. */
function textsOfActions(): Record<string, readonly Party[] | string> {
  const texts = documentedTexts();
  return Object.fromEntries(
    ORDER_ACTIONS.flatMap((action) => {
      const writers = takersOf(action);
      return texts
        .filter((text) => text.startsWith(`${stepOf(action).route} `))
        .map((text) => [text, writers ?? staff] as const);
    }),
  );
}
