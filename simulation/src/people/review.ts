import { ReviewSubmitted } from "@vc/contracts";
import type { Placement } from "../../../services/orders/src/orders/decide.ts";
import type { WorldContext } from "../world-context.ts";
import { idOf } from "./listings.ts";

/** The buyer reviews an order. The reviews service is not simulated: orders receives its event. */
export function publishReview(context: WorldContext, number: number, placement: Placement): void {
  const { id: orderId, buyerId, sellerId, listing } = placement;
  const reviewId = idOf("review", number);
  const time = new Date(context.now()).toISOString();
  context.trace.note(context.now(), orderId, "buyer: reviews");
  context.broker.publish({
    id: context.nextEventId(),
    name: ReviewSubmitted.name,
    aggregateId: reviewId,
    sequence: 1,
    time,
    data: { reviewId, orderId, listingId: listing.id, buyerId, sellerId, stars: 5, submittedAt: time },
    headers: {},
  });
}
