import { pluralFr } from "../plural.ts";

export const seller = {
  title: ({ name }: { name: string }) => `${name}, vendeur`,
  description: ({ name }: { name: string }) =>
    `Les microservices de ${name}, à prix fixe, avec les avis de ses clients.`,
  memberSince: ({ month }: { month: string }) => `ici depuis ${month}`,
  about: "Présentation",
  write: "Envoyer un message",
  noAbout: ({ name }: { name: string }) => `${name} n’a pas encore écrit de présentation.`,
  score: "Note vendeur",
  howScored: "Comment la note se calcule",
  effects: {
    reviews: "comptées avec quelques avis moyens au départ",
    refusals: "un refus de temps en temps est sans effet",
    lateness: "chaque retard baisse la note",
    cancellations: "chacune baisse la note",
  },
  noEffect: "sans effet sur la note",
  report: "Signaler",
  services: ({ count }: { count: number }) =>
    pluralFr(count, {
      one: `${count} microservice`,
      many: `${count} microservices`,
      other: `${count} microservices`,
    }),
  someServices: "Microservices",
  noServices: "Rien à commander en ce moment.",
  reviews: ({ count }: { count: number }) => `${count} avis`,
  someReviews: "Avis",
  noReviews: "Pas encore d’avis. Seuls les clients qui ont commandé peuvent en écrire.",
  spread: ({ count }: { count: number }) => `Répartition des ${count} avis`,
  stars: ({ stars }: { stars: number }) =>
    pluralFr(stars, { one: `${stars} étoile`, many: `${stars} étoiles`, other: `${stars} étoiles` }),
  reviewsUnit: "avis",
  reply: ({ name }: { name: string }) => `Réponse de ${name}`,
  removed: "Avis retiré",
  removedGrounds: {
    unlawful: "Il était contraire à la loi.",
    sensitive_information: "Il contenait des informations sensibles.",
    author_request: "Son auteur l’a demandé.",
  },
  removedNote: "Un avis n’est jamais retiré parce qu’il est négatif.",
  moreReviews: "Voir les avis suivants",
  firstReviews: "Revenir aux derniers avis",
  facts: {
    stars: ({ mean, count }: { mean: string; count: number }) =>
      `${mean} étoiles en moyenne sur ${count} avis`,
    noStars: "Pas encore d’avis",
    noneCompleted: "Pas encore de commande terminée",
    completed: ({ count }: { count: number }) =>
      pluralFr(count, {
        one: `${count} commande terminée`,
        many: `${count} commandes terminées`,
        other: `${count} commandes terminées`,
      }),
    onTime: ({ percent, span }: { percent: string; span: string }) =>
      `A livré à temps ${percent} des commandes en ${span}`,
    noOnTime: ({ span }: { span: string }) => `Aucune livraison en ${span}`,
    refused: ({ percent, span }: { percent: string; span: string }) =>
      `A refusé ${percent} des commandes en ${span}`,
    refusedNone: ({ span }: { span: string }) => `N’a refusé aucune commande en ${span}`,
    cancelled: ({ count, span }: { count: number; span: string }) =>
      pluralFr(count, {
        one: `${count} annulation sans bonne raison en ${span}`,
        many: `${count} annulations sans bonne raison en ${span}`,
        other: `${count} annulations sans bonne raison en ${span}`,
      }),
    cancelledNone: ({ span }: { span: string }) => `Aucune annulation sans bonne raison en ${span}`,
    repliedNone: "N’a encore répondu à aucun avis",
    replied: ({ percent }: { percent: string }) => `A répondu à ${percent} des avis`,
  },
};
