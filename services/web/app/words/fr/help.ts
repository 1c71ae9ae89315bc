import { countedFr } from "../plural.ts";

/** What pages of the help centre say around their articles. */
export const help = {
  title: "Centre d’aide",
  description: "Ce qui se passe à chaque étape d’une commande, qui agit, jusqu’à quand, et où est l’argent.",
  lead: "Chaque étape d’une commande a sa page : qui agit, jusqu’à quand, et ce qui se passe sans réponse.",
  searchLabel: "Chercher dans l’aide",
  searchExample: "Par exemple : retard, retouche, virement",
  groups: { buyer: "Acheter", seller: "Vendre", topics: "Comprendre" },
  found: ({ count }: { count: number }) =>
    count === 0 ? "Aucun article ne contient ces mots." : countedFr(count, "article", "articles"),
  all: "Voir tous les articles",
  inShort: "En bref",
  who: "Qui agit",
  until: "Jusqu’à quand",
  silence: "Sans réponse",
  meaning: "Ce que cela veut dire",
  todo: "Ce que vous pouvez faire",
  tip: "Un conseil",
  breadcrumbs: "Où vous êtes",
  questionTitle: "Il reste une question ?",
  questionText: "Quelqu’un du support vous répond, avec votre commande sous les yeux.",
  askSupport: "Écrire au support",
  orderStages: { buyer: "Votre commande, étape par étape", seller: "Votre vente, étape par étape" },
  topicsTitle: "À lire aussi",
};
