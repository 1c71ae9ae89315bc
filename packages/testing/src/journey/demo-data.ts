import { must } from "@vc/client";
import { type Person, signInVerified } from "./people.ts";
import { openPayoutAccount, publish } from "./shop.ts";
import { DEMO_ADMIN_EMAIL, giveRoles } from "./staff.ts";
import { type World, worldAt } from "./world.ts";

export const DEMO_PASSWORD = "demo-password-2026";

export type DemoAccount = { role: string; email: string; displayName: string; locale: "fr" | "en" };

export const demoAccounts = {
  buyer: { role: "buyer", email: "buyer@example.test", displayName: "Bertille Moreau", locale: "fr" },
  seller: { role: "seller", email: "seller@example.test", displayName: "Sélim Studio", locale: "fr" },
  mediator: { role: "mediator", email: "mediator@example.test", displayName: "Maud Support", locale: "en" },
  admin: { role: "admin", email: DEMO_ADMIN_EMAIL, displayName: "Ada Admin", locale: "en" },
} as const satisfies Record<string, DemoAccount>;

/**
 * Loads the demo accounts and listings through the public API. Every step first checks whether it is done, so the next
 * start completes an interrupted load.
 */
export async function loadDemoData(urls: { gatewayUrl: string; maildevUrl: string }): Promise<void> {
  const world = worldAt(urls);
  const signIn = (account: DemoAccount) => signInVerified(world, { ...account, password: DEMO_PASSWORD });
  const [, seller, mediator, admin] = await Promise.all([
    signIn(demoAccounts.buyer),
    signIn(demoAccounts.seller),
    signIn(demoAccounts.mediator),
    signIn(demoAccounts.admin),
  ]);
  await Promise.all([appointMediator(admin, mediator), publishDemoListings(world, seller)]);
}

async function appointMediator(admin: Person, mediator: Person): Promise<void> {
  const { roles } = must(await mediator.api.GET("/v1/me"));
  if (!roles.includes("mediator")) await giveRoles(admin, mediator, ["user", "mediator"]);
}

async function publishDemoListings(world: World, seller: Person): Promise<void> {
  await openPayoutAccount(world, seller);
  const { items } = must(
    await seller.api.GET("/v1/listings", { params: { query: { sellerId: "me", limit: 100 } } }),
  );
  for (const body of demoListings) {
    const existing = items.find(({ title }) => title === body.title);
    if (existing?.state === "published") continue;
    const listing = existing ?? must(await seller.api.POST("/v1/listings", { body }));
    await publish(world, seller, { listing, word: body.title });
  }
}

const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" as const });

/** Which of the demo seller's listings an order is of: those whose deliveries in the demo are logos, and the others. */
export const demoTitles = {
  logo: "Je crée votre logo en deux propositions",
  article: "I write a search-friendly article of 1,000 words",
  video: "Je monte votre vidéo de présentation",
  vector: "Je vectorise votre logo à partir d’une photo",
  guide: "Je mets votre logo en couleurs et en règles",
} as const;

const demoListings = [
  {
    title: demoTitles.logo,
    description:
      "Deux pistes de logo originales, déclinées en couleur et en noir et blanc, livrées en formats vectoriels prêts pour l'impression et le web.",
    category: "logo-design",
    tags: ["logo", "identité visuelle"],
    basePrice: euros(120),
    deliveryDays: 5,
    briefInstructions:
      "Le nom de votre activité, trois mots qui la décrivent, les couleurs que vous aimez ou refusez.",
    extras: [{ title: "Carte de visite assortie", price: euros(40), extraDays: 2 }],
    revisionLimit: 3,
  },
  {
    title: demoTitles.article,
    description:
      "A researched, original article in English, with headings, a meta description and keywords woven in without spoiling the reading.",
    category: "articles",
    tags: ["seo", "article"],
    basePrice: euros(80),
    deliveryDays: 3,
    briefInstructions:
      "Your topic, your readers, the keywords you want to be found for, and two articles you like.",
    extras: [],
    revisionLimit: null,
  },
  {
    title: demoTitles.video,
    description:
      "Montage d'une vidéo de deux minutes à partir de vos rushes : coupe, musique libre de droits, titres et sous-titres en français.",
    category: "video-editing",
    tags: ["vidéo", "montage"],
    basePrice: euros(150),
    deliveryDays: 7,
    briefInstructions:
      "Vos rushes ou un lien pour les télécharger, le message principal, et un exemple de ton.",
    extras: [{ title: "Version verticale pour les réseaux sociaux", price: euros(50), extraDays: 1 }],
    revisionLimit: 2,
  },
  {
    title: demoTitles.vector,
    description:
      "Votre logo redessiné trait par trait, net à toutes les tailles.\n\n- SVG, PDF et PNG\n- une version en couleur, une en noir",
    category: "logo-design",
    tags: ["logo", "vectorisation"],
    basePrice: euros(35),
    deliveryDays: 2,
    briefInstructions:
      "La photo la plus nette que vous ayez.\nVos couleurs, si vous en connaissez les références.",
    extras: [{ title: "Favicon", price: euros(10), extraDays: 0 }],
    revisionLimit: 2,
  },
  {
    title: demoTitles.guide,
    description:
      "Une charte de six pages : couleurs, typographies, marges, et ce qu’il ne faut pas faire. De quoi confier la suite à quelqu’un d’autre.",
    category: "logo-design",
    tags: ["charte", "identité visuelle"],
    basePrice: euros(180),
    deliveryDays: 6,
    briefInstructions: "Votre logo, en vectoriel si possible.\nOù il servira dans l’année.",
    extras: [],
    revisionLimit: 3,
  },
];
