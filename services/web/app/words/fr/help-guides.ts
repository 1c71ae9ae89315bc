/** How it works, and the fees: pages of their own, which get their words as data. */
export const helpGuides = {
  howItWorks: {
    title: "Comment ça marche",
    description:
      "Commander et vendre un microservice, du paiement à l’avis, avec les délais de chaque étape.",
    lead: "Une commande avance en quatre étapes. À chacune, une date est écrite, et l’on sait ce qui se passe si elle passe.",
    buying: "Vous commandez",
    selling: "Vous vendez",
    steps: [
      {
        title: "Payée",
        buyer: "Vous choisissez les options, payez et envoyez vos consignes. L’argent est bloqué.",
        seller: "La commande vous arrive payée. Vous lisez les consignes avant de répondre.",
      },
      {
        title: "Acceptée",
        buyer: "Le délai part à cet instant. Vous suivez et vous discutez sur la page de la commande.",
        seller: "Le délai part à votre accord. Une question ? La discussion est ouverte.",
      },
      {
        title: "Livrée",
        buyer: "Vous ouvrez les fichiers. Vous validez, ou demandez une retouche en disant pourquoi.",
        seller: "Un message, des fichiers ou des liens. Vous voyez si une retouche fait partie de l’offre.",
      },
      {
        title: "Terminée",
        buyer: "Vous laissez un avis. Tout reste dans la commande.",
        seller: "Votre part est disponible tout de suite, et se retire sans frais.",
      },
    ],
    silenceTitle: "Ce que fait le silence",
    silenceText: "Personne n’attend sans fin. Voici ce qui arrive quand une date passe.",
    waitingFor: "On attend",
    during: "Pendant",
    without: "Sans réponse",
    silences: [
      { who: "le paiement", what: "la commande s’annule, rien n’est débité" },
      { who: "l’accord du vendeur", what: "la commande expire, tout est rendu" },
      { who: "le client, après une livraison", what: "la commande se termine, le vendeur est payé" },
      { who: "le vendeur, retouche comprise dans l’offre", what: "elle est acceptée" },
      { who: "le vendeur, retouche au-delà de la limite", what: "elle est refusée" },
      { who: "le vendeur, demande d’annulation", what: "le client peut ouvrir un litige" },
    ],
    trouble: "Si cela se passe mal",
    troubleText:
      "En retard, vous annulez sans demander. En désaccord, un médiateur lit tout et décide. L’argent reste bloqué jusque-là.",
    readMediation: "Comment un médiateur décide",
    browse: "Parcourir les microservices",
    offer: "Proposer un microservice",
  },
  fees: {
    title: "Tarifs et commission",
    description:
      "Ce que paie le client, ce que reçoit le vendeur. Une commission, TVA comprise, et rien d’autre.",
    lead: ({ percent }: { percent: string }) =>
      `Le client paie le prix affiché. Le vendeur en reçoit le reste, une fois la commission de ${percent} déduite. Il n’y a pas d’autres frais.`,
    buyerTitle: "Vous commandez",
    buyer: [
      "Le prix et les options, rien de plus.",
      "Rien n’est débité si la commande n’est pas payée à temps.",
      "Ce qui vous est rendu l’est sans retenue : la commission n’en est pas déduite.",
    ],
    sellerTitle: "Vous vendez",
    seller: [
      "Publier est gratuit, sans abonnement.",
      "La commission n’est prise que sur une commande terminée, TVA comprise.",
      "Retirer vers votre banque est sans frais.",
    ],
    calculatorTitle: "Combien recevrez-vous ?",
    readMore: "Où est l’argent pendant une commande",
  },
};
