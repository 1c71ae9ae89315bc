export const states = {
  notFoundTitle: "Cette page n’existe pas",
  notFoundText: "Elle n’existe pas, ou elle ne vous est pas ouverte. L’adresse a peut-être changé.",
  toHome: "Aller à l’accueil",
  toSearch: "Parcourir les microservices",
  failedTitle: "Nous n’avons pas pu lire cette page",
  failedText: "Rien n’est perdu. Réessayez ; si cela continue, donnez-nous ce numéro :",
  failedTextAlone: "Rien n’est perdu. Réessayez dans un instant.",
  slow: "Cela prend plus de temps que d’habitude. Nous continuons d’essayer, et rien n’est fait deux fois.",
  retry: "Réessayer",
  noAnswer: "La connexion s’est interrompue. Vérifiez votre réseau et réessayez : rien n’est perdu.",
  needsScript: "Cette page a besoin de JavaScript. Tout ce qui est public se lit sans.",
};
