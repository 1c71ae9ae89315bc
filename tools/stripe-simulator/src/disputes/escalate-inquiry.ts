import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import { failRefundsUnderWay } from "../refunds/settle-refund.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, type World } from "../world.ts";
import { isOpenInquiry } from "./charge-disputes.ts";
import { withFundsWithdrawn } from "./funds.ts";

/**
 * The bank is not content: the inquiry becomes a chargeback of what is not refunded, under the same id, and refunds that
 * are under way fail. Anything else stays as it is.
 */
export function escalateInquiry(world: World, stored: Stored<"dispute">): Stripe.Dispute {
  if (!isOpenInquiry(stored.object)) return stored.object;
  const chargeId = idOf(stored.object.charge) ?? "";
  const asked = world.objects.findAnywhere("charge", chargeId);
  if (asked !== undefined) failRefundsUnderWay(world, asked);
  const { amount = 0, amount_refunded = 0 } = world.objects.findAnywhere("charge", chargeId)?.object ?? {};
  const amountTaken = Math.min(stored.object.amount, amount - amount_refunded);
  const object: Stripe.Dispute = {
    ...withFundsWithdrawn(world, { ...stored, object: { ...stored.object, amount: amountTaken } }),
    is_charge_refundable: false,
    status: "needs_response",
  };
  world.objects.save({ ...stored, object });
  const { account } = stored;
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "charge.dispute.updated", object, account, previous });
  emitEvent(world, { type: "charge.dispute.funds_withdrawn", object, account });
  return object;
}
