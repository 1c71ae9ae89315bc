import type { OutcomeReason, PanelFacts, PanelWords } from "../../guide/panel-words.ts";
import type { PanelName } from "../../guide/panels.ts";
import { pluralFr } from "../plural.ts";

const ANSWER = "Répondre";

const used = ({ revisionsUsed, revisionLimit }: PanelFacts) =>
  revisionLimit === null
    ? `${revisionsUsed} déjà demandées, sans limite`
    : `${revisionsUsed} sur ${revisionLimit}`;
/** How many revisions a buyer may still ask for within the listing's limit. */
const left = ({ revisionsUsed, revisionLimit }: PanelFacts) =>
  revisionLimit === null
    ? "sans limite"
    : revisionsUsed >= revisionLimit
      ? "celles qui étaient comprises sont utilisées"
      : `il vous en reste ${revisionLimit - revisionsUsed} sur ${revisionLimit}`;
const days = ({ deliveryDays }: PanelFacts) =>
  pluralFr(deliveryDays, {
    one: `${deliveryDays} jour`,
    many: `${deliveryDays} jours`,
    other: `${deliveryDays} jours`,
  });
const back = ({ refund }: PanelFacts) =>
  `Vos ${refund} repartent vers le moyen de paiement utilisé : quelques jours selon votre banque.`;
const gone = ({ refund, other }: PanelFacts) => `${refund} sont rendus à ${other}.`;
const uncounted = () => "Cela ne compte pas contre vous.";
const reviewable = ({ reviewUntil }: PanelFacts) =>
  reviewUntil === ""
    ? "La commande reste ici, avec ses fichiers et sa discussion."
    : `Vous pouvez laisser un avis jusqu’au ${reviewUntil} : il aidera les prochains clients.`;

/** Why the order was completed, as the buyer and the seller read it. */
const completed: Partial<Record<OutcomeReason, { buyer: string; seller: string }>> = {
  silence: {
    buyer: "Sans réponse de votre part, la commande s’est terminée d’elle-même.",
    seller: "Sans réponse du client, la commande s’est terminée d’elle-même.",
  },
  dropped: { buyer: "Vous avez abandonné le litige.", seller: "Le litige est abandonné." },
  time_limit: {
    buyer: "La commande a atteint sa durée maximale.",
    seller: "La commande a atteint sa durée maximale.",
  },
};
const because = (reason: PanelFacts["reason"], role: "buyer" | "seller") => {
  const text = reason === null ? undefined : completed[reason]?.[role];
  return text === undefined ? "" : ` ${text}`;
};
const refusedFor: Partial<Record<OutcomeReason, string>> = {
  unclear_brief: "Raison : des consignes absentes ou pas assez claires.",
  outside_scope: "Raison : la demande sort de ce qui est proposé.",
};
const reasonOf = ({ reason }: PanelFacts) => (reason === null ? "" : (refusedFor[reason] ?? ""));

const seller = {
  inProgress: {
    headline: ({ due }: PanelFacts) => `À livrer avant le ${due}`,
    text: ({ yours }: PanelFacts) =>
      `${yours} vous attendent. Une livraison, c’est un message et au moins un fichier ou un lien.`,
    next: ({ other, completionWindow }: PanelFacts) =>
      `Après la livraison, ${other} a ${completionWindow} pour vérifier. Sans réponse de sa part, l’argent est à vous.`,
  },
} as const;

