import { newId } from "@vc/service";
import { describe, expect, it } from "vitest";
import type { KnownListing } from "../listings/store.ts";
import { termsOf } from "./placement.ts";

const express = { id: newId("extra"), title: "Express", price: 2_000, extraDays: 0 };
const poster = { id: newId("extra"), title: "Poster", price: 3_000, extraDays: 2 };

function aKnownListing(terms: Partial<KnownListing> = {}): KnownListing {
  return {
    listingId: newId("listing"),
    sellerId: newId("account"),
    state: "published",
    title: "Logo",
    description: "A logo.",
    category: "graphic-design/logos",
    briefInstructions: "",
    basePrice: 5_000,
    deliveryDays: 3,
    extras: [express, poster],
    revisionLimit: 2,
    ...terms,
  };
}

const ask = { buyerId: newId("account"), extraIds: [] as string[], expectedAmount: 5_000 };

describe("the terms of an order", () => {
  it("R7, R13: freeze price, extras, delivery days with those of the extras, and revision limit", () => {
    const listing = aKnownListing();
    expect(termsOf(listing, { ...ask, extraIds: [poster.id], expectedAmount: 8_000 })).toMatchObject({
      kind: "terms",
      sellerId: listing.sellerId,
      totalAmount: 8_000,
      category: "graphic-design/logos",
      listing: { basePrice: 5_000, deliveryDays: 5, revisionLimit: 2, extras: [poster] },
    });
  });

  it("R7: another price than the buyer saw is refused with the current one", () => {
    expect(termsOf(aKnownListing(), { ...ask, expectedAmount: 4_999 })).toEqual({
      kind: "refused",
      reason: "price_changed",
      totalAmount: 5_000,
    });
  });

  it("R5: only published listings can be ordered", () => {
    for (const state of ["draft", "paused", "deleted"] as const) {
      expect(termsOf(aKnownListing({ state }), ask)).toMatchObject({ reason: "listing_not_available" });
    }
    expect(termsOf(null, ask)).toMatchObject({ reason: "listing_not_available" });
  });

  it("a seller cannot order their own listing", () => {
    const listing = aKnownListing();
    expect(termsOf(listing, { ...ask, buyerId: listing.sellerId })).toMatchObject({ reason: "own_listing" });
  });

  it("hunt U8: an extra that is not there any more is refused with the current total", () => {
    const asked = { ...ask, extraIds: [express.id, newId("extra")], expectedAmount: 9_000 };
    const refused = { kind: "refused", reason: "price_changed", totalAmount: 7_000 };
    expect(termsOf(aKnownListing(), asked)).toEqual(refused);
    expect(termsOf(aKnownListing(), { ...asked, expectedAmount: 7_000 })).toEqual(refused);
  });

  it("refuses an extra that is named twice", () => {
    const extraIds = [express.id, express.id];
    expect(termsOf(aKnownListing(), { ...ask, extraIds })).toMatchObject({ reason: "extra_twice" });
  });
});
