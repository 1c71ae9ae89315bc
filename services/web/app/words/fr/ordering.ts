export const ordering = {
  title: "Commander",
  back: "Revenir au microservice",
  by: ({ seller }: { seller: string }) => `par ${seller}`,
  extrasTitle: "Options",
  noExtras: "Ce microservice n’a pas d’option.",
  briefTitle: "Vos consignes",
  briefText: ({ seller }: { seller: string }) =>
    `Ce dont ${seller} a besoin pour commencer. Vous pouvez aussi les envoyer après le paiement, avec des fichiers.`,
  briefAsks: "Demandé par le vendeur",
  briefLabel: "Vos réponses",
  summary: "Votre commande",
  total: "Total",
  due: ({ day }: { day: string }) => `Livré au plus tard le ${day}`,
  ifTomorrow: ({ seller }: { seller: string }) => `si ${seller} accepte demain`,
  pay: ({ total }: { total: string }) => `Commander et payer ${total}`,
  placing: "Commande en cours…",
  toPayment: "Ouverture de la page de paiement…",
  paymentAway:
    "La page de paiement ne s’ouvre pas pour l’instant. Rien n’a été débité, et votre commande vous attend : réessayez dans un instant.",
  held: "Vos fonds sont bloqués jusqu’à la fin : le vendeur ne les reçoit qu’alors.",
  stripe: "Vous payez sur la page de notre prestataire de paiement, Stripe.",
  acceptance: ({ seller, window }: { seller: string; window: string }) =>
    `${seller} a ${window} pour répondre. Sans réponse, tout vous est rendu.`,
  priceChangedTitle: "Le prix a changé entre-temps",
  priceChanged: ({ before, after }: { before: string; after: string }) =>
    `Vous aviez vu ${before} ; c’est ${after} à présent. Rien n’a été débité.`,
  seePrice: "Voir le prix actuel",
  verifyFirst:
    "Confirmez d’abord votre adresse e-mail : le lien est dans l’e-mail que nous vous avons envoyé.",
  verify: "Confirmer mon adresse",
};
