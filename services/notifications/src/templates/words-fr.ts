import type { OrderActor, OutcomeReason, RefusalReason } from "@vc/contracts";
import type { KindData } from "../kinds.ts";
import { duration, excerpt, moment, money } from "./formats.ts";
import type { Vocabulary } from "./words.ts";

const refusalReasons = {
  unclear_brief: "les consignes sont absentes ou pas assez claires",
  outside_scope: "la demande ne correspond pas à son éthique ou à ses compétences",
  other: "autre raison",
} as const satisfies Record<RefusalReason, string>;

/** What ended an order, where the one who acted does not say it all. */
const endings: Partial<Record<OutcomeReason, string>> = {
  agreed: "Le vendeur a accepté l’annulation que le client demandait.",
  conceded: "Le vendeur a reconnu le litige en faveur du client.",
  late: "La livraison était en retard, et le client a annulé la commande.",
  dropped: "Le client a renoncé au litige.",
  silence: "Le client n’a pas répondu dans les délais : la commande s’est terminée d’elle-même.",
  time_limit: "La commande a atteint sa durée maximale et s’est terminée d’elle-même.",
};
const ending = (reason: OutcomeReason | null | undefined) => (reason == null ? undefined : endings[reason]);

const whoCancelled = {
  buyer: "Le client a annulé la commande.",
  seller: "Le vendeur a annulé la commande.",
  mediator: "Le médiateur a annulé la commande.",
  payment: "Le paiement a été annulé, et la commande avec lui.",
  clock: "La commande a été annulée faute d’action dans les délais.",
} as const satisfies Record<OrderActor, string>;

const removalGrounds = {
  unlawful: "il était contraire à la loi",
  sensitive_information: "il contenait des informations sensibles",
  author_request: "son auteur l’a demandé",
} as const satisfies Record<KindData["review_removed"]["ground"], string>;

const reportGrounds = {
  unlawful: "contraire à la loi",
  sensitive_information: "informations sensibles",
  author_request: "demande de son auteur",
} as const satisfies Record<KindData["report_waiting"]["ground"], string>;

/** What there is to do before a window ends. */
const reminders = {
  respond: "Acceptez ou refusez la commande. Sans réponse, elle sera annulée et le client remboursé.",
  deliver: "Livrez la commande. En cas de retard, le client pourra l’annuler seul.",
  complete:
    "Validez la commande, laissez un avis ou dites ce qui ne va pas. Sinon elle sera terminée et le vendeur payé.",
  answer_revision: "Répondez à la demande de retouche. Sans réponse, le silence décide.",
  answer_cancellation: "Répondez à la demande d’annulation. Sinon le client pourra ouvrir un litige.",
} as const satisfies Record<KindData["deadline_reminder"]["deadline"], string>;

const quoted = (text: string) => (text === "" ? [] : [`« ${excerpt(text)} »`]);
const euros = (amountCents: number) => money(amountCents, "fr");
const time = (iso: string) => moment(iso, "fr");
const SEE_ORDER = "Voir la commande";

