import { pluralFr } from "../plural.ts";

const services = (count: number) =>
  pluralFr(count, {
    one: `${count} microservice`,
    many: `${count} microservices`,
    other: `${count} microservices`,
  });

export const search = {
  all: "Tous les microservices",
  found: ({ count, text }: { count: number; text: string }) => `${services(count)} pour « ${text} »`,
  foundSome: ({ text }: { text: string }) => `Microservices pour « ${text} »`,
  description: ({ title }: { title: string }) => `${title}, à prix fixe et livrés à date fixe.`,
  fairness: "Aucun n’a payé pour être mieux placé.",
  howOrdered: "Comment ils sont classés",
  filters: "Filtres",
  closeFilters: "Fermer les filtres",
  activeFilters: "Filtres actifs",
  activeCount: ({ count }: { count: number }) =>
    pluralFr(count, { one: "actif", many: "actifs", other: "actifs" }),
  removeFilter: "Retirer le filtre",
  removeAll: "Tout retirer",
  showResults: "Voir les résultats",
  category: "Catégorie",
  allCategories: "Toutes les catégories",
  backTo: ({ name }: { name: string }) => `Tout « ${name} »`,
  price: "Prix",
  minPrice: "Prix minimal",
  maxPrice: "Prix maximal",
  to: "à",
  applyPrice: "Appliquer ce prix",
  minPriceChip: ({ price }: { price: string }) => `${price} au moins`,
  maxPriceChip: ({ price }: { price: string }) => `${price} au plus`,
  delivery: "Livraison",
  withinDays: ({ days }: { days: number }) =>
    pluralFr(days, {
      one: `En ${days} jour`,
      many: `En ${days} jours au plus`,
      other: `En ${days} jours au plus`,
    }),
  anyDelivery: "Peu importe",
  rating: "Note du vendeur",
  ratedAtLeast: ({ stars }: { stars: string }) => `${stars} et plus`,
  ratingChip: ({ stars }: { stars: string }) => `${stars} étoiles et plus`,
  anyRating: "Peu importe",
  sort: "Trier",
  sorts: {
    relevance: "Par pertinence",
    newest: "Par nouveauté",
    price: "Prix croissant",
    "-price": "Prix décroissant",
    rating: "Par note",
  },
  pages: "Pages de résultats",
  next: "Voir la suite",
  first: "Revenir au début",
  shown: ({ count }: { count: number }) =>
    pluralFr(count, {
      one: `${count} microservice sur cette page`,
      many: `${count} microservices sur cette page`,
      other: `${count} microservices sur cette page`,
    }),
  emptyTitle: "Aucun microservice ne correspond",
  emptyText: ({ text }: { text: string }) =>
    `Rien pour « ${text} » avec ces filtres. Essayez sans l’un d’eux :`,
  emptyFiltersText: "Rien avec ces filtres. Essayez sans l’un d’eux :",
  emptyTextAlone: ({ text }: { text: string }) =>
    `Rien pour « ${text} ». Essayez un mot plus court ou une catégorie.`,
  emptyCategoryText: "Rien ici pour l’instant. Parcourez une autre catégorie.",
};
