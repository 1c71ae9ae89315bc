import type { Order } from "@vc/client";
import type { GuideChip, GuideTone, PanelName } from "../guide/panels.ts";
import type { Language } from "../state/page-context.ts";

interface StateTopic {
  readonly slug: Readonly<Record<Language, string>>;
  readonly role: "buyer" | "seller";
  /** The panel of the order page that the article explains, and how its tab looks there. */
  readonly panel: PanelName;
  readonly chip: GuideChip;
  readonly tone: GuideTone;
}

/** One article for each state of an order and each side of it, in the order in which an order goes through them. */
export const stateArticles = {
  buyerToPay: of("buyer", "buyerToPay", "toPay", "ambre", "commande-a-payer", "order-to-pay"),
  buyerUnpaid: of("buyer", "buyerUnpaid", "unpaid", "stone", "commande-non-payee", "order-not-paid"),
  buyerPending: of("buyer", "buyerPending", "pending", "pine", "commande-en-attente", "order-pending"),
  buyerInProgress: of(
    "buyer",
    "buyerInProgress",
    "inProgress",
    "pine",
    "commande-en-cours",
    "order-in-progress",
  ),
  buyerLate: of("buyer", "buyerLate", "late", "brique", "commande-en-retard", "order-late"),
  buyerDelivered: of(
    "buyer",
    "buyerDelivered",
    "toCheck",
    "ambre",
    "verifier-une-livraison",
    "checking-a-delivery",
  ),
  buyerRevision: of(
    "buyer",
    "buyerRevision",
    "revisionAsked",
    "pine",
    "retouche-demandee",
    "revision-requested",
  ),
  buyerRevisionRefused: of(
    "buyer",
    "buyerRevisionRefused",
    "toDecide",
    "ambre",
    "retouche-refusee",
    "revision-refused",
  ),
  buyerDisputed: of("buyer", "buyerDisputed", "dispute", "prune", "litige-client", "dispute-as-buyer"),
  buyerCompleted: of(
    "buyer",
    "buyerCompleted",
    "completed",
    "feuille",
    "commande-terminee",
    "order-completed",
  ),
  buyerRefused: of("buyer", "buyerRefused", "refused", "stone", "commande-refusee", "order-refused"),
  buyerExpired: of("buyer", "buyerExpired", "expired", "stone", "commande-expiree", "order-expired"),
  buyerCancelled: of(
    "buyer",
    "buyerCancelledBySeller",
    "cancelled",
    "stone",
    "commande-annulee",
    "order-cancelled",
  ),
  sellerPending: of("seller", "sellerPending", "toAccept", "ambre", "accepter-une-vente", "accepting-a-sale"),
  sellerInProgress: of(
    "seller",
    "sellerInProgress",
    "toDeliver",
    "ambre",
    "livrer-une-vente",
    "delivering-a-sale",
  ),
  sellerLate: of("seller", "sellerLate", "late", "brique", "vente-en-retard", "sale-late"),
  sellerDelivered: of("seller", "sellerDelivered", "delivered", "pine", "vente-livree", "sale-delivered"),
  sellerRevision: of(
    "seller",
    "sellerRevision",
    "toAnswer",
    "ambre",
    "repondre-a-une-retouche",
    "answering-a-revision",
  ),
  sellerRevisionRefused: of(
    "seller",
    "sellerRevisionRefused",
    "revisionRefused",
    "pine",
    "vente-retouche-refusee",
    "sale-revision-refused",
  ),
  sellerDisputed: of("seller", "sellerDisputed", "dispute", "prune", "litige-vendeur", "dispute-as-seller"),
  sellerCompleted: of(
    "seller",
    "sellerCompleted",
    "completed",
    "feuille",
    "vente-terminee",
    "sale-completed",
  ),
  sellerRefused: of("seller", "sellerRefused", "refused", "stone", "vente-refusee", "sale-refused"),
  sellerExpired: of("seller", "sellerExpired", "expired", "stone", "vente-expiree", "sale-expired"),
  sellerCancelled: of(
    "seller",
    "sellerCancelledOwn",
    "cancelled",
    "stone",
    "vente-annulee",
    "sale-cancelled",
  ),
} as const;
export type StateArticleId = keyof typeof stateArticles;

/** What is not about one state of an order. */
export const topicArticles = {
  heldMoney: { fr: "fonds-bloques", en: "held-money" },
  brief: { fr: "ecrire-ses-consignes", en: "writing-a-brief" },
  contactDetails: { fr: "coordonnees-masquees", en: "masked-contact-details" },
  cancelling: { fr: "annuler-une-commande", en: "cancelling-an-order" },
  mediation: { fr: "comment-un-mediateur-decide", en: "how-a-mediator-decides" },
  reviews: { fr: "avis", en: "reviews" },
  withdrawals: { fr: "retirer-son-argent", en: "withdrawing-money" },
  sellerScore: { fr: "note-vendeur", en: "seller-score" },
  ranking: { fr: "classement", en: "ranking" },
  ownData: { fr: "mes-donnees", en: "my-data" },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;
export type TopicArticleId = keyof typeof topicArticles;

export type HelpArticleId = StateArticleId | TopicArticleId;

// The keys of a record are those that it was written with.
export const STATE_ARTICLES = Object.keys(stateArticles) as StateArticleId[];
// As above.
export const TOPIC_ARTICLES = Object.keys(topicArticles) as TopicArticleId[];

function of(
  role: StateTopic["role"],
  panel: PanelName,
  chip: GuideChip,
  tone: GuideTone,
  fr: string,
  en: string,
): StateTopic {
  return { role, panel, chip, tone, slug: { fr, en } };
}

export function isStateArticle(id: HelpArticleId): id is StateArticleId {
  return id in stateArticles;
}

/** The last part of an article's address. */
export function helpSlug(id: HelpArticleId, language: Language): string {
  return (isStateArticle(id) ? stateArticles[id].slug : topicArticles[id])[language];
}

/** The article at an address; undefined where there is none. */
export function helpArticleAt(slug: string, language: Language): HelpArticleId | undefined {
  return [...STATE_ARTICLES, ...TOPIC_ARTICLES].find((id) => helpSlug(id, language) === slug);
}

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
