export const home = {
  title: "Vendor Consolidation : un coup de main en communication",
  description:
    "Logos, sites, textes, vidéos, traductions : des microservices à prix fixe, livrés à date fixe. Votre argent est bloqué jusqu’à la fin du travail.",
  heading: "Un coup de main en communication, à prix fixe, livré à date fixe.",
  lead: "Vous payez en commandant. L’argent attend, bloqué, que le travail soit terminé.",
  question: "De quoi avez-vous besoin ?",
  forExample: "Par exemple",
  examples: ["logo", "site vitrine", "article de blog", "voix off"],
  categories: "Catégories",
  best: "Les mieux notés en ce moment",
  all: "Tous les microservices",
  money: "Votre argent attend la fin du travail",
  aboutHeldMoney: "Tout sur les fonds bloqués",
  paid: "payés",
  paidTitle: "Vous payez en commandant",
  paidText: "Le prix, les options et le délai sont écrits dans la commande. Plus rien ne les change ensuite.",
  held: "bloqués",
  heldTitle: "Les fonds sont bloqués",
  heldText:
    "Ils attendent la fin de la commande, chez notre prestataire de paiement. Ni vous ni le vendeur ne pouvez y toucher.",
  released: "Versés",
  releasedWhen: "à la fin",
  releasedTitle: "Le vendeur les reçoit",
  releasedText: ({ window }: { window: string }) =>
    `Quand vous validez la livraison, ou ${window} après elle si vous ne dites rien.`,
  refund: ({ window }: { window: string }) =>
    `Pas de réponse du vendeur en ${window}, un retard que vous n’acceptez pas, un médiateur qui vous donne raison : l’argent vous est rendu.`,
  sellTitle: "Vous vendez ? L’argent est là avant que vous commenciez.",
  sellText: ({ acceptance, completion }: { acceptance: string; completion: string }) =>
    `Chaque commande vous arrive déjà payée. Vous avez ${acceptance} pour l’accepter ou la refuser, et le délai ne part qu’avec votre accord. Après la livraison, si le client ne dit rien pendant ${completion}, la commande se termine et votre part est à vous : pas de facture à relancer, pas de mauvais payeur.`,
  offer: "Proposer un microservice",
  calculator: "Calculer ce que vous recevez",
  yourPrice: "Votre prix",
  paidByBuyer: "Payé par le client",
  commission: ({ percent }: { percent: string }) => `Commission de ${percent}, TVA comprise`,
  forYou: "Pour vous",
};
