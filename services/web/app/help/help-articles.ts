import type { Order } from "@vc/client";
import type { GuideChip, GuideTone, PanelName } from "../guide/panels.ts";
import type { StateArticleId } from "./help-slugs.ts";

interface StateTopic {
  readonly role: "buyer" | "seller";
  /** The panel of the order page that the article explains, and how its tab looks there. */
  readonly panel: PanelName;
  readonly chip: GuideChip;
  readonly tone: GuideTone;
}

/** One article for each state of an order and each side of it. */
export const stateArticles: Readonly<Record<StateArticleId, StateTopic>> = {
  buyerToPay: { role: "buyer", panel: "buyerToPay", chip: "toPay", tone: "ambre" },
  buyerUnpaid: { role: "buyer", panel: "buyerUnpaid", chip: "unpaid", tone: "stone" },
  buyerPending: { role: "buyer", panel: "buyerPending", chip: "pending", tone: "pine" },
  buyerInProgress: { role: "buyer", panel: "buyerInProgress", chip: "inProgress", tone: "pine" },
  buyerLate: { role: "buyer", panel: "buyerLate", chip: "late", tone: "brique" },
  buyerDelivered: { role: "buyer", panel: "buyerDelivered", chip: "toCheck", tone: "ambre" },
  buyerRevision: { role: "buyer", panel: "buyerRevision", chip: "revisionAsked", tone: "pine" },
  buyerRevisionRefused: { role: "buyer", panel: "buyerRevisionRefused", chip: "toDecide", tone: "ambre" },
  buyerDisputed: { role: "buyer", panel: "buyerDisputed", chip: "dispute", tone: "prune" },
  buyerCompleted: { role: "buyer", panel: "buyerCompleted", chip: "completed", tone: "feuille" },
  buyerRefused: { role: "buyer", panel: "buyerRefused", chip: "refused", tone: "stone" },
  buyerExpired: { role: "buyer", panel: "buyerExpired", chip: "expired", tone: "stone" },
  buyerCancelled: { role: "buyer", panel: "buyerCancelledBySeller", chip: "cancelled", tone: "stone" },
  sellerPending: { role: "seller", panel: "sellerPending", chip: "toAccept", tone: "ambre" },
  sellerInProgress: { role: "seller", panel: "sellerInProgress", chip: "toDeliver", tone: "ambre" },
  sellerLate: { role: "seller", panel: "sellerLate", chip: "late", tone: "brique" },
  sellerDelivered: { role: "seller", panel: "sellerDelivered", chip: "delivered", tone: "pine" },
  sellerRevision: { role: "seller", panel: "sellerRevision", chip: "toAnswer", tone: "ambre" },
  sellerRevisionRefused: {
    role: "seller",
    panel: "sellerRevisionRefused",
    chip: "revisionRefused",
    tone: "pine",
  },
  sellerDisputed: { role: "seller", panel: "sellerDisputed", chip: "dispute", tone: "prune" },
  sellerCompleted: { role: "seller", panel: "sellerCompleted", chip: "completed", tone: "feuille" },
  sellerRefused: { role: "seller", panel: "sellerRefused", chip: "refused", tone: "stone" },
  sellerExpired: { role: "seller", panel: "sellerExpired", chip: "expired", tone: "stone" },
  sellerCancelled: { role: "seller", panel: "sellerCancelledOwn", chip: "cancelled", tone: "stone" },
};

type State = Order["state"];

const ofBuyer: Readonly<Record<State, StateArticleId>> = {
  awaiting_payment: "buyerToPay",
  payment_expired: "buyerUnpaid",
  pending: "buyerPending",
  in_progress: "buyerInProgress",
  delivered: "buyerDelivered",
  revision_requested: "buyerRevision",
  revision_refused: "buyerRevisionRefused",
  disputed: "buyerDisputed",
  completed: "buyerCompleted",
  refused: "buyerRefused",
  expired: "buyerExpired",
  cancelled: "buyerCancelled",
};

/** A seller does not see an order before it is paid. */
const ofSeller: Readonly<Record<State, StateArticleId>> = {
  ...ofBuyer,
  pending: "sellerPending",
  in_progress: "sellerInProgress",
  delivered: "sellerDelivered",
  revision_requested: "sellerRevision",
  revision_refused: "sellerRevisionRefused",
  disputed: "sellerDisputed",
  completed: "sellerCompleted",
  refused: "sellerRefused",
  expired: "sellerExpired",
  cancelled: "sellerCancelled",
};

/** What explains an order, as it is now, to one of its sides. Pure. */
export function helpArticleOf(
  { state, late }: Pick<Order, "state" | "late">,
  role: "buyer" | "seller",
): StateArticleId {
  if (state === "in_progress" && late) return role === "buyer" ? "buyerLate" : "sellerLate";
  return (role === "buyer" ? ofBuyer : ofSeller)[state];
}
