import type { PersonName, Review as ReviewView } from "@vc/contracts";
import type { Review } from "./review.ts";

/** A review as the public sees it. Of a removed one only the stars, the ground and the time are left (R34). */
export function toReviewView(review: Review, author: PersonName): ReviewView {
  const { removal, reply } = review;
  return {
    id: review.id,
    orderId: review.orderId,
    listingId: review.listingId,
    seller: { id: review.sellerId },
    author,
    stars: review.stars,
    text: removal === null ? review.text : null,
    removed: removal && { ground: removal.ground, at: removal.at.toISOString() },
    reply: removal === null && reply !== null ? { text: reply.text, at: reply.at.toISOString() } : null,
    createdAt: review.createdAt.toISOString(),
  };
}
