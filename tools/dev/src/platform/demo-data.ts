import { type Category, type Client, createClient, must } from "@vc/client";
import { mailbox, onboarding, waitFor } from "@vc/testing/people";
import { DEMO_ADMIN_EMAIL } from "./services.ts";

export const DEMO_PASSWORD = "demo-password-2026";

export type DemoAccount = { role: string; email: string; displayName: string; locale: "fr" | "en" };

export const DEMO_ACCOUNTS = {
  buyer: { role: "buyer", email: "buyer@example.test", displayName: "Bertille Moreau", locale: "fr" },
  seller: { role: "seller", email: "seller@example.test", displayName: "Sélim Studio", locale: "fr" },
  mediator: { role: "mediator", email: "mediator@example.test", displayName: "Maud Support", locale: "en" },
  admin: { role: "admin", email: DEMO_ADMIN_EMAIL, displayName: "Ada Admin", locale: "en" },
} as const satisfies Record<string, DemoAccount>;

/**
 * Loads the demo accounts and listings through the public API, as people would with a browser. Every step looks first
 * whether it is done, so that a load that was interrupted is completed by the next start.
 */
export async function loadDemoData(urls: { gatewayUrl: string; maildevUrl: string }): Promise<void> {
  const [, seller, , admin] = await Promise.all([
    signedUp(urls, DEMO_ACCOUNTS.buyer),
    signedUp(urls, DEMO_ACCOUNTS.seller),
    signedUp(urls, DEMO_ACCOUNTS.mediator),
    signedUp(urls, DEMO_ACCOUNTS.admin),
  ]);
  await Promise.all([giveMediatorRole(urls, admin), openShop(seller)]);
}

/** Signs in, registering and verifying the e-mail first where that is still to be done. */
async function signedUp(
  { gatewayUrl, maildevUrl }: { gatewayUrl: string; maildevUrl: string },
  { email, displayName, locale }: DemoAccount,
): Promise<Client> {
  const api = createClient({ baseUrl: gatewayUrl });
  const known = await api.logIn({ email, password: DEMO_PASSWORD });
  if (known.error) must(await api.register({ email, password: DEMO_PASSWORD, displayName, locale }));
  if (must(await api.GET("/v1/me")).emailVerified) return api;
  if (known.data) must(await api.POST("/v1/auth/resend-verification"));
  const link = await mailbox({ maildevUrl }).link(email, "/verify-email?token=");
  const token = link.searchParams.get("token") ?? "";
  must(await api.POST("/v1/auth/verify-email", { body: { token } }));
  // A token says what was true when it was issued: verified, and for the admin the role.
  must(await api.logIn({ email, password: DEMO_PASSWORD }));
  return api;
}

async function giveMediatorRole({ gatewayUrl }: { gatewayUrl: string }, admin: Client): Promise<void> {
  const mediator = createClient({ baseUrl: gatewayUrl });
  const { account } = must(
    await mediator.logIn({ email: DEMO_ACCOUNTS.mediator.email, password: DEMO_PASSWORD }),
  );
  if (account.roles.includes("mediator")) return;
  must(
    await admin.PUT("/v1/admin/accounts/{id}/roles", {
      params: { path: { id: account.id } },
      body: { roles: ["user", "mediator"] },
    }),
  );
}

async function openShop(seller: Client): Promise<void> {
  await openPayoutAccount(seller);
  const { items } = must(
    await seller.GET("/v1/listings", { params: { query: { sellerId: "me", limit: 100 } } }),
  );
  const { items: categories } = must(await seller.GET("/v1/categories"));
  for (const { about, ...wanted } of DEMO_LISTINGS) {
    const existing = items.find(({ title }) => title === wanted.title);
    const listing = { ...wanted, category: categoryAbout(categories, about) };
    const { id } = existing ?? must(await seller.POST("/v1/listings", { body: listing }));
    if (existing?.state === "published") continue;
    // The catalog learns of the payout account by an event, so it may still refuse for a moment.
    await waitFor(
      async () =>
        must(await seller.POST("/v1/listings/{listingId}/publish", { params: { path: { listingId: id } } })),
      {
        what: `the listing "${wanted.title}" to be published`,
        timeoutMs: 20_000,
        intervalMs: 100,
      },
    );
  }
}

async function openPayoutAccount(seller: Client): Promise<void> {
  const state = async () => must(await seller.GET("/v1/payments/payout-account")).state;
  if ((await state()) === "active") return;
  const { url } = must(await seller.POST("/v1/payments/payout-account", { body: {} }));
  const result = await onboarding.complete(url);
  if (result.kind === "refused")
    throw new Error(`onboarding was refused with ${result.status}: ${result.page}`);
  await waitFor(async () => (await state()) === "active", {
    what: "the payout account to be active",
    timeoutMs: 20_000,
  });
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

const DEMO_LISTINGS = [
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
