import type { DialogName, DialogWords } from "../../guide/dialogs.ts";
import type { OrderActionWords, OrderActionWordsOn, TimelineWords } from "../../guide/labels.ts";
import type { PanelFacts } from "../../guide/panel-words.ts";
import { countedFr } from "../plural.ts";

export const actions: OrderActionWords = {
  pay: ({ total }) => `Payer ${total}`,
  brief: () => "Compléter les consignes",
  write: ({ other }) => `Écrire à ${other}`,
  accept: ({ dueIfNow }) => `Accepter et livrer avant le ${dueIfNow}`,
  refuse: () => "Refuser en expliquant…",
  cancel: () => "Annuler la commande…",
  deliver: () => "Livrer la commande",
  approve: () => "Valider sans avis…",
  review: () => "Laisser un avis",
  "request-revision": () => "Demander une retouche…",
  "accept-revision": () => "Accepter la retouche",
  "refuse-revision": () => "Refuser en expliquant…",
  "request-cancellation": () => "Demander l’annulation…",
  "withdraw-cancellation": () => "Retirer ma demande",
  "accept-cancellation": () => "Accepter l’annulation",
  "refuse-cancellation": () => "Refuser en expliquant…",
  "open-dispute": () => "Ouvrir un litige…",
  "add-statement": () => "Ajouter une déclaration",
  "concede-dispute": ({ other }) => `Reconnaître et rembourser ${other}…`,
  "drop-dispute": ({ other }) => `Abandonner le litige et payer ${other}…`,
  "order-again": () => "Commander à nouveau",
  similar: () => "Voir des microservices proches",
  receipt: () => "Télécharger le reçu",
  balance: () => "Voir mon solde",
};

/** R23: an own cancellation is seen on the profile. */
const cancelVisibly = ({ cancellationSpan }: PanelFacts) =>
  `Annuler la commande… (visible ${cancellationSpan} sur votre profil)`;

/** Where an action has another name than usual. */
export const actionsOn: OrderActionWordsOn = {
  buyerToPay: { brief: () => "Préparer les consignes" },
  buyerConfirming: { brief: () => "Préparer les consignes" },
  buyerNotPaid: { brief: () => "Préparer les consignes" },
  buyerPending: {
    brief: () => "Modifier les consignes",
    cancel: () => "Annuler la commande (remboursement intégral)…",
  },
  buyerPendingNoBrief: { cancel: () => "Annuler la commande (remboursement intégral)…" },
  sellerPendingNoBrief: {
    write: () => "Demander les consignes",
    accept: () => "Accepter quand même",
  },
  buyerLate: {
    write: ({ other }) => `Demander à ${other} où cela en est`,
    cancel: ({ total }) => `Annuler et récupérer ${total}…`,
  },
  buyerLateAsked: {
    write: ({ other }) => `Demander à ${other} où cela en est`,
    cancel: ({ total }) => `Annuler et récupérer ${total}…`,
  },
  buyerDenied: { "request-cancellation": () => "Redemander l’annulation…" },
  sellerInProgress: { cancel: cancelVisibly },
  sellerRework: { cancel: cancelVisibly },
  sellerResumed: { cancel: cancelVisibly },
  sellerLate: {
    deliver: () => "Livrer maintenant",
    write: ({ other }) => `Prévenir ${other}`,
    cancel: cancelVisibly,
  },
  sellerLateAsked: { deliver: () => "Livrer maintenant" },
  sellerDelivered: { cancel: cancelVisibly },
  sellerRevision: { cancel: cancelVisibly },
  sellerRevisionBeyond: { cancel: cancelVisibly },
  sellerDenied: { cancel: () => "Annuler et rembourser…" },
  buyerDelivered: { review: () => "Valider et laisser un avis" },
  buyerRevisionRefused: { approve: () => "Valider la commande" },
  buyerDisputed: { write: () => "Écrire dans la discussion" },
  sellerDisputed: { write: () => "Écrire dans la discussion" },
  buyerEscalated: { write: () => "Écrire dans la discussion" },
  sellerEscalated: { write: () => "Écrire dans la discussion" },
};

