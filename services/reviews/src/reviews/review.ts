import type { REMOVAL_GROUNDS } from "@vc/contracts";

/**
 * - `held`: its order is delivered, not completed; nobody sees it yet.
 * - `published`: everybody sees it, and it counts.
 * - `discarded`: its order ended otherwise; nobody will ever see it.
 * - `removed`: a moderator took it away; everybody sees that, and on what ground.
 */
export type ReviewState = "held" | "published" | "discarded" | "removed";

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

/** Whether everybody sees it, if only as removed. */
export function isPublic(review: Review): boolean {
  return review.state === "published" || review.state === "removed";
}
