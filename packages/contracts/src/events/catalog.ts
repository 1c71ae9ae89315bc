import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { Cents, id } from "../primitives.ts";
import { LISTING_STATES } from "../vocabulary.ts";

/** The listing as it stands after the event, so that the latest event alone is enough for a projection. */
const listingSnapshot = z.object({
  listingId: id("listing"),
  sellerId: id("account"),
  state: z.enum([...LISTING_STATES, "deleted"]),
  title: z.string(),
  description: z.string(),
  category: z.string(),
  briefInstructions: z.string(),
  basePrice: Cents,
  deliveryDays: z.int(),
  extras: z.array(z.object({ id: id("extra"), title: z.string(), price: Cents, extraDays: z.int() })),
  revisionLimit: z.int().nullable().describe("null: unlimited (R4)"),
});

export const ListingPublished = defineEvent(
  "catalog.listing.published.v1",
  "A listing can be ordered from now on.",
  listingSnapshot,
);

export const ListingUpdated = defineEvent(
  "catalog.listing.updated.v1",
  "The seller edited a listing that was published before.",
  listingSnapshot,
);

export const ListingPaused = defineEvent(
  "catalog.listing.paused.v1",
  "A listing cannot be ordered until it is published again.",
  listingSnapshot,
);

export const ListingDeleted = defineEvent(
  "catalog.listing.deleted.v1",
  "The seller deleted a listing; its orders go on.",
  listingSnapshot,
);