export const timeline: TimelineWords = {
  place: () => "Commande passée",
  pay: () => "Paiement reçu, les fonds sont bloqués",
  complete_brief: ({ files }) => `Consignes envoyées${withFiles(files)}`,
  accept: () => "Commande acceptée",
  refuse: () => "Commande refusée",
  cancel: () => "Commande annulée",
  deliver: ({ files, links }) => `Livraison : ${parts(files, links)}`,
  approve: () => "Commande validée",
  review: () => "Avis laissé, commande validée",
  "request-revision": () => "Retouche demandée",
  "accept-revision": () => "Retouche acceptée",
  "refuse-revision": () => "Retouche refusée",
  "request-cancellation": () => "Annulation demandée",
  "withdraw-cancellation": () => "Demande d’annulation retirée",
  "accept-cancellation": () => "Annulation acceptée",
  "refuse-cancellation": () => "Annulation refusée",
  "open-dispute": () => "Litige ouvert",
  "add-statement": () => "Déclaration ajoutée au litige",
  "concede-dispute": () => "Litige reconnu, tout est rendu",
  "drop-dispute": () => "Litige abandonné",
  "resolve-dispute": () => "Décision du médiateur",
  "excuse-cancellation": () => "Annulation excusée",
  charge_back: () => "Paiement contesté auprès de la banque",
  win_chargeback: () => "Contestation close : le paiement tient",
  lose_chargeback: () => "Paiement repris par la banque",
  expire_payment: () => "Délai de paiement passé",
  expire: () => "Expirée sans réponse du vendeur",
  complete: () => "Terminée sans réponse du client",
  accept_revision_by_silence: () => "Retouche acceptée, faute de réponse",
  refuse_revision_by_silence: () => "Retouche refusée, faute de réponse",
  leave_cancellation_unanswered: () => "Demande d’annulation restée sans réponse",
  escalate: () => "Dossier repris par le support",
  end: () => "Durée maximale atteinte",
  remind: () => "Rappel envoyé",
};

function withFiles(files: number): string {
  return files === 0 ? "" : ` : ${countedFr(files, "fichier", "fichiers")}`;
}
function parts(files: number, links: number): string {
  return [
    ...(files > 0 ? [countedFr(files, "fichier", "fichiers")] : []),
    ...(links > 0 ? [countedFr(links, "lien", "liens")] : []),
  ].join(", ");
}

const none = () => "";
const neutral = () => "Ne compte pas contre vous.";
const refundInFull = ({ total }: { total: string }) => `Vos ${total} vous sont rendus en totalité.`;
const stillHeld = ({ total }: { total: string }) => `${total} restent bloqués jusqu’à la fin.`;

