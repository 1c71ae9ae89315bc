import { type Category, must } from "@vc/client";
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
  const { items: categories } = must(await seller.api.GET("/v1/categories"));
  for (const { about, ...wanted } of demoListings) {
    const existing = items.find(({ title }) => title === wanted.title);
    if (existing?.state === "published") continue;
    const body = { ...wanted, category: categoryAbout(categories, about) };
    const listing = existing ?? must(await seller.api.POST("/v1/listings", { body }));
    await publish(world, seller, { listing, word: wanted.title });
  }
}

/** The first category of the second level whose English name, or its parent's, has one of these words in it. */
function categoryAbout(categories: readonly Category[], words: RegExp): string {
  const all = categories.flatMap(({ name, children }) =>
    children.map((child) => ({ id: child.id, title: child.name.en, parent: name.en })),
  );
  const found =
    all.find(({ title }) => words.test(title)) ?? all.find(({ parent }) => words.test(parent)) ?? all[0];
  if (found === undefined) throw new Error("there are no categories");
  return found.id;
}

const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" as const });

const demoListings = [
  {
    title: "Je crée votre logo en deux propositions",
    description:
      "Deux pistes de logo originales, déclinées en couleur et en noir et blanc, livrées en formats vectoriels prêts pour l'impression et le web.",
    about: /logo|graphic/i,
    tags: ["logo", "identité visuelle"],
    basePrice: euros(120),
    deliveryDays: 5,
    briefInstructions:
      "Le nom de votre activité, trois mots qui la décrivent, les couleurs que vous aimez ou refusez.",
    extras: [{ title: "Carte de visite assortie", price: euros(40), extraDays: 2 }],
    revisionLimit: 3,
  },
  {
    title: "I write a search-friendly article of 1,000 words",
    description:
      "A researched, original article in English, with headings, a meta description and keywords woven in without spoiling the reading.",
    about: /article|writing/i,
    tags: ["seo", "article"],
    basePrice: euros(80),
    deliveryDays: 3,
    briefInstructions:
      "Your topic, your readers, the keywords you want to be found for, and two articles you like.",
    extras: [],
    revisionLimit: null,
  },
  {
    title: "Je monte votre vidéo de présentation",
    description:
      "Montage d'une vidéo de deux minutes à partir de vos rushes : coupe, musique libre de droits, titres et sous-titres en français.",
    about: /edit|video/i,
    tags: ["vidéo", "montage"],
    basePrice: euros(150),
    deliveryDays: 7,
    briefInstructions:
      "Vos rushes ou un lien pour les télécharger, le message principal, et un exemple de ton.",
    extras: [{ title: "Version verticale pour les réseaux sociaux", price: euros(50), extraDays: 1 }],
    revisionLimit: 2,
  },
];
