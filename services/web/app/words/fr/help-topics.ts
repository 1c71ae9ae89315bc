import type { TopicArticles } from "../../help/help-words.ts";

/** What is not about one state of an order. */
export const helpTopics: TopicArticles = {
  heldMoney: ({ acceptance, completion }) => ({
    title: "Où est l’argent pendant une commande",
    lead: "Il est payé au début, bloqué pendant le travail, et versé ou rendu à la fin. Jamais autrement.",
    sections: [
      {
        heading: "Bloqués",
        text: [
          "Les fonds attendent la fin de la commande, chez notre prestataire de paiement. Ni le client ni le vendeur ne peuvent y toucher.",
        ],
        list: [],
      },
      {
        heading: "Versés",
        text: [
          `Quand le client valide la livraison, ou ${completion} après elle sans réponse, la part du vendeur est disponible sur son solde.`,
        ],
        list: [],
      },
      {
        heading: "Rendus",
        text: ["La totalité revient au client, vers le moyen de paiement utilisé, quand :"],
        list: [
          `le vendeur refuse, ou ne répond pas en ${acceptance} ;`,
          "le vendeur annule, ou accepte une demande d’annulation ;",
          "la commande est en retard et le client annule ;",
          "un médiateur en décide ainsi.",
        ],
      },
      {
        heading: "Si la banque conteste un paiement",
        text: [
          "Rien n’est versé ni rendu tant qu’elle n’a pas répondu. La commande le dit, et le vendeur n’est pas en faute.",
        ],
        list: [],
      },
    ],
  }),
  brief: () => ({
    title: "Écrire de bonnes consignes",
    lead: "Des consignes claires sont acceptées plus vite et demandent moins de retouches.",
    sections: [
      {
        heading: "Répondez à ce qui est demandé",
        text: ["Chaque microservice dit ce dont le vendeur a besoin. Reprenez ses questions une à une."],
        list: [],
      },
      {
        heading: "Montrez plutôt que de décrire",
        text: [
          "Joignez ce qui existe déjà : un logo, une charte, un texte, une photo, deux exemples que vous aimez.",
        ],
        list: [],
      },
      {
        heading: "Dites à quoi cela servira",
        text: ["Une affiche pour une vitrine et une bannière pour un téléphone ne se dessinent pas pareil."],
        list: [
          "Pour qui ? Où sera-t-il vu ?",
          "Ce qui doit absolument y être, et ce que vous ne voulez pas.",
          "Les formats de fichier dont vous avez besoin.",
        ],
      },
    ],
  }),
  contactDetails: () => ({
    title: "Pourquoi des coordonnées sont masquées",
    lead: "Une adresse, un numéro ou un IBAN écrits dans un message sont masqués. Le reste du message arrive en entier.",
    sections: [
      {
        heading: "Ce que cela protège",
        text: [
          "Un paiement fait ailleurs ne peut être ni bloqué ni rendu, et un échange fait ailleurs ne peut pas servir de preuve à un médiateur.",
          "Vos coordonnées, elles, ne circulent pas : aucune commande n’en a besoin.",
        ],
        list: [],
      },
      {
        heading: "Ce qui est masqué",
        text: ["Dans les messages, les consignes, les livraisons et les explications :"],
        list: [
          "les adresses e-mail ;",
          "les numéros de téléphone ;",
          "les IBAN ;",
          "les liens vers d’autres messageries.",
        ],
      },
      {
        heading: "Et si c’est une erreur ?",
        text: [
          "Un numéro de commande ou une référence ressemble parfois à un numéro de téléphone. Écrivez-le en lettres, ou joignez un fichier.",
        ],
        list: [],
      },
    ],
  }),
  cancelling: ({ cancellationAnswer, cancellationSpan }) => ({
    title: "Annuler une commande",
    lead: "Ce qui est possible dépend de l’étape. Les boutons de la commande ne montrent que ce qui l’est.",
    sections: [
      {
        heading: "Vous avez commandé",
        text: [
          "Avant l’accord du vendeur, vous annulez seul. En retard aussi. Tout vous est rendu.",
          `Pendant le travail, vous demandez l’annulation en expliquant pourquoi. Le vendeur a ${cancellationAnswer} pour répondre. Refusée ou sans réponse, vous pouvez ouvrir un litige.`,
        ],
        list: [],
      },
      {
        heading: "Vous vendez",
        text: [
          "Vous pouvez annuler jusqu’à la fin, sauf quand le client choisit ou qu’un médiateur décide. Tout est rendu au client.",
          `Sans bonne raison, votre annulation se voit ${cancellationSpan} sur votre profil et baisse votre note. À la demande du client, ou excusée par un médiateur, elle ne compte pas.`,
        ],
        list: [],
      },
    ],
  }),
  mediation: ({ escalation, cap }) => ({
    title: "Comment un médiateur décide",
    lead: "Une personne lit tout, sur une seule page, et explique sa décision aux deux côtés.",
    sections: [
      {
        heading: "Ce qui est lu",
        text: [],
        list: [
          "le texte du microservice, tel qu’il était le jour de la commande ;",
          "les consignes et les livraisons ;",
          "la discussion, les déclarations et le journal de la commande.",
        ],
      },
      {
        heading: "Ce qui peut être décidé",
        text: ["Tout rendre, partager, tout verser, ou relancer le travail avec une nouvelle date."],
        list: [
          "Tout verser demande deux constats : le travail suit le microservice, et les demandes du client ont été respectées.",
        ],
      },
      {
        heading: "Combien de temps",
        text: [
          `Le support prend le relais ${escalation} après le paiement. Toute commande a une fin, au plus tard ${cap} après le paiement.`,
          "Avant la décision, le vendeur peut rembourser et le client peut abandonner le litige.",
        ],
        list: [],
      },
    ],
  }),
  reviews: ({ review, replyEdit }) => ({
    title: "Les avis",
    lead: "Seuls les clients qui ont commandé en écrivent. Un avis n’est jamais retiré parce qu’il est négatif.",
    sections: [
      {
        heading: "Écrire un avis",
        text: [
          `Des étoiles et un texte, une fois par commande, jusqu’à ${review} après sa fin. Sur une commande livrée, l’avis la valide et paie le vendeur.`,
        ],
        list: [],
      },
      {
        heading: "Répondre",
        text: [
          `Le vendeur peut répondre une fois, publiquement, et corriger sa réponse pendant ${replyEdit}.`,
        ],
        list: [],
      },
      {
        heading: "Retirer",
        text: ["Une personne de la modération retire un avis pour trois raisons seulement :"],
        list: [
          "il est contraire à la loi ;",
          "il contient des informations sensibles ;",
          "la personne qui l’a écrit le demande.",
        ],
      },
    ],
  }),
  withdrawals: ({ commission }) => ({
    title: "Retirer son argent",
    lead: "Ce qui est disponible est à vous : retirez-le quand vous voulez, sans frais.",
    sections: [
      {
        heading: "Trois sommes",
        text: [],
        list: [
          "Bloqués : les commandes en cours, commission déduite.",
          "Disponibles : les commandes terminées. Un bouton les envoie à votre banque.",
          "En route : partis vers votre banque, arrivés sous quelques jours ouvrés.",
        ],
      },
      {
        heading: "La commission",
        text: [`${commission} de chaque commande terminée, TVA comprise. Rien sur une commande rendue.`],
        list: [],
      },
      {
        heading: "Un virement échoue",
        text: ["La somme revient sur votre solde, et un message vous dit quoi vérifier."],
        list: [],
      },
    ],
  }),
  sellerScore: (facts) => ({
    title: "Comment la note d’un vendeur se calcule",
    lead: "La note va de 0 à 5. Sa formule est publique, et chaque vendeur voit ce qui la fait monter ou descendre.",
    sections: [
      {
        heading: "Les étoiles",
        text: [
          `La moyenne des avis, comme si ${facts.priorReviews} avis de ${facts.priorStars} étoiles les précédaient. Un premier avis compte donc peu, et de nombreux avis parlent d’eux-mêmes.`,
        ],
        list: [],
      },
      {
        heading: "Ce qui la baisse",
        text: [],
        list: [
          `Les refus : au-delà de ${facts.refusalTolerance} des commandes sur ${facts.refusalSpan}, à partir de ${facts.refusalMinOrders} commandes.`,
          `Les annulations sans bonne raison : ${facts.cancellationPoints} point chacune, pendant ${facts.cancellationSpan}.`,
          `Les livraisons en retard : leur part des livraisons, sur ${facts.latenessSpan}.`,
        ],
      },
      {
        heading: "Ce qui n’y change rien",
        text: [],
        list: [
          "une commande qui expire sans consignes ;",
          "une annulation demandée par le client ou excusée par un médiateur ;",
          "un litige en soi.",
        ],
      },
    ],
  }),
  ranking: () => ({
    title: "Comment les résultats sont classés",
    lead: "Par ce que vous cherchez, puis par ce que les clients en disent.",
    sections: [
      {
        heading: "Avec des mots",
        text: [
          "D’abord les microservices dont le titre, puis les mots-clés et la description répondent le mieux à votre recherche.",
        ],
        list: [],
      },
      {
        heading: "Avec un tri",
        text: [
          "Les mieux notés, les plus récents, ou du moins cher au plus cher : le tri choisi est toujours écrit au-dessus de la liste.",
        ],
        list: [],
      },
    ],
  }),
  ownData: () => ({
    title: "Vos données, et fermer votre compte",
    lead: "Vous pouvez emporter une copie de tout ce que nous savons de vous, et fermer votre compte quand vous voulez.",
    sections: [
      {
        heading: "Une copie",
        text: ["Chaque partie du service y ajoute la sienne. Cela prend le plus souvent moins d’une minute."],
        list: [],
      },
      {
        heading: "Fermer le compte",
        text: ["Il faut d’abord terminer les commandes en cours : l’argent d’une autre personne en dépend."],
        list: [
          "Ce qui est effacé : votre nom, votre adresse, votre présentation, vos messages et vos notifications.",
          "Ce qui reste, sans votre nom : les commandes et les écritures comptables, que la loi demande de garder.",
        ],
      },
    ],
  }),
};
