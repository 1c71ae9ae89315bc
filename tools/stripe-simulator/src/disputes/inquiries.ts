import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";
import { disputesOf, isOpenInquiry } from "./charge-disputes.ts";

/** A payment that was refunded in full leaves nothing to ask about. */
export function closeInquiriesOf(world: World, charge: Stored<"charge">): void {
  if (!charge.object.refunded) return;
  for (const stored of disputesOf(world, charge)) closeInquiry(world, stored);
}

/** Ends an inquiry without a chargeback. Anything else stays as it is. */
export function closeInquiry(world: World, stored: Stored<"dispute">): Stripe.Dispute {
  if (!isOpenInquiry(stored.object)) return stored.object;
  const object: Stripe.Dispute = { ...stored.object, status: "warning_closed" };
  world.objects.save({ ...stored, object });
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "charge.dispute.closed", object, account: stored.account, previous });
  return object;
}
