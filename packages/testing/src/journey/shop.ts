import { type Listing, must } from "@vc/client";
import { onboarding } from "../people/index.ts";
import { type Person, verifyEmail, visitor } from "./people.ts";
import {
  mustBe,
  mustBeRefused,
  mustHold,
  retryUntilAccepted,
  uniqueWord,
  until,
  type World,
} from "./world.ts";

/** A listing, and a word of its title that no other listing has. */
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

/** R5: publishing needs a verified e-mail address and an active payout account. */
export async function mustNotPublishYet(world: World, seller: Person, { listing }: Offer, code: string) {
  // The catalog receives the seller's progress by events; until they arrive it gives an earlier reason.
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

/** Opens the payout account on the payment provider's hosted onboarding page. Does nothing when it is active. */
export async function openPayoutAccount(world: World, seller: Person): Promise<void> {
  const path = "/v1/payments/payout-account";
  const isActive = async () => must(await seller.api.GET(path)).state === "active";
  if (await isActive()) return;
  const { url } = must(await seller.api.POST(path, { body: {} }));
  const page = await onboarding.complete(url);
  mustHold("the onboarding page to be accepted", page.kind === "done", page);
  await until("the payout account to be active", isActive);
  world.say(seller.name, "fills in the onboarding page: the payout account is active");
}

export async function publish(world: World, seller: Person, { listing, word }: Offer): Promise<Offer> {
  const published = await retryUntilAccepted("publishing the listing", () => askToPublish(seller, listing));
  mustBe("state of a published listing", published.state, "published");
  world.say(seller.name, "publishes the listing");
  return { listing: published, word };
}

/** R6: search needs no account, ignores accents and case, and shows what has every word first. */
export async function findBySearch(world: World, { listing, word }: Offer): Promise<void> {
  for (const q of [`création ${word}`, `CREATION ÉLÉGANT ${word.toUpperCase()}`, `logos elegants ${word}`]) {
    const { items } = must(await visitor(world).GET("/v1/listings", { params: { query: { q } } }));
    mustBe(`what a search for “${q}” finds first`, items[0]?.id, listing.id);
    // Listings that have most of the words may follow, and none of them has this one.
    const withWord = items.filter(({ title }) => title.toLowerCase().includes(word.toLowerCase()));
    mustBe(
      `what a search for “${q}” finds with ${word}`,
      withWord.map(({ id }) => id),
      [listing.id],
    );
  }
  world.say("a visitor", "finds it by search, whatever the accents and the case");
}

/** Makes a new account a seller with a published listing, without the checks of `openForBusiness`. */
export async function openShop(world: World, seller: Person): Promise<Offer> {
  const [offer] = await Promise.all([
    draftListing(world, seller),
    verifyEmail(world, seller),
    openPayoutAccount(world, seller),
  ]);
  return publish(world, seller, offer);
}

/** `openShop` for an account with a verified e-mail address. */
export async function openVerifiedShop(world: World, seller: Person): Promise<Offer> {
  const [offer] = await Promise.all([draftListing(world, seller), openPayoutAccount(world, seller)]);
  return publish(world, seller, offer);
}
