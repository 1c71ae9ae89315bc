import type { REMOVAL_GROUNDS } from "@vc/contracts";

/**
 * - `held`: its order is delivered, not completed; the review is not shown yet.
 * - `published`: it is public and counts.
 * - `discarded`: its order ended otherwise; the review is never shown.
 * - `removed`: a moderator removed it; that it was removed, and on what ground, is public.
 */
export const REVIEW_STATES = ["held", "published", "discarded", "removed"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export type RemovalGround = (typeof REMOVAL_GROUNDS)[number];

export interface Review {
  readonly id: string;
  readonly orderId: string;
  readonly listingId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly stars: number;
  readonly text: string;
  readonly state: ReviewState;
  readonly reply: { readonly text: string; readonly at: Date } | null;
  /** R34: what is kept of a removal. Moderator and note are for support alone. */
  readonly removal: {
    readonly ground: RemovalGround;
    readonly note: string;
    readonly moderatorId: string;
    readonly at: Date;
  } | null;
  readonly createdAt: Date;
  /** Counts the published events of the review. */
  readonly sequence: number;
}

/** Whether it is public, if only as removed. */
export function isPublic(review: Review): boolean {
  return review.state === "published" || review.state === "removed";
}
