import { LISTING_STATES as PUBLIC_STATES } from "@vc/contracts";

/** What the seller writes: all of a listing that can be edited (R4). */
export interface ListingTerms {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly basePriceCents: number;
  readonly deliveryDays: number;
  readonly briefInstructions: string;
  readonly extras: readonly ListingExtra[];
  /** `null`: unlimited. */
  readonly revisionLimit: number | null;
}

export interface ListingExtra {
  readonly id: string;
  readonly title: string;
  readonly priceCents: number;
  readonly extraDays: number;
}

/** The states of the API, and a hidden one: orders and reviews go on naming a deleted listing. */
export const LISTING_STATES = [...PUBLIC_STATES, "deleted"] as const;
export type ListingState = (typeof LISTING_STATES)[number];

export interface Listing extends ListingTerms {
  readonly id: string;
  readonly sellerId: string;
  readonly state: ListingState;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Counts every change, also unpublished ones; it is the ETag, and what a change guards on. */
  readonly version: number;
  /** Counts the published events, so that their consumers see no gap; 0 before the first publication. */
  readonly sequence: number;
}