export const panels: Record<PanelName, PanelWords> = {
  buyerToPay: {
    headline: () => "Plus qu’une étape : le paiement",
    text: ({ until, other }) =>
      `Votre commande vous est réservée jusqu’au ${until}. Vos fonds seront bloqués : ${other} ne les reçoit qu’à la fin.`,
    next: ({ until }) => `Sans paiement le ${until}, la commande s’annule d’elle-même. Rien n’est débité.`,
    row: {
      title: ({ order }) => `Payer « ${order.listing.title} »`,
      button: ({ total }) => `Payer ${total}`,
    },
  },
  buyerConfirming: {
    headline: () => "Paiement reçu, confirmation en cours…",
    text: () => "Cette page se met à jour d’elle-même, le plus souvent en quelques secondes.",
    next: ({ other }) => `Vos fonds sont alors bloqués, et ${other} reçoit votre commande.`,
  },
  buyerNotPaid: {
    headline: () => "Le paiement n’a pas eu lieu",
    text: ({ until }) => `Rien n’a été débité. Votre commande vous reste réservée jusqu’au ${until}.`,
    next: ({ until }) => `Sans paiement le ${until}, la commande s’annule d’elle-même.`,
    row: {
      title: ({ order }) => `Payer « ${order.listing.title} »`,
      button: ({ total }) => `Payer ${total}`,
    },
  },
  buyerUnpaid: {
    headline: () => "Cette commande n’a pas été payée à temps",
    text: ({ paymentWindow }) => `Le délai de ${paymentWindow} est passé. Rien n’a été débité.`,
    next: () => "Si un paiement arrivait quand même, il vous serait rendu en totalité, sans démarche.",
  },

  buyerPendingNoBrief: {
    headline: ({ other }) => `${other} attend vos consignes`,
    text: ({ total, other }) =>
      `${total} bloqués. Plus vos consignes sont claires, plus vite ${other} peut accepter.`,
    next: ({ until, total, other }) =>
      `Si ${other} ne répond pas avant le ${until}, la commande s’annule et vos ${total} vous sont rendus.`,
    row: {
      title: ({ order }) => `Compléter les consignes de « ${order.listing.title} »`,
      button: () => "Compléter",
    },
  },
  buyerPending: {
    headline: ({ other }) => `${other} étudie votre commande`,
    text: ({ total }) => `Vos consignes sont envoyées, ${total} sont bloqués. Vous n’avez rien à faire.`,
    next: ({ until, total }) =>
      `Réponse avant le ${until}. Sans réponse, la commande s’annule et vos ${total} vous sont rendus.`,
  },
  sellerPendingNoBrief: {
    headline: () => "Pas encore de consignes : n’acceptez pas tout de suite",
    text: (facts) =>
      `${facts.other} a payé, ${facts.total} sont bloqués. Le délai de livraison (${days(facts)}) partirait dès votre accord.`,
    next: ({ until }) =>
      `Si rien ne vient avant le ${until}, laissez expirer : cela ne comptera pas contre vous.`,
    row: {
      title: ({ order }) => `Demander les consignes de « ${order.listing.title} »`,
      button: () => ANSWER,
    },
  },
  sellerPending: {
    headline: () => "Une commande attend votre réponse",
    text: (facts) =>
      `${facts.other} a payé : ${facts.total} bloqués, dont ${facts.yours} pour vous. Tout est clair ? Le délai (${days(facts)}) part à votre accord.`,
    next: ({ until, other }) =>
      `Sans réponse avant le ${until}, elle expire, l’argent est rendu à ${other}, et cela compte comme un refus dans votre note.`,
    row: { title: ({ order }) => `Accepter ou refuser « ${order.listing.title} »`, button: () => ANSWER },
  },

  buyerInProgress: {
    headline: ({ other }) => `${other} est au travail`,
    text: ({ due }) => `Livraison au plus tard le ${due}. Les fonds restent bloqués jusqu’à la fin.`,
    next: () =>
      "Un e-mail vous préviendra de la livraison. En cas de retard, vous pourrez annuler sans demander.",
  },
  sellerInProgress: {
    ...seller.inProgress,
    row: { title: ({ order }) => `Livrer « ${order.listing.title} »`, button: () => "Livrer" },
  },
  buyerRework: {
    headline: ({ other }) => `${other} retouche votre commande`,
    text: ({ due }) => `Retouche au plus tard le ${due}. Les fonds restent bloqués jusqu’à la fin.`,
    next: () =>
      "Un e-mail vous préviendra de la livraison. En cas de retard, vous pourrez annuler sans demander.",
  },
  sellerRework: {
    headline: ({ due }) => `Retouche à livrer avant le ${due}`,
    text: ({ yours }) =>
      `${yours} vous attendent. Livrez la retouche comme une livraison : message et fichiers.`,
    next: seller.inProgress.next,
    row: { title: ({ order }) => `Livrer la retouche de « ${order.listing.title} »`, button: () => "Livrer" },
  },
  buyerResumed: {
    headline: () => "La médiation a relancé le travail",
    text: ({ due, other }) =>
      `${other} livre au plus tard le ${due}. Les fonds restent bloqués jusqu’à la fin.`,
    next: () => "En cas de retard, vous pourrez annuler sans demander.",
  },
  sellerResumed: {
    headline: ({ due }) => `Travail relancé : à livrer avant le ${due}`,
    text: ({ yours }) => `La médiation a fixé cette date. ${yours} vous attendent.`,
    next: seller.inProgress.next,
    row: { title: ({ order }) => `Livrer « ${order.listing.title} »`, button: () => "Livrer" },
  },
  buyerAsked: {
    headline: () => "Votre demande d’annulation est envoyée",
    text: ({ other }) => `${other} peut l’accepter, la refuser, ou livrer, ce qui met fin à la demande.`,
    next: ({ until, total }) =>
      `Réponse avant le ${until}. Acceptée : vos ${total} vous sont rendus. Refusée ou sans réponse : vous pourrez ouvrir un litige.`,
  },
  sellerAsked: {
    headline: ({ other }) => `${other} demande l’annulation`,
    text: ({ other }) =>
      `Accepter rend l’argent à ${other} et ne compte pas contre vous. Livrer met fin à la demande.`,
    next: ({ until, other }) =>
      `Sans réponse avant le ${until}, ${other} pourra ouvrir un litige. Un second refus l’ouvre d’office.`,
    row: { title: ({ order }) => `Annuler « ${order.listing.title} », ou non`, button: () => ANSWER },
  },
  buyerDenied: {
    headline: ({ other }) => `${other} n’a pas accepté l’annulation`,
    text: ({ due }) => `La commande continue : livraison avant le ${due}. Les fonds restent bloqués.`,
    next: () => "Vous pouvez attendre la livraison, redemander, ou demander à un médiateur de trancher.",
  },
  sellerDenied: {
    headline: seller.inProgress.headline,
    text: ({ other }) => `${other} voulait annuler et peut ouvrir un litige. Dites où vous en êtes.`,
    next: ({ other, completionWindow }) =>
      `Livrez à temps : ${other} aura ${completionWindow} pour vérifier. Une annulation de votre part ne compterait pas contre vous.`,
    row: { title: ({ order }) => `Livrer « ${order.listing.title} »`, button: () => "Livrer" },
  },
  buyerLate: {
    headline: ({ lateBy }) => `La livraison a ${lateBy} de retard`,
    text: ({ due }) => `Elle était prévue le ${due}. Vos fonds sont toujours bloqués : vous décidez.`,
    next: ({ total, endsAt }) =>
      `Vous pouvez attendre, ou annuler à tout moment et récupérer ${total}. Sans livraison le ${endsAt}, ils vous sont rendus de toute façon.`,
    row: { title: ({ order }) => `Attendre ou annuler « ${order.listing.title} »`, button: () => "Décider" },
  },
  buyerLateAsked: {
    headline: ({ lateBy }) => `La livraison a ${lateBy} de retard`,
    text: ({ due }) =>
      `Elle était prévue le ${due}. Votre demande d’annulation attend encore, mais vous n’en avez plus besoin : vous pouvez annuler.`,
    next: ({ total, endsAt }) =>
      `Vous pouvez attendre, ou annuler à tout moment et récupérer ${total}. Sans livraison le ${endsAt}, ils vous sont rendus de toute façon.`,
    row: { title: ({ order }) => `Attendre ou annuler « ${order.listing.title} »`, button: () => "Décider" },
  },
  sellerLate: {
    headline: ({ lateBy }) => `Livraison en retard de ${lateBy}`,
    text: ({ other }) =>
      `Vous pouvez encore livrer. ${other} peut annuler à tout moment, et ce retard compte dans votre note.`,
    next: ({ other }) => `Livrez dès que possible, et prévenez ${other} : un mot suffit souvent.`,
    row: { title: ({ order }) => `Livrer « ${order.listing.title} », en retard`, button: () => "Livrer" },
  },
  sellerLateAsked: {
    headline: ({ lateBy }) => `Livraison en retard de ${lateBy}, et une demande d’annulation`,
    text: ({ other }) =>
      `Vous pouvez encore livrer. ${other} peut annuler à tout moment ; accepter sa demande ne compte pas contre vous.`,
    next: ({ other }) => `Livrez dès que possible, ou répondez à ${other} : un mot suffit souvent.`,
    row: { title: ({ order }) => `Livrer « ${order.listing.title} », en retard`, button: () => "Livrer" },
  },

  buyerDelivered: {
    headline: () => "Votre commande est livrée : à vous de vérifier",
    text: (facts) =>
      `Regardez les fichiers. C’est bon ? Validez. Il manque quelque chose ? Demandez une retouche (${left(facts)}).`,
    next: ({ until, other }) =>
      `Sans réponse avant le ${until}, la commande se termine et ${other} reçoit l’argent. Un rappel vous parvient avant.`,
    row: { title: ({ order }) => `Vérifier « ${order.listing.title} »`, button: () => "Vérifier" },
  },
  sellerDelivered: {
    headline: ({ other }) => `Livrée : ${other} vérifie`,
    text: () => "Vous n’avez rien à faire. Restez joignable pour les questions.",
    next: ({ until, yours }) =>
      `Paiement dès la validation, au plus tard le ${until} : ${yours} disponibles, retirables tout de suite.`,
  },
  buyerRevision: {
    headline: ({ other }) => `${other} regarde votre demande de retouche`,
    text: (facts) =>
      `Elle est comprise dans votre commande (${used(facts)}). Le délai de validation est arrêté.`,
    next: ({ until }) => `Réponse avant le ${until}. Sans réponse, la retouche est acceptée.`,
  },
  buyerRevisionBeyond: {
    headline: ({ other }) => `${other} regarde votre demande de retouche`,
    text: (facts) =>
      `Elle dépasse ce qui était compris (${used(facts)}) : ${facts.other} est libre de refuser. Le délai de validation est arrêté.`,
    next: ({ until }) =>
      `Réponse avant le ${until}. Sans réponse, elle est refusée, et vous choisissez de valider ou d’ouvrir un litige.`,
  },
  sellerRevision: {
    headline: ({ other }) => `${other} demande une retouche`,
    text: (facts) =>
      `Comprise dans votre microservice (${used(facts)}). Acceptée maintenant, elle est à livrer avant le ${facts.dueIfNow}.`,
    next: ({ until }) => `Sans réponse avant le ${until}, elle est acceptée.`,
    row: { title: ({ order }) => `Retouche demandée sur « ${order.listing.title} »`, button: () => ANSWER },
  },
  sellerRevisionBeyond: {
    headline: ({ other }) => `${other} demande une retouche en plus`,
    text: (facts) =>
      `Elle dépasse votre limite (${used(facts)}) : vous êtes libre. Acceptée maintenant, elle est à livrer avant le ${facts.dueIfNow}.`,
    next: ({ until }) => `Sans réponse avant le ${until}, elle est refusée.`,
    row: {
      title: ({ order }) => `Retouche demandée sur « ${order.listing.title} »`,
      button: () => ANSWER,
    },
  },
  buyerRevisionRefused: {
    headline: () => "Retouche refusée : à vous de choisir",
    text: () =>
      "Acceptez le travail tel qu’il est, ou demandez à un médiateur de trancher. Les fonds restent bloqués.",
    next: ({ until, other }) =>
      `Sans choix avant le ${until}, la commande se termine et ${other} reçoit l’argent.`,
    row: {
      title: ({ order }) => `Valider ou contester « ${order.listing.title} »`,
      button: () => "Décider",
    },
  },
  sellerRevisionRefused: {
    headline: ({ other }) => `${other} décide de la suite`,
    text: ({ other }) =>
      `${other} peut valider la commande ou demander à un médiateur de trancher. Vous ne pouvez pas annuler entre-temps.`,
    next: ({ until }) => `Sans choix avant le ${until}, la commande se termine et l’argent est à vous.`,
  },

  buyerDisputed: {
    headline: () => "Un médiateur va trancher",
    text: ({ total }) =>
      `Les délais sont suspendus, vos ${total} restent bloqués. Expliquez les faits, joignez ce qui les montre.`,
    next: ({ escalatesAt, endsAt }) =>
      `Un e-mail vous dira la décision, qui est définitive. Sans décision, le support reprend le dossier le ${escalatesAt} ; fin au plus tard le ${endsAt}.`,
    row: {
      title: ({ order }) => `Expliquer le litige sur « ${order.listing.title} »`,
      button: () => "Voir le litige",
    },
  },
  sellerDisputed: {
    headline: () => "Un médiateur va trancher",
    text: () =>
      "Les délais sont suspendus, les fonds restent bloqués. Montrez que le travail suit le texte du microservice et les demandes.",
    next: ({ escalatesAt, endsAt }) =>
      `Décision définitive, annoncée aux deux. Support à partir du ${escalatesAt} ; fin au plus tard le ${endsAt}.`,
    row: {
      title: ({ order }) => `Expliquer le litige sur « ${order.listing.title} »`,
      button: () => "Voir le litige",
    },
  },
  buyerEscalated: {
    headline: () => "Le support a repris le dossier",
    text: ({ total }) =>
      `Les délais sont suspendus, vos ${total} restent bloqués. Vous pouvez encore ajouter ce qui manque.`,
    next: ({ endsAt }) => `Un e-mail vous dira la décision, qui est définitive : au plus tard le ${endsAt}.`,
    row: {
      title: ({ order }) => `Expliquer le litige sur « ${order.listing.title} »`,
      button: () => "Voir le litige",
    },
  },
  sellerEscalated: {
    headline: () => "Le support a repris le dossier",
    text: () =>
      "Les délais sont suspendus, les fonds restent bloqués. Vous pouvez encore ajouter ce qui manque.",
    next: ({ endsAt }) => `Décision définitive, annoncée aux deux : au plus tard le ${endsAt}.`,
    row: {
      title: ({ order }) => `Expliquer le litige sur « ${order.listing.title} »`,
      button: () => "Voir le litige",
    },
  },

  buyerCompleted: {
    headline: () => "C’est terminé. Merci !",
    text: ({ other, reason }) => `${other} a reçu son paiement.${because(reason, "buyer")}`,
    next: reviewable,
  },
  sellerCompleted: {
    headline: ({ releasedNet }) => `Terminée : ${releasedNet} sont à vous`,
    text: ({ released, commission, reason }) =>
      `${released} payés, moins la commission de ${commission} (TVA comprise). Retirables tout de suite.${because(reason, "seller")}`,
    next: ({ other }) => `Un avis de ${other} peut arriver ; vous pourrez y répondre une fois.`,
  },
  buyerDivided: {
    headline: () => "Décision : la somme est partagée",
    text: ({ refund, other }) =>
      `${refund} vous sont rendus, le reste revient à ${other}. La décision est définitive.`,
    next: reviewable,
  },
  sellerDivided: {
    headline: ({ releasedNet }) => `Décision : ${releasedNet} sont à vous`,
    text: ({ refund, released, commission, other }) =>
      `${refund} sont rendus à ${other}. Votre part est de ${released}, moins la commission de ${commission}. La décision est définitive.`,
    next: ({ other }) => `Un avis de ${other} peut arriver ; vous pourrez y répondre une fois.`,
  },
  buyerReleased: {
    headline: ({ other }) => `Décision : la somme revient à ${other}`,
    text: () => "Le travail suit le texte du microservice, et vos demandes. La décision est définitive.",
    next: reviewable,
  },
  sellerReleased: {
    headline: ({ releasedNet }) => `Décision : ${releasedNet} sont à vous`,
    text: ({ released, commission }) =>
      `${released}, moins la commission de ${commission} (TVA comprise). La décision est définitive.`,
    next: ({ other }) => `Un avis de ${other} peut arriver ; vous pourrez y répondre une fois.`,
  },
  buyerRefused: {
    headline: ({ other }) => `${other} n’a pas pu prendre votre commande`,
    text: reasonOf,
    next: back,
  },
  sellerRefused: {
    headline: () => "Vous avez refusé cette commande",
    text: ({ refund, other }) => `${refund} sont rendus à ${other}, avec vos explications.`,
    next: ({ refusalTolerance }) =>
      `Ce refus compte dans votre taux ; jusqu’à ${refusalTolerance}, il n’a aucun effet.`,
  },
  buyerExpired: {
    headline: ({ other, acceptanceWindow }) => `${other} n’a pas répondu en ${acceptanceWindow}`,
    text: () => "La commande s’est annulée d’elle-même.",
    next: back,
  },
  sellerExpired: {
    headline: () => "Cette commande a expiré sans réponse",
    text: gone,
    next: () => "Les consignes étaient là : cela compte comme un refus.",
  },
  sellerExpiredUncounted: {
    headline: () => "Cette commande a expiré sans réponse",
    text: gone,
    next: () => "Les consignes manquaient : cela ne compte pas contre vous.",
  },
  buyerCancelledOwn: {
    headline: () => "Vous avez annulé cette commande",
    text: () => "",
    next: back,
  },
  sellerCancelledByBuyer: {
    headline: ({ other }) => `${other} a annulé la commande`,
    text: gone,
    next: uncounted,
  },
  buyerCancelledLate: {
    headline: () => "Vous avez annulé cette commande en retard",
    text: () => "",
    next: back,
  },
  sellerCancelledLate: {
    headline: ({ other }) => `${other} a annulé la commande en retard`,
    text: gone,
    next: () => "Cela compte comme un retard dans votre note.",
  },
  buyerCancelledAgreed: {
    headline: () => "Annulation acceptée",
    text: ({ other }) => `${other} a accepté votre demande.`,
    next: back,
  },
  sellerCancelledAgreed: {
    headline: () => "Vous avez accepté l’annulation",
    text: gone,
    next: uncounted,
  },
  buyerCancelledBySeller: {
    headline: ({ other }) => `${other} a annulé la commande`,
    text: ({ refund }) => `Vos ${refund} vous sont rendus.`,
    next: back,
  },
  sellerCancelledOwn: {
    headline: () => "Vous avez annulé cette commande",
    text: gone,
    next: ({ cancellationSpan }) =>
      `L’annulation paraît ${cancellationSpan} sur votre profil et baisse votre note. Un médiateur peut l’excuser.`,
  },
  sellerCancelledJustified: {
    headline: () => "Vous avez annulé cette commande",
    text: gone,
    next: uncounted,
  },
  sellerCancelledExcused: {
    headline: () => "Votre annulation est excusée",
    text: gone,
    next: () => "Elle ne paraît plus sur votre profil et ne compte pas contre vous.",
  },
  buyerRefunded: {
    headline: () => "Décision : tout vous est rendu",
    text: () => "La décision est définitive.",
    next: back,
  },
  sellerRefunded: {
    headline: ({ other }) => `Décision : tout est rendu à ${other}`,
    text: () => "La décision est définitive.",
    next: gone,
  },
  buyerConceded: {
    headline: ({ other }) => `${other} vous rend tout`,
    text: ({ other }) => `${other} a mis fin au litige en votre faveur.`,
    next: back,
  },
  sellerConceded: {
    headline: ({ other }) => `Vous avez tout rendu à ${other}`,
    text: () => "Le litige est clos.",
    next: gone,
  },
  buyerTimeLimit: {
    headline: () => "Cette commande a atteint sa durée maximale",
    text: () => "Sans livraison, elle s’est annulée d’elle-même.",
    next: back,
  },
  sellerTimeLimit: {
    headline: () => "Cette commande a atteint sa durée maximale",
    text: () => "Sans livraison, elle s’est annulée d’elle-même.",
    next: gone,
  },
  buyerChargedBack: {
    headline: () => "Votre banque vous a rendu le paiement",
    text: () => "La commande s’est arrêtée là.",
    next: () => "Vous n’avez rien à faire.",
  },
  sellerChargedBack: {
    headline: () => "La banque du client a repris le paiement",
    text: () => "La commande s’est arrêtée là. Vous n’êtes pas en faute.",
    next: uncounted,
  },
};