export const dialogs: Record<DialogName, DialogWords> = {
  brief: {
    title: () => "Vos consignes",
    money: stillHeld,
    time: () =>
      "Le délai de livraison ne part qu’à l’accord du vendeur. Vous pouvez compléter jusqu’à la livraison.",
    score: none,
    field: ({ other }) => `Ce dont ${other} a besoin`,
    button: () => "Envoyer les consignes",
  },
  accept: {
    title: () => "Accepter la commande",
    money: ({ total, yours }) => `${total} restent bloqués jusqu’à la fin ; ${yours} seront à vous.`,
    time: ({ dueIfNow }) => `Le délai part maintenant : à livrer avant le ${dueIfNow}.`,
    score: () => "Livrer à temps la fait monter.",
    field: none,
    button: () => "Accepter la commande",
  },
  refuse: {
    title: () => "Refuser la commande",
    money: ({ total, other }) => `${total} sont rendus à ${other} en totalité.`,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: ({ refusalTolerance }) =>
      `Compte dans votre taux de refus, qui n’a aucun effet jusqu’à ${refusalTolerance}.`,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: () => "Refuser la commande",
  },
  "cancel-pending": {
    title: () => "Annuler la commande",
    money: refundInFull,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: ({ other }) => `La note de ${other} ne change pas.`,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: ({ total }) => `Annuler et récupérer ${total}`,
  },
  "cancel-late": {
    title: () => "Annuler la commande en retard",
    money: refundInFull,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: ({ other }) => `Le retard compte dans la note de ${other}.`,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: ({ total }) => `Annuler et récupérer ${total}`,
  },
  "cancel-as-seller": {
    title: () => "Annuler la commande",
    money: ({ total, other }) => `${total} sont rendus à ${other} en totalité. Vous ne recevez rien.`,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: ({ cancellationSpan }) =>
      `Paraît ${cancellationSpan} sur votre profil et baisse votre note, sauf si un médiateur l’excuse.`,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: ({ total }) => `Annuler et rendre ${total}`,
  },
  "cancel-as-asked": {
    title: () => "Annuler et rembourser",
    money: ({ total, other }) => `${total} sont rendus à ${other} en totalité. Vous ne recevez rien.`,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: neutral,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: ({ total }) => `Annuler et rendre ${total}`,
  },
  deliver: {
    title: () => "Livrer la commande",
    money: ({ yours, other, completionWindow }) =>
      `${yours} à vous dès que ${other} valide, ou sans réponse après ${completionWindow}.`,
    time: ({ due, other, completionWindow }) =>
      `Vous êtes dans les temps : c’était avant le ${due}. ${other} a ${completionWindow} pour vérifier.`,
    score: () => "Compte comme une livraison à l’heure.",
    field: ({ other }) => `Message à ${other}`,
    button: () => "Livrer la commande",
  },
  "deliver-late": {
    title: () => "Livrer la commande",
    money: ({ yours, other, completionWindow }) =>
      `${yours} à vous dès que ${other} valide, ou sans réponse après ${completionWindow}.`,
    time: ({ due, other }) =>
      `C’était pour le ${due}. Dès la livraison, ${other} ne peut plus annuler sans demander.`,
    score: () => "Compte comme une livraison en retard.",
    field: ({ other }) => `Message à ${other}`,
    button: () => "Livrer la commande",
  },
  approve: {
    title: () => "Valider sans avis",
    money: ({ total, other }) => `${total} sont versés à ${other}, moins la commission.`,
    time: () => "La commande se termine. Un avis reste possible ensuite.",
    score: none,
    field: none,
    button: ({ total }) => `Valider et verser ${total}`,
  },
  "review-delivered": {
    title: () => "Valider et laisser un avis",
    money: ({ total, other }) => `${total} sont versés à ${other}, moins la commission.`,
    time: () => "La commande se termine : plus de retouche ensuite.",
    score: ({ other }) => `Votre note compte dans celle de ${other}.`,
    field: () => "Votre avis, public",
    button: ({ total }) => `Publier et verser ${total}`,
  },
  "review-completed": {
    title: () => "Laisser un avis",
    money: () => "Rien ne bouge : la commande est terminée.",
    time: () => "Un avis ne se modifie pas.",
    score: ({ other }) => `Votre note compte dans celle de ${other}.`,
    field: () => "Votre avis, public",
    button: () => "Publier l’avis",
  },
  "request-revision": {
    title: () => "Demander une retouche",
    money: stillHeld,
    time: () => "Le délai de validation s’arrête. Sans réponse, la retouche est acceptée.",
    score: none,
    field: () => "Ce qui est à reprendre, et pourquoi",
    button: () => "Demander la retouche",
  },
  "request-revision-beyond": {
    title: () => "Demander une retouche en plus",
    money: stillHeld,
    time: ({ other }) =>
      `Les retouches comprises sont utilisées : ${other} est libre, et le silence vaut refus. Le délai de validation s’arrête.`,
    score: none,
    field: () => "Ce qui est à reprendre, et pourquoi",
    button: () => "Demander la retouche",
  },
  "accept-revision": {
    title: () => "Accepter la retouche",
    money: stillHeld,
    time: ({ dueIfNow }) => `À livrer avant le ${dueIfNow}.`,
    score: neutral,
    field: none,
    button: () => "Accepter la retouche",
  },
  "refuse-revision": {
    title: () => "Refuser la retouche",
    money: stillHeld,
    time: ({ other, completionWindow }) =>
      `${other} a ${completionWindow} pour valider ou ouvrir un litige. Sans choix, l’argent est à vous.`,
    score: neutral,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: () => "Refuser la retouche",
  },
  "request-cancellation": {
    title: () => "Demander l’annulation",
    money: ({ total }) => `${total} restent bloqués. Demande acceptée : ils vous sont rendus en totalité.`,
    time: ({ other }) =>
      `${other} a un délai pour répondre. Refus ou silence : vous pourrez ouvrir un litige.`,
    score: ({ other }) => `La note de ${other} ne change pas.`,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: () => "Envoyer la demande",
  },
  "withdraw-cancellation": {
    title: () => "Retirer ma demande",
    money: stillHeld,
    time: ({ due }) => `La commande continue : livraison avant le ${due}.`,
    score: none,
    field: none,
    button: () => "Retirer ma demande",
  },
  "accept-cancellation": {
    title: () => "Accepter l’annulation",
    money: ({ total, other }) => `${total} sont rendus à ${other} en totalité. Vous ne recevez rien.`,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: neutral,
    field: none,
    button: ({ total }) => `Accepter et rendre ${total}`,
  },
  "refuse-cancellation": {
    title: () => "Refuser l’annulation",
    money: stillHeld,
    time: ({ due, other }) =>
      `La commande continue : à livrer avant le ${due}. ${other} pourra ouvrir un litige ; un second refus l’ouvre d’office.`,
    score: neutral,
    field: ({ other }) => `Vos explications, que ${other} lira`,
    button: () => "Refuser l’annulation",
  },
  "open-dispute": {
    title: () => "Ouvrir un litige",
    money: ({ total }) => `${total} restent bloqués jusqu’à la décision.`,
    time: () => "Tous les délais s’arrêtent. Un médiateur lit tout et décide ; sa décision est définitive.",
    score: none,
    field: () => "Ce qui s’est passé, lu par les deux et le médiateur",
    button: () => "Ouvrir le litige",
  },
  "add-statement": {
    title: () => "Ajouter une déclaration",
    money: ({ total }) => `${total} restent bloqués jusqu’à la décision.`,
    time: () => "Les délais restent suspendus.",
    score: none,
    field: () => "Les faits, lus par les deux et le médiateur",
    button: () => "Ajouter la déclaration",
  },
  "concede-dispute": {
    title: ({ other }) => `Reconnaître et rembourser ${other}`,
    money: ({ total, other }) => `${total} sont rendus à ${other} en totalité. Vous ne recevez rien.`,
    time: () => "Le litige se termine tout de suite, sans retour possible.",
    score: neutral,
    field: none,
    button: ({ total }) => `Reconnaître et rendre ${total}`,
  },
  "drop-dispute": {
    title: ({ other }) => `Abandonner le litige et payer ${other}`,
    money: ({ total, other }) => `${total} sont versés à ${other}, moins la commission.`,
    time: () => "La commande se termine tout de suite, sans retour possible.",
    score: none,
    field: none,
    button: ({ total }) => `Abandonner et verser ${total}`,
  },
};

/** What every dialog says, whatever it is about, and the names of what it asks for. */
export const dialog = {
  close: "Fermer",
  money: "Argent",
  time: "Délai",
  score: "Note",
  keep: "Ne rien changer",
  working: "Envoi…",
  explanationMissing: "Expliquez en quelques mots.",
  messageMissing: "Écrivez un message.",
  nothingToDeliver: "Ajoutez au moins un fichier ou un lien.",
  filesUnderWay: "Un fichier est encore en route. Attendez la fin de l’envoi, ou retirez-le.",
  linkWrong: "Un lien commence par https:// ou http://.",
  starsMissing: "Donnez de une à cinq étoiles.",
  reason: "Raison",
  reasons: {
    unclear_brief: "Consignes absentes ou pas claires",
    outside_scope: "Hors de ce que je propose",
    other: "Autre raison",
  },
  stars: "Votre note",
  starsOf: ({ stars }: { stars: number }) => countedFr(stars, "étoile", "étoiles"),
  deliveryHint: "Dites ce que contient chaque fichier, et comment l’ouvrir.",
  briefHint: "Répondez à chaque demande du vendeur. Plus c’est clair, plus vite il peut accepter.",
  kept: "Ce que vous écrivez est gardé dans cet onglet.",
};
