import type { Order } from "@vc/client";
import { Cover } from "../market/cover.tsx";

/** The drawn cover of what was ordered, small. A frozen listing has no category, so its motif is the plain one. */
export function OrderCover({ order }: { order: Order }) {
  return (
    <div className="order-thumb">
      <Cover id={order.listing.id} title={order.listing.title} topCategory="" />
    </div>
  );
}
