import { euros } from "@vc/contracts";
import type { FrozenListing } from "./order.ts";

/**
 * R7: the terms of an order as the API shows them, amounts as money. The order's hash is over exactly this, so that
 * who sees an order can recompute it.
 */
export function shownTerms({ basePrice, extras, ...terms }: Omit<FrozenListing, "hash">) {
  return {
    ...terms,
    basePrice: euros(basePrice),
    extras: extras.map((extra) => ({ ...extra, price: euros(extra.price) })),
  };
}