export const fr: Vocabulary = {
  order_confirmed: ({ title, amountCents, paidAt, respondBy, hasBrief }) => ({
    title: `Votre commande « ${title} » est payée`,
    lines: [
      `Votre paiement de ${euros(amountCents)} est bloqué jusqu’à la fin de la commande.`,
      `Le vendeur a ${duration(paidAt, respondBy)} pour l’accepter ou la refuser : jusqu’au ${time(respondBy)}. Sans réponse, vous serez remboursé en totalité.`,
      hasBrief
        ? "Vos consignes de réalisation lui sont transmises. Vous pouvez encore les modifier."
        : "Pensez à compléter les consignes de réalisation.",
    ],
    action: SEE_ORDER,
  }),
  order_payment_expired: ({ title }) => ({
    title: `Votre commande « ${title} » n’a pas été payée à temps`,
    lines: ["La commande est annulée et rien ne vous a été débité. Vous pouvez commander à nouveau."],
    action: SEE_ORDER,
  }),
  order_paid: ({ title, amountCents, paidAt, respondBy }) => ({
    title: `Nouvelle commande : « ${title} »`,
    lines: [
      `Vous avez reçu une commande de ${euros(amountCents)}. Le client a payé, les fonds sont bloqués.`,
      `Vous avez ${duration(paidAt, respondBy)} pour l’accepter ou la refuser : jusqu’au ${time(respondBy)}.`,
      "Sans réponse de votre part, la commande sera annulée et le client remboursé.",
    ],
    action: SEE_ORDER,
  }),
  brief_completed: ({ title }) => ({
    title: `Consignes reçues : « ${title} »`,
    lines: ["Le client a complété ou modifié les consignes de réalisation."],
    action: "Voir les consignes",
  }),
  order_accepted: ({ title, dueAt }) => ({
    title: `Votre commande « ${title} » est acceptée`,
    lines: [`Le vendeur s’est mis au travail. Livraison prévue au plus tard le ${time(dueAt)}.`],
    action: SEE_ORDER,
  }),
  order_refused: ({ title, amountCents, reason, explanation }) => ({
    title: `Votre commande « ${title} » est refusée`,
    lines: [
      `Le vendeur a refusé la commande : ${refusalReasons[reason]}.`,
      ...quoted(explanation),
      `Vous êtes remboursé en totalité : ${euros(amountCents)}.`,
    ],
    action: SEE_ORDER,
  }),
  order_expired: ({ title, amountCents, side }) => ({
    title: `La commande « ${title} » a expiré`,
    lines:
      side === "buyer"
        ? [`Le vendeur n’a pas répondu à temps. Vous êtes remboursé en totalité : ${euros(amountCents)}.`]
        : ["Vous n’avez pas répondu à temps. La commande est annulée et le client remboursé."],
    action: SEE_ORDER,
  }),
  order_cancelled: ({ title, amountCents, side, by, reason, explanation }) => ({
    title: `La commande « ${title} » est annulée`,
    lines: [
      ending(reason) ?? whoCancelled[by],
      ...quoted(explanation),
      // R30: the buyer's bank has paid them.
      ...(by === "payment"
        ? []
        : [side === "buyer" ? `Vous êtes remboursé : ${euros(amountCents)}.` : "Le client est remboursé."]),
    ],
    action: SEE_ORDER,
  }),
  cancellation_excused: ({ title, reasons }) => ({
    title: `Votre annulation de « ${title} » est excusée`,
    lines: [
      "Un médiateur a estimé que vous aviez une bonne raison.",
      ...quoted(reasons),
      "Elle n’apparaît plus sur votre profil et ne compte plus contre vous.",
    ],
    action: SEE_ORDER,
  }),
  order_delivered: ({ title, completesAt }) => ({
    title: `Votre commande « ${title} » est livrée`,
    lines: [
      "Regardez la livraison, puis validez-la, laissez un avis ou demandez une retouche.",
      `Sans réponse de votre part, la commande sera terminée le ${time(completesAt)} et le vendeur payé.`,
    ],
    action: "Voir la livraison",
  }),
  order_completed: ({ title, side, reason }) => ({
    title: `La commande « ${title} » est terminée`,
    lines: [
      ...[ending(reason) ?? []].flat(),
      side === "buyer"
        ? "Le vendeur est payé. Votre avis aidera les prochains clients."
        : "Vos gains sont sur le point d’être ajoutés à votre solde.",
    ],
    action: SEE_ORDER,
  }),
  revision_requested: ({ title, explanation, beyondLimit, answerBy }) => ({
    title: `Retouche demandée : « ${title} »`,
    lines: [
      ...quoted(explanation),
      beyondLimit
        ? "Cette demande dépasse le nombre de retouches prévu dans votre microservice."
        : "Cette demande est comprise dans le nombre de retouches de votre microservice.",
      beyondLimit
        ? `Acceptez-la ou refusez-la avant le ${time(answerBy)}. Sans réponse de votre part, elle sera refusée.`
        : `Acceptez-la ou refusez-la avant le ${time(answerBy)}. Sans réponse de votre part, elle sera acceptée.`,
    ],
    action: SEE_ORDER,
  }),
  revision_accepted: ({ title, side, bySilence, dueAt }) => ({
    title: `La retouche de « ${title} » est acceptée`,
    lines: [
      ...(bySilence ? ["Aucune réponse dans les délais, et la demande est comprise dans la limite."] : []),
      side === "buyer"
        ? `Le vendeur se remet au travail. Livraison prévue au plus tard le ${time(dueAt)}.`
        : `La commande est de nouveau en cours. Livrez avant le ${time(dueAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  revision_refused: ({ title, side, bySilence, explanation, completesAt }) => ({
    title: `La retouche de « ${title} » est refusée`,
    lines: [
      ...(bySilence ? ["Aucune réponse dans les délais, et la demande dépasse la limite."] : []),
      ...quoted(explanation),
      side === "buyer"
        ? `Validez la commande ou ouvrez un litige. Sinon elle sera terminée le ${time(completesAt)} et le vendeur payé.`
        : `Sans validation ni litige, la commande sera terminée le ${time(completesAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  cancellation_requested: ({ title, explanation, answerBy }) => ({
    title: `Le client demande l’annulation de « ${title} »`,
    lines: [
      ...quoted(explanation),
      `Acceptez-la ou refusez-la avant le ${time(answerBy)}. Sans réponse, le client pourra ouvrir un litige.`,
      "Livrer met fin à la demande.",
    ],
    action: SEE_ORDER,
  }),
  cancellation_withdrawn: ({ title }) => ({
    title: `La demande d’annulation de « ${title} » est retirée`,
    lines: ["La commande se poursuit normalement."],
    action: SEE_ORDER,
  }),
  cancellation_refused: ({ title, bySilence, explanation }) => ({
    title: `« ${title} » n’est pas annulée`,
    lines: [
      bySilence
        ? "Le vendeur n’a pas répondu à votre demande dans les délais."
        : "Le vendeur a refusé votre demande.",
      ...quoted(explanation),
      "La commande se poursuit. Vous pouvez ouvrir un litige : un médiateur tranchera.",
    ],
    action: SEE_ORDER,
  }),
  dispute_opened: ({ title, statement }) => ({
    title: `Un litige est ouvert : « ${title} »`,
    lines: [
      ...quoted(statement),
      "Les fonds restent bloqués et tous les délais sont suspendus jusqu’à la décision du médiateur.",
      "Donnez votre version des faits dans la commande.",
    ],
    action: SEE_ORDER,
  }),
  dispute_statement: ({ title, text }) => ({
    title: `Nouvelle déclaration dans le litige « ${title} »`,
    lines: ["Il y a du nouveau dans le litige de cette commande.", ...quoted(text)],
    action: SEE_ORDER,
  }),
  dispute_escalated: ({ title, endsAt }) => ({
    title: `Le litige « ${title} » est transmis au support`,
    lines: [`Le support tranche maintenant. La commande prendra fin au plus tard le ${time(endsAt)}.`],
    action: SEE_ORDER,
  }),
  dispute_awaits_decision: ({ title, endsAt }) => ({
    title: `À trancher : le litige « ${title} »`,
    lines: [
      "Personne n’a tranché ce litige dans les 60 jours qui suivent le paiement.",
      `Sans décision d’ici le ${time(endsAt)}, la commande prendra fin d’elle-même.`,
    ],
    action: SEE_ORDER,
  }),
  dispute_decided: ({ title, side, decision, reasons, refundCents, releasedCents }) => ({
    title: `Décision du médiateur : « ${title} »`,
    lines: [
      {
        refund: "Le médiateur a décidé que le client est remboursé en totalité.",
        split: "Le médiateur a décidé de partager le montant de la commande.",
        release: "Le médiateur a décidé que le montant de la commande revient au vendeur.",
      }[decision],
      ...quoted(reasons),
      [
        ...(refundCents > 0
          ? [
              `${euros(refundCents)} ${side === "buyer" ? "vous sont remboursés" : "sont remboursés au client"}.`,
            ]
          : []),
        ...(releasedCents > 0
          ? [
              side === "buyer"
                ? `${euros(releasedCents)} reviennent au vendeur.`
                : `${euros(releasedCents)} vous reviennent, moins la commission.`,
            ]
          : []),
      ].join(" "),
      "Cette décision est définitive.",
    ],
    action: SEE_ORDER,
  }),
  work_resumed: ({ title, side, dueAt, reasons }) => ({
    title: `Le travail reprend : « ${title} »`,
    lines: [
      "Le médiateur a tranché.",
      ...quoted(reasons),
      side === "buyer"
        ? `Le vendeur livrera au plus tard le ${time(dueAt)}.`
        : `Livrez avant le ${time(dueAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  deadline_reminder: ({ title, deadline, endsAt }) => ({
    title: `Rappel : « ${title} », jusqu’au ${time(endsAt)}`,
    lines: [reminders[deadline], `Il vous reste jusqu’au ${time(endsAt)}.`],
    action: SEE_ORDER,
  }),
  payment_refunded: ({ amountCents }) => ({
    title: `Remboursement de ${euros(amountCents)}`,
    lines: [
      `${euros(amountCents)} sont en route vers votre moyen de paiement. Selon votre banque, cela prend quelques jours.`,
    ],
    action: SEE_ORDER,
  }),
  refund_failed: ({ amountCents }) => ({
    title: `Votre remboursement de ${euros(amountCents)} n’est pas arrivé`,
    lines: [
      `Votre banque n’a pas accepté le remboursement de ${euros(amountCents)}. Il vous est toujours dû : nous réessayons.`,
      "Si votre carte ou votre compte est clos, contactez le support pour convenir d’un autre moyen.",
    ],
    action: SEE_ORDER,
  }),
  payment_charged_back: ({ amountCents, side }) => ({
    title: `Un paiement de ${euros(amountCents)} est contesté auprès de la banque`,
    lines:
      side === "buyer"
        ? ["Votre banque a repris le paiement. L’argent est gelé jusqu’à sa décision."]
        : [
            "La banque du client a repris le paiement. L’argent est gelé jusqu’à sa décision.",
            "Nous lui remettons le dossier de la commande. D’ici là, ce montant ne peut pas être retiré.",
          ],
    action: SEE_ORDER,
  }),
  chargeback_decided: ({ amountCents, side, verdict }) => ({
    title:
      verdict === "won"
        ? `Le paiement contesté de ${euros(amountCents)} est confirmé`
        : `Le paiement contesté de ${euros(amountCents)} est revenu au client`,
    lines:
      verdict === "won"
        ? ["La banque a confirmé le paiement. L’argent de la commande suit son cours."]
        : side === "buyer"
          ? ["Votre banque a tranché en votre faveur et vous rend le paiement."]
          : [
              "La banque a donné raison au client. Ce que cette commande vous a rapporté est repris sur votre solde.",
            ],
    action: SEE_ORDER,
  }),
  earnings_released: ({ netCents, commissionCents, vatCents }) => ({
    title: `Vous avez gagné ${euros(netCents)}`,
    lines: [
      `${euros(netCents)} sont sur votre solde, qui indique quand ils peuvent être retirés.`,
      `Commission : ${euros(commissionCents)}, TVA sur la commission : ${euros(vatCents)}.`,
    ],
    action: "Voir mon solde",
  }),
  payout_account_restricted: () => ({
    title: "Vos retraits sont suspendus",
    lines: [
      "Stripe, qui verse l’argent des vendeurs, demande des informations ou une vérification de votre part. D’ici là, rien ne peut vous être versé ; ce que vous avez gagné reste à vous.",
      "Ouvrez votre compte de paiement : il dit ce que Stripe attend, et le formulaire y mène.",
    ],
    action: "Voir ce qui manque",
  }),
  withdrawal_paid: ({ amountCents }) => ({
    title: `Virement de ${euros(amountCents)} effectué`,
    lines: [`Votre retrait de ${euros(amountCents)} est arrivé sur votre compte bancaire.`],
    action: "Voir mon solde",
  }),
  withdrawal_failed: ({ amountCents }) => ({
    title: `Votre retrait de ${euros(amountCents)} a échoué`,
    lines: [
      "Votre banque n’a pas accepté le virement. L’argent est de retour sur votre solde.",
      "Vérifiez vos coordonnées bancaires, puis recommencez.",
    ],
    action: "Voir mon solde",
  }),
  balance_ageing: ({ amountCents, paidOutAt }) => ({
    title: `${euros(amountCents)} de votre solde vont être versés`,
    lines: [
      `${euros(amountCents)} sont sur votre solde depuis deux mois et ne peuvent pas y rester beaucoup plus longtemps.`,
      `Retirez cette somme, sinon elle sera virée sur votre compte bancaire le ${time(paidOutAt)}.`,
    ],
    action: "Voir mon solde",
  }),
  message_received: ({ text }, actor) => ({
    title: actor === "" ? "Nouveau message" : `Nouveau message de ${actor}`,
    lines: [...quoted(text)],
    action: "Répondre",
  }),
  messages_waiting: ({ messages }) => ({
    title: `${messages.length} nouveaux messages`,
    lines: messages.flatMap(({ actor, text }, index) => [
      ...(actor === "" || actor === messages[index - 1]?.actor ? [] : [`De ${actor} :`]),
      ...quoted(text),
    ]),
    action: "Répondre",
  }),
  review_received: ({ stars }, actor) => ({
    title: `Nouvel avis : ${stars} sur 5`,
    lines: [
      `${actor === "" ? "Un client" : actor} a évalué votre travail. Vous pouvez y répondre publiquement.`,
    ],
    action: "Voir l’avis",
  }),
  review_replied: (_, actor) => ({
    title: actor === "" ? "Réponse à votre avis" : `${actor} a répondu à votre avis`,
    lines: ["Le vendeur a répondu publiquement à l’avis que vous avez laissé."],
    action: "Lire la réponse",
  }),
  review_removed: ({ ground, isAuthor }) => ({
    title: isAuthor ? "Votre avis a été retiré" : "Un avis sur votre travail a été retiré",
    lines: [
      `Un modérateur l’a retiré : ${removalGrounds[ground]}.`,
      "Le public voit qu’un avis a été retiré, et pour quel motif. Il ne compte plus dans la note.",
    ],
    action: SEE_ORDER,
  }),
  report_decided: ({ outcome }) => ({
    title: "Votre signalement a été traité",
    lines: [
      outcome === "removed"
        ? "L’avis que vous avez signalé a été retiré. Merci de nous avoir prévenus."
        : "Nous avons examiné l’avis que vous avez signalé : il reste en ligne. Un avis n’est jamais retiré parce qu’il est négatif.",
    ],
    action: "Voir mes notifications",
  }),
  report_waiting: ({ ground }) => ({
    title: "Un avis est signalé",
    lines: [`Motif donné : ${reportGrounds[ground]}. Le signalement attend une décision.`],
    action: "Voir les signalements",
  }),
  support_waiting: (_, actor) => ({
    title: actor === "" ? "Une demande attend le support" : `${actor} demande de l’aide au support`,
    lines: ["La demande attend une réponse."],
    action: "Voir la demande",
  }),
  support_closed: () => ({
    title: "Votre demande au support est close",
    lines: ["Le support a clos votre demande. Si tout n’est pas réglé, répondez-y : elle sera reprise."],
    action: "Voir la demande",
  }),
  email_verification: ({ expiresAt }) => ({
    title: "Confirmez votre adresse e-mail",
    lines: [
      "Un clic suffit pour confirmer que cette adresse est la vôtre.",
      `Le lien est valable jusqu’au ${time(expiresAt)}. Si vous n’avez rien demandé, ignorez ce message.`,
    ],
    action: "Confirmer mon adresse",
  }),
  password_reset: ({ expiresAt }) => ({
    title: "Choisissez un nouveau mot de passe",
    lines: [
      "Vous avez demandé un nouveau mot de passe.",
      `Le lien est valable jusqu’au ${time(expiresAt)}. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.`,
    ],
    action: "Choisir un mot de passe",
  }),
  email_change: ({ newEmail }) => ({
    title: "Votre adresse e-mail va changer",
    lines: [
      `Votre compte doit désormais utiliser ${newEmail}. Le changement prend effet une fois cette adresse confirmée ; d’ici là, rien ne change.`,
      "Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Changez-le maintenant : cela annule aussi ce changement.",
    ],
    action: "Voir mon compte",
  }),
  email_changed: ({ newEmail, expiresAt }) => ({
    title: "Votre adresse e-mail a changé",
    lines: [
      `Votre compte utilise désormais ${newEmail}. Si c’était vous, vous n’avez rien à faire.`,
      `Si ce n’était pas vous, reprenez votre compte : il retrouve cette adresse, avec un nouveau mot de passe. Le lien est valable jusqu’au ${time(expiresAt)}.`,
    ],
    action: "Reprendre mon compte",
  }),
  closing_refused: () => ({
    title: "Votre compte n’a pas pu être fermé",
    lines: [
      "Une de vos commandes est encore en cours, ou une somme est encore due : votre compte reste ouvert.",
      "Connectez-vous pour terminer ce qui est en cours et retirer votre solde, puis fermez de nouveau votre compte.",
    ],
    action: "Voir mon compte",
  }),
};
