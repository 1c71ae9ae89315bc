import { type Listing, must } from "@vc/client";
import { onboarding } from "@vc/testing/people";
import { type Person, verifyEmail, visitor } from "./people.ts";
import { mustBe, mustBeRefused, mustHold, uniqueWord, until, type World, whenOthersKnow } from "./world.ts";

/** A listing that can be ordered, and the word by which a search finds only it. */
export interface Offer {
  readonly listing: Listing;
  readonly word: string;
}

const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" as const });

export async function draftListing(world: World, seller: Person): Promise<Offer> {
  const word = uniqueWord();
  const draft = {
    title: `Création de logo élégant ${word}`,
    description:
      "Deux propositions de logo, déclinées en couleur et en noir et blanc, livrées en vectoriel avec leurs règles d'usage.",
    category: "logo-design",
    tags: ["logo", "identité"],
    basePrice: euros(40),
    deliveryDays: 3,
    briefInstructions: "Le nom de votre activité et trois mots qui la décrivent.",
    extras: [{ title: "Carte de visite assortie", price: euros(10), extraDays: 1 }],
    revisionLimit: null,
  };
  const listing = must(await seller.api.POST("/v1/listings", { body: draft }));
  mustBe("state of a new listing", listing.state, "draft");
  world.say(seller.name, `drafts the listing “${listing.title}”`);
  return { listing, word };
}

/** R5: not before the e-mail is verified and the payout account can receive money. */
export async function mustNotPublishYet(world: World, seller: Person, { listing }: Offer, code: string) {
  // The catalog learns by events what the seller has done already, so an earlier reason may stand for a moment.
  const answer = await until(`publishing to be refused with ${code}`, async () => {
    const given = await askToPublish(seller, listing);
    return (given.error === undefined || given.error.code === code) && given;
  });
  mustBeRefused("publishing too early", answer, 409, code);
  world.say(seller.name, `cannot publish yet: 409 ${code}`);
}

function askToPublish(seller: Person, listing: Listing) {
  return seller.api.POST("/v1/listings/{listingId}/publish", { params: { path: { listingId: listing.id } } });
}

/** Through the payment provider's hosted onboarding page. */
export async function openPayoutAccount(world: World, seller: Person): Promise<void> {
  const path = "/v1/payments/payout-account";
  const { url } = must(await seller.api.POST(path, { body: {} }));
  const page = await onboarding.complete(url);
  mustHold("the onboarding page to be accepted", page.kind === "done", page);
  await until("the payout account to be active", async () => {
    return must(await seller.api.GET(path)).state === "active";
  });
  world.say(seller.name, "fills in the onboarding page: the payout account is active");
}

export async function publish(world: World, seller: Person, { listing, word }: Offer): Promise<Offer> {
  const published = await whenOthersKnow("publishing the listing", () => askToPublish(seller, listing));
  mustBe("state of a published listing", published.state, "published");
  world.say(seller.name, "publishes the listing");
  return { listing: published, word };
}

/** R6: found by everybody, whatever the accents and the case. */
export async function findBySearch(world: World, { listing, word }: Offer): Promise<void> {
  for (const q of [`création ${word}`, `CREATION ÉLÉGANT ${word.toUpperCase()}`, `logos elegants ${word}`]) {
    const { items } = must(await visitor(world).GET("/v1/listings", { params: { query: { q } } }));
    mustBe(
      `what a search for “${q}” finds`,
      items.map(({ id }) => id),
      [listing.id],
    );
  }
  world.say("a visitor", "finds it by search, whatever the accents and the case");
}

/** Somebody who can sell, with a listing that can be ordered: the short way, for journeys about something else. */
export async function openShop(world: World, seller: Person): Promise<Offer> {
  const [offer] = await Promise.all([
    draftListing(world, seller),
    verifyEmail(world, seller),
    openPayoutAccount(world, seller),
  ]);
  return publish(world, seller, offer);
}
