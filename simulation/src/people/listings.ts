import type { IdKind } from "@vc/contracts";
import type { Placement } from "../../../services/orders/src/orders/decide.ts";
import type { FrozenListing } from "../../../services/orders/src/orders/order.ts";
import type { Random } from "../engine/random.ts";

/** A valid id that contains a number. */
export function idOf(kind: IdKind, number: number): string {
  return `${kind}_${String(number).padStart(26, "0")}`;
}

const DELIVERY_DAYS = [1, 1, 2, 3, 3, 5, 7, 14, 30, 45] as const;
const REVISION_LIMITS = [null, null, 0, 1, 2] as const;

function drawListing(random: Random, number: number): FrozenListing {
  return {
    id: idOf("listing", number),
    title: "A logo",
    description: "A logo in black and white.",
    briefInstructions: "Name and trade.",
    basePrice: random.chance(0.1) ? random.between(50, 500) : random.between(500, 50_000),
    deliveryDays: random.pick(DELIVERY_DAYS),
    revisionLimit: random.pick(REVISION_LIMITS),
    extras: [],
    hash: "0".repeat(64),
  };
}

/** A new order of a buyer of its own from one of the sellers. */
export function drawPlacement(random: Random, number: number, sellerIds: readonly string[]): Placement {
  const listing = drawListing(random, number);
  return {
    id: idOf("order", number),
    buyerId: idOf("account", 1_000_000 + number),
    sellerId: random.pick(sellerIds),
    listing,
    category: "logo-design",
    totalAmount: listing.basePrice,
    brief: random.chance(0.4) ? { text: "Blue.", fileIds: [] } : null,
  };
}
