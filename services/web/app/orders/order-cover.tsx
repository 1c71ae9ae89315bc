import { useQuery } from "@tanstack/react-query";
import type { Order } from "@vc/client";
import { topCategoryOf } from "../market/card.ts";
import { Cover } from "../market/cover.tsx";
import { queries } from "../state/queries.ts";

/** The drawn cover of what was ordered, small: the same as on its card, so that it is recognized. */
export function OrderCover({ order }: { order: Order }) {
  const categories = useQuery(queries.categories()).data?.items ?? [];
  const top = order.category === null ? undefined : topCategoryOf(order.category, categories);
  return (
    <div className="order-thumb">
      <Cover id={order.listing.id} title={order.listing.title} topCategory={top?.id ?? ""} />
    </div>
  );
}
