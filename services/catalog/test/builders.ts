import { newId } from "@vc/service";
import type { Listing, ListingTerms } from "../src/listings/listing.ts";

/** Valid terms, with what a test wants of them. */
export function someTerms(wanted: Partial<ListingTerms> = {}): ListingTerms {
  return {
    title: "Création de votre logo",
    description: "Trois propositions de logo, en noir et blanc.",
    category: "logo-design",
    tags: ["identité"],
    basePriceCents: 5_000,
    deliveryDays: 5,
    briefInstructions: "",
    extras: [
      { id: "extra_00000000000000000000000001", title: "Carte de visite", priceCents: 2_000, extraDays: 2 },
    ],
    revisionLimit: null,
    ...wanted,
  };
}

/** A valid listing, with what a test wants of it. */
export function aListing(wanted: Partial<Listing> = {}): Listing {
  return {
    id: newId("listing"),
    sellerId: newId("account"),
    ...someTerms(),
    state: "draft",
    createdAt: new Date("2026-01-05T09:00:00Z"),
    updatedAt: new Date("2026-01-05T09:00:00Z"),
    version: 1,
    sequence: 0,
    ...wanted,
  };
}
