import { lineItemsPage } from "../checkout/checkout-sessions.ts";
import type { World } from "../world.ts";

/** The fields that Stripe leaves out of an object unless they are expanded; undefined for any other. */
export function includeField(world: World, owner: object, field: string): unknown {
  if (!("object" in owner) || !("id" in owner) || typeof owner.id !== "string") return undefined;
  if (owner.object === "checkout.session" && field === "line_items") {
    const stored = world.objects.findAnywhere("checkout.session", owner.id);
    return stored === undefined ? undefined : lineItemsPage(stored);
  }
  if (owner.object === "charge" && field === "refunds") {
    const charge = world.objects.findAnywhere("charge", owner.id);
    const query = { account: charge?.account ?? "", where: { "$.charge": owner.id }, limit: 10 };
    const page = world.objects.list("refund", query);
    const data = (page?.data ?? []).map(({ object }) => object);
    return { object: "list", data, has_more: page?.hasMore ?? false, url: `/v1/charges/${owner.id}/refunds` };
  }
  return undefined;
}
