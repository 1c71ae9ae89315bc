import { pluralFr } from "../plural.ts";

export const listing = {
  title: ({ title, seller, price }: { title: string; seller: string; price: string }) =>
    `${title}, par ${seller} · ${price}`,
  breadcrumbs: "Fil d’Ariane",
  completed: ({ count }: { count: number }) =>
    pluralFr(count, {
      one: `${count} commande terminée`,
      many: `${count} commandes terminées`,
      other: `${count} commandes terminées`,
    }),
  yourOrder: "Votre commande",
  extras: "Options",
  extraDays: ({ days }: { days: number }) =>
    days === 0
      ? "sans délai"
      : pluralFr(days, {
          one: `${days} jour de plus`,
          many: `${days} jours de plus`,
          other: `${days} jours de plus`,
        }),
  total: "Total",
  order: "Commander",
  ask: "Poser une question",
  dueBy: "Livré au plus tard le",
  ifAcceptedTomorrow: ({ seller }: { seller: string }) => `si ${seller} accepte demain`,
  dueAfter: ({ days }: { days: number }) =>
    pluralFr(days, {
      one: `Livré en ${days} jour après l’accord du vendeur`,
      many: `Livré en ${days} jours après l’accord du vendeur`,
      other: `Livré en ${days} jours après l’accord du vendeur`,
    }),
  held: "Fonds bloqués jusqu’à la fin",
  aboutTitle: "Ce que vous recevez",
  needsTitle: ({ seller }: { seller: string }) => `Ce dont ${seller} a besoin`,
  needsNote: "Vous le donnez juste après le paiement. Plus c’est clair, plus vite le vendeur peut accepter.",
  timeAndRevisions: "Délai et retouches",
  deliveryTitle: ({ days }: { days: number }) =>
    pluralFr(days, {
      one: `Livré en ${days} jour`,
      many: `Livré en ${days} jours`,
      other: `Livré en ${days} jours`,
    }),
  deliveryText: ({ seller }: { seller: string }) =>
    `Le délai part quand ${seller} accepte, pas avant. En cas de retard, vous pouvez annuler sans demander.`,
  revisionsTitle: ({ limit }: { limit: number | null }) =>
    limit === null
      ? "Retouches illimitées"
      : limit === 0
        ? "Sans retouche"
        : pluralFr(limit, {
            one: `${limit} retouche`,
            many: `${limit} retouches`,
            other: `${limit} retouches`,
          }),
  revisionsText: "Une retouche reprend ce qui était prévu. Une nouvelle piste n’en est pas une.",
  howRevisions: "Comment se passe une retouche",
  share: "Partager",
  copied: "Adresse copiée",
  report: "Signaler",
  afterTitle: "Ce qui se passe après votre paiement",
  steps: {
    now: "Tout de suite",
    nowText: ({ seller }: { seller: string }) =>
      `Vos fonds sont bloqués. ${seller} ne les reçoit qu’à la fin.`,
    answer: ({ window }: { window: string }) => `Dans les ${window}`,
    answerText: ({ seller }: { seller: string }) =>
      `${seller} accepte ou refuse. Sans réponse, la commande s’annule et tout vous est rendu.`,
    delivery: "Au plus tard à la date prévue",
    deliveryText: ({ seller }: { seller: string }) =>
      `${seller} livre un message et des fichiers, que vous ouvrez ici.`,
    check: ({ window }: { window: string }) => `Dans les ${window}`,
    checkText: ({ seller }: { seller: string }) =>
      `Vous validez ou demandez une retouche. Sans réponse, la commande se termine et ${seller} reçoit l’argent.`,
  },
  facts: ({ seller }: { seller: string }) => `${seller} en faits`,
  profile: "Voir le profil",
  reviews: ({ count }: { count: number }) => `${count} avis sur ce microservice`,
  latestReviews: "Derniers avis sur ce microservice",
  noReviews: "Pas encore d’avis. Seuls les clients qui ont commandé peuvent en écrire.",
  allReviews: "Lire tous les avis",
  similar: "Microservices proches",
};
