import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";
import { isDecided, isOpenInquiry } from "./charge-disputes.ts";
import { withFundsReinstated, withFundsWithdrawn } from "./funds.ts";
import { closeInquiry } from "./inquiries.ts";

export type DisputeVerdict = "won" | "lost";

/**
 * The bank's verdict; `won` brings the money back, though not the fee, and lets the payment be refunded. An inquiry
 * ends without a chargeback, whichever it is. A decided dispute stays as it is.
 *
 * @param isPaidBack whether `won` brings the money at once; otherwise it comes by `reinstateFunds`, or never
 */
export function decideDispute(
  world: World,
  stored: Stored<"dispute">,
  verdict: DisputeVerdict,
  isPaidBack = true,
): Stripe.Dispute {
  if (isDecided(stored.object)) return stored.object;
  if (isOpenInquiry(stored.object)) return closeInquiry(world, stored);
  const isReinstated = verdict === "won" && isPaidBack;
  const funded = isReinstated ? withFundsReinstated(world, stored) : stored.object;
  const object = withVerdict(funded, verdict);
  const { account } = stored;
  world.objects.save({ ...stored, object });
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "charge.dispute.closed", object, account, previous });
  if (isReinstated) emitEvent(world, { type: "charge.dispute.funds_reinstated", object, account });
  return object;
}

/** A lost dispute is appealed: it is open again, and its money stays with the bank. Any other stays as it is. */
export function appealDispute(world: World, stored: Stored<"dispute">): Stripe.Dispute {
  if (stored.object.status !== "lost") return stored.object;
  const object: Stripe.Dispute = { ...stored.object, status: "appeal_needs_response" };
  world.objects.save({ ...stored, object });
  const previous = { status: "lost" };
  emitEvent(world, { type: "charge.dispute.updated", object, account: stored.account, previous });
  return object;
}

/** The bank changes its verdict, as after arbitration, and the money follows it. An open dispute stays as it is. */
export function overturnVerdict(world: World, stored: Stored<"dispute">): Stripe.Dispute {
  const { account, object: before } = stored;
  if (before.status !== "won" && before.status !== "lost") return before;
  const verdict = before.status === "won" ? "lost" : "won";
  const funded =
    verdict === "won" ? withFundsReinstated(world, stored) : withFundsWithdrawn(world, stored, { fee: 0 });
  const object = withVerdict(funded, verdict);
  world.objects.save({ ...stored, object });
  const previous = { status: before.status };
  emitEvent(world, { type: "charge.dispute.updated", object, account, previous });
  const type = verdict === "won" ? "charge.dispute.funds_reinstated" : "charge.dispute.funds_withdrawn";
  emitEvent(world, { type, object, account });
  return object;
}

function withVerdict(dispute: Stripe.Dispute, verdict: DisputeVerdict): Stripe.Dispute {
  return { ...dispute, is_charge_refundable: verdict === "won", status: verdict };
}
