import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import { isRefusal } from "../http/refusals.ts";
import { createRefund } from "../refunds/create-refund.ts";
import { failWaitingRefunds } from "../refunds/settle-refund.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { unixSeconds, type World } from "../world.ts";
import { disputableCents } from "./charge-disputes.ts";
import { newDispute } from "./dispute-shape.ts";
import { withFundsWithdrawn } from "./funds.ts";

/** What has not become a chargeback by then does not any more. */
const INQUIRY_LIFE_MS = 120 * 24 * 3600 * 1000;

/** A buyer's complaint to their bank: its amount, by default all that can be disputed, and how much of it is taken. */
export type Complaint = {
  reason: string;
  amountCents?: number | undefined;
  takenCents?: number | undefined;
};

/**
 * The buyer's bank takes a payment back: what has not been refunded of it, or a part, and a fee leave the platform's balance.
 * Gives undefined where there is nothing to dispute: not paid, refunded in full, or disputed already.
 */
export function openDispute(
  world: World,
  charge: Stored<"charge">,
  complaint: Complaint,
): Stripe.Dispute | undefined {
  const opened = insertDispute(world, failWaitingRefunds(world, charge), complaint, "chargeback");
  if (opened === undefined) return undefined;
  const { takenCents } = complaint;
  const object = withFundsWithdrawn(world, opened, takenCents === undefined ? {} : { amount: takenCents });
  world.objects.save({ ...opened, object });
  emitEvent(world, { type: "charge.dispute.created", object, account: opened.account });
  emitEvent(world, { type: "charge.dispute.funds_withdrawn", object, account: opened.account });
  return object;
}

/** The bank takes a payment back in two parts, each a dispute of its own. */
export function openTwoDisputes(world: World, charge: Stored<"charge">): void {
  const half = Math.floor(charge.object.amount / 2);
  openDispute(world, charge, { reason: "fraudulent", amountCents: half });
  const disputed = world.objects.findAnywhere("charge", charge.id);
  if (disputed !== undefined) openDispute(world, disputed, { reason: "fraudulent" });
}

/**
 * The buyer's bank asks about a payment and takes nothing: it can still be refunded, which ends the inquiry. Gives
 * undefined where there is nothing to ask about.
 */
export function openInquiry(
  world: World,
  charge: Stored<"charge">,
  complaint: Complaint,
): Stripe.Dispute | undefined {
  const opened = insertDispute(world, charge, complaint, "inquiry");
  if (opened === undefined) return undefined;
  emitEvent(world, { type: "charge.dispute.created", object: opened.object, account: opened.account });
  schedule(world, { kind: "close_inquiry", target: opened.id }, INQUIRY_LIFE_MS);
  return opened.object;
}

/**
 * Stripe settles a complaint before it becomes a chargeback: it refunds the payment by itself, without a request of the
 * platform. Gives undefined where there is nothing to settle.
 */
export function preventDispute(
  world: World,
  charge: Stored<"charge">,
  complaint: Complaint,
): Stripe.Dispute | undefined {
  const opened = insertDispute(world, charge, complaint, "resolution");
  if (opened === undefined) return undefined;
  const { account, object } = opened;
  emitEvent(world, { type: "charge.dispute.created", object, account });
  const refund = createRefund(world, account, { charge: charge.id, amount: object.amount });
  if (isRefusal(refund))
    throw new Error(`a prevented dispute was not refunded: ${refund.refused.error.message}`);
  return object;
}

function insertDispute(
  world: World,
  charge: Stored<"charge">,
  { reason, amountCents }: Complaint,
  caseType: "chargeback" | "inquiry" | "resolution",
): Stored<"dispute"> | undefined {
  const left = disputableCents(world, charge);
  const amount = Math.min(amountCents ?? left, left);
  const isSecond = charge.object.disputed && !world.settings.realism.areDisputesRepeatable;
  if (charge.object.status !== "succeeded" || isSecond || amount <= 0) return undefined;
  const { account } = charge;
  const created = unixSeconds(world);
  const object = newDispute(charge.object, { reason, caseType, amount, created });
  const stored = { kind: "dispute", id: object.id, account, created, object, hidden: null } as const;
  world.objects.insert(stored);
  world.objects.save({ ...charge, object: { ...charge.object, disputed: true } });
  return stored;
}
