import type { Order } from "@vc/client";
import { isLate } from "./order-terms.ts";
import type { PanelFacts } from "./panel-words.ts";
import type { GuideAction, Role } from "./panels.ts";

/** What a dialog asks for before it acts. */
export type DialogForm =
  | "nothing"
  | "explanation"
  | "opening"
  | "statement"
  | "refusal"
  | "delivery"
  | "review"
  | "brief";

/** One dialog without its words, which stand under the same name in `words/{fr,en}/order-actions.ts`. */
interface Dialog {
  readonly form: DialogForm;
  /** What cannot be taken back and costs the person something. */
  readonly isSevere?: true;
}

/** Every dialog of the order page. An action whose consequences differ has one for each of them. */
export const dialogs = {
  brief: { form: "brief" },
  accept: { form: "nothing" },
  refuse: { form: "refusal", isSevere: true },
  "cancel-pending": { form: "explanation", isSevere: true },
  "cancel-late": { form: "explanation", isSevere: true },
  "cancel-as-seller": { form: "explanation", isSevere: true },
  "cancel-as-asked": { form: "explanation", isSevere: true },
  deliver: { form: "delivery" },
  "deliver-late": { form: "delivery" },
  approve: { form: "nothing" },
  "review-delivered": { form: "review" },
  "review-completed": { form: "review" },
  "request-revision": { form: "explanation" },
  "request-revision-beyond": { form: "explanation" },
  "accept-revision": { form: "nothing" },
  "refuse-revision": { form: "explanation" },
  "request-cancellation": { form: "explanation" },
  "withdraw-cancellation": { form: "nothing" },
  "accept-cancellation": { form: "nothing" },
  "refuse-cancellation": { form: "explanation" },
  "open-dispute": { form: "opening" },
  "add-statement": { form: "statement" },
  "concede-dispute": { form: "nothing", isSevere: true },
  "drop-dispute": { form: "nothing", isSevere: true },
} as const satisfies Record<string, Dialog>;
export type DialogName = keyof typeof dialogs;

/** Actions that are links, or a place on the page. */
const WITHOUT_DIALOG = ["pay", "write", "order-again", "similar", "receipt", "balance"] as const;

/** Every other action: a dialog leads to it. */
export type DialogAction = Exclude<GuideAction, (typeof WITHOUT_DIALOG)[number]>;

/** What a dialog says before its button: what happens to the money, to the time, and to the seller's score. */
export interface DialogWords {
  readonly title: (facts: PanelFacts) => string;
  readonly money: (facts: PanelFacts) => string;
  readonly time: (facts: PanelFacts) => string;
  /** Nothing where the score is not concerned. */
  readonly score: (facts: PanelFacts) => string;
  /** Over the field, where the dialog has one. */
  readonly field: (facts: PanelFacts) => string;
  readonly button: (facts: PanelFacts) => string;
}

export function hasDialog(action: GuideAction): action is DialogAction {
  return !WITHOUT_DIALOG.some((other) => other === action);
}

/** Which dialog an action of a party has as the order is now. Pure. */
export function dialogOf(action: DialogAction, order: Order, role: Role, now: Date): DialogName {
  const { revisions, cancellationRequest, state } = order;
  switch (action) {
    case "cancel":
      if (role === "seller") return cancellationRequest === null ? "cancel-as-seller" : "cancel-as-asked";
      return state === "pending" ? "cancel-pending" : "cancel-late";
    case "deliver":
      return isLate(order, now) ? "deliver-late" : "deliver";
    case "review":
      return state === "delivered" ? "review-delivered" : "review-completed";
    case "request-revision":
      return revisions.limit !== null && revisions.count >= revisions.limit
        ? "request-revision-beyond"
        : "request-revision";
    default:
      return action;
  }
}
