import type { RowWords } from "../../orders/row-words.ts";

const ANSWER = "Répondre";

/** What a list says of an order on which something is to be done: what, as its title, and on its button. */
export const rows: RowWords = {
  buyerToPay: { title: ({ listing }) => `Payer « ${listing} »`, button: ({ total }) => `Payer ${total}` },
  buyerNotPaid: { title: ({ listing }) => `Payer « ${listing} »`, button: ({ total }) => `Payer ${total}` },
  buyerPendingNoBrief: {
    title: ({ listing }) => `Compléter les consignes de « ${listing} »`,
    button: () => "Compléter",
  },
  buyerLate: { title: ({ listing }) => `Attendre ou annuler « ${listing} »`, button: () => "Décider" },
  buyerLateAsked: { title: ({ listing }) => `Attendre ou annuler « ${listing} »`, button: () => "Décider" },
  buyerDelivered: { title: ({ listing }) => `Vérifier « ${listing} »`, button: () => "Vérifier" },
  buyerRevisionRefused: {
    title: ({ listing }) => `Valider ou contester « ${listing} »`,
    button: () => "Décider",
  },
  buyerDisputed: {
    title: ({ listing }) => `Expliquer le litige sur « ${listing} »`,
    button: () => "Voir le litige",
  },
  buyerEscalated: {
    title: ({ listing }) => `Expliquer le litige sur « ${listing} »`,
    button: () => "Voir le litige",
  },
  sellerPendingNoBrief: {
    title: ({ listing }) => `Demander les consignes de « ${listing} »`,
    button: () => ANSWER,
  },
  sellerPending: { title: ({ listing }) => `Accepter ou refuser « ${listing} »`, button: () => ANSWER },
  sellerInProgress: { title: ({ listing }) => `Livrer « ${listing} »`, button: () => "Livrer" },
  sellerRework: { title: ({ listing }) => `Livrer la retouche de « ${listing} »`, button: () => "Livrer" },
  sellerResumed: { title: ({ listing }) => `Livrer « ${listing} »`, button: () => "Livrer" },
  sellerDenied: { title: ({ listing }) => `Livrer « ${listing} »`, button: () => "Livrer" },
  sellerLate: { title: ({ listing }) => `Livrer « ${listing} », en retard`, button: () => "Livrer" },
  sellerLateAsked: { title: ({ listing }) => `Livrer « ${listing} », en retard`, button: () => "Livrer" },
  sellerAsked: { title: ({ listing }) => `Annuler « ${listing} », ou non`, button: () => ANSWER },
  sellerRevision: { title: ({ listing }) => `Retouche demandée sur « ${listing} »`, button: () => ANSWER },
  sellerRevisionBeyond: {
    title: ({ listing }) => `Retouche demandée sur « ${listing} »`,
    button: () => ANSWER,
  },
  sellerDisputed: {
    title: ({ listing }) => `Expliquer le litige sur « ${listing} »`,
    button: () => "Voir le litige",
  },
  sellerEscalated: {
    title: ({ listing }) => `Expliquer le litige sur « ${listing} »`,
    button: () => "Voir le litige",
  },
};
