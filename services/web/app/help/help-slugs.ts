import type { Language } from "../state/page-context.ts";

type Slugs = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** The last part of the address of each article about a state of an order, in the order in which an order goes through them. */
export const stateSlugs = {
  buyerToPay: { fr: "commande-a-payer", en: "order-to-pay" },
  buyerUnpaid: { fr: "commande-non-payee", en: "order-not-paid" },
  buyerPending: { fr: "commande-en-attente", en: "order-pending" },
  buyerInProgress: { fr: "commande-en-cours", en: "order-in-progress" },
  buyerLate: { fr: "commande-en-retard", en: "order-late" },
  buyerDelivered: { fr: "verifier-une-livraison", en: "checking-a-delivery" },
  buyerRevision: { fr: "retouche-demandee", en: "revision-requested" },
  buyerRevisionRefused: { fr: "retouche-refusee", en: "revision-refused" },
  buyerDisputed: { fr: "litige-client", en: "dispute-as-buyer" },
  buyerCompleted: { fr: "commande-terminee", en: "order-completed" },
  buyerRefused: { fr: "commande-refusee", en: "order-refused" },
  buyerExpired: { fr: "commande-expiree", en: "order-expired" },
  buyerCancelled: { fr: "commande-annulee", en: "order-cancelled" },
  sellerPending: { fr: "accepter-une-vente", en: "accepting-a-sale" },
  sellerInProgress: { fr: "livrer-une-vente", en: "delivering-a-sale" },
  sellerLate: { fr: "vente-en-retard", en: "sale-late" },
  sellerDelivered: { fr: "vente-livree", en: "sale-delivered" },
  sellerRevision: { fr: "repondre-a-une-retouche", en: "answering-a-revision" },
  sellerRevisionRefused: { fr: "vente-retouche-refusee", en: "sale-revision-refused" },
  sellerDisputed: { fr: "litige-vendeur", en: "dispute-as-seller" },
  sellerCompleted: { fr: "vente-terminee", en: "sale-completed" },
  sellerRefused: { fr: "vente-refusee", en: "sale-refused" },
  sellerExpired: { fr: "vente-expiree", en: "sale-expired" },
  sellerCancelled: { fr: "vente-annulee", en: "sale-cancelled" },
} as const satisfies Slugs;
export type StateArticleId = keyof typeof stateSlugs;

/** The same of what is not about one state. */
export const topicSlugs = {
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
} as const satisfies Slugs;
export type TopicArticleId = keyof typeof topicSlugs;

export type HelpArticleId = StateArticleId | TopicArticleId;

// The keys of a record are those that it was written with.
export const STATE_ARTICLES = Object.keys(stateSlugs) as StateArticleId[];
// As above.
export const TOPIC_ARTICLES = Object.keys(topicSlugs) as TopicArticleId[];

export function isStateArticle(id: HelpArticleId): id is StateArticleId {
  return id in stateSlugs;
}

/** The last part of an article's address. */
export function helpSlug(id: HelpArticleId, language: Language): string {
  return (isStateArticle(id) ? stateSlugs[id] : topicSlugs[id])[language];
}

/** The article at an address; undefined where there is none. */
export function helpArticleAt(slug: string, language: Language): HelpArticleId | undefined {
  return [...STATE_ARTICLES, ...TOPIC_ARTICLES].find((id) => helpSlug(id, language) === slug);
}
