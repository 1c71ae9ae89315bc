import type Stripe from "stripe";
import { bookMovement } from "../balance/balance-transactions.ts";
import { disputeFeeCents } from "../charges/fee.ts";
import { emitEvent } from "../events/emit-event.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, unixSeconds, type World } from "../world.ts";
import { newDispute } from "./dispute-shape.ts";

/** What has not become a chargeback by then does not any more. */
const inquiryLifeMs = 120 * 24 * 3600 * 1000;

export type DisputeVerdict = "won" | "lost";

/** A buyer's complaint to their bank, and its amount. Default: all that is not refunded. */
export type Complaint = { reason: string; amountCents?: number | undefined };

/**
 * The buyer's bank takes a payment back: what has not been refunded of it, or a part, and a fee leave the platform's balance.
 * Gives undefined where there is nothing to dispute: not paid, refunded in full, or disputed already.
 */
export function openDispute(
  world: World,
  charge: Stored<"charge">,
  complaint: Complaint,
): Stripe.Dispute | undefined {
  const opened = insertDispute(world, charge, { ...complaint, caseType: "chargeback" });
  if (opened === undefined) return undefined;
  const object = withFundsWithdrawn(world, opened);
  world.objects.save({ ...opened, object });
  emitEvent(world, { type: "charge.dispute.created", object, account: opened.account });
  emitEvent(world, { type: "charge.dispute.funds_withdrawn", object, account: opened.account });
  return object;
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
  const opened = insertDispute(world, charge, { ...complaint, caseType: "inquiry" });
  if (opened === undefined) return undefined;
  emitEvent(world, { type: "charge.dispute.created", object: opened.object, account: opened.account });
  schedule(world, { kind: "close_inquiry", target: opened.id }, inquiryLifeMs);
  return opened.object;
}

/** A payment that was refunded in full leaves nothing to ask about. */
export function closeInquiriesOf(world: World, charge: Stored<"charge">): void {
  if (!charge.object.refunded) return;
  for (const stored of disputesOf(world, charge)) closeInquiry(world, stored);
}

/** Whether a bank holds something of a payment and has not decided: until then Stripe refunds nothing of it. */
export function isHeldByBank(world: World, charge: Stored<"charge">): boolean {
  return disputesOf(world, charge).some(({ object }) => !object.is_charge_refundable && !isDecided(object));
}

/** What banks have kept of a payment, in cents. */
export function lostCents(world: World, charge: Stored<"charge">): number {
  return disputesOf(world, charge)
    .filter(({ object }) => object.status === "lost")
    .reduce((sum, { object }) => sum + object.amount, 0);
}

function disputesOf(world: World, { id, account }: Stored<"charge">): Stored<"dispute">[] {
  const found = world.objects.list("dispute", { account, where: { "$.charge": id }, limit: 100 });
  return found?.data ?? [];
}

function insertDispute(
  world: World,
  charge: Stored<"charge">,
  { reason, amountCents, caseType }: Complaint & { caseType: "chargeback" | "inquiry" },
): Stored<"dispute"> | undefined {
  const left = charge.object.amount - charge.object.amount_refunded;
  const amount = Math.min(amountCents ?? left, left);
  if (charge.object.status !== "succeeded" || charge.object.disputed || amount === 0) return undefined;
  const { account } = charge;
  const created = unixSeconds(world);
  const object = newDispute(charge.object, { reason, caseType, amount, created });
  const stored = { kind: "dispute", id: object.id, account, created, object, hidden: null } as const;
  world.objects.insert(stored);
  world.objects.save({ ...charge, object: { ...charge.object, disputed: true } });
  return stored;
}

/** The dispute once its amount and the fee have left the balance. */
export function withFundsWithdrawn(world: World, { id, account, object }: Stored<"dispute">): Stripe.Dispute {
  const movement = bookMovement(world, {
    account,
    type: "adjustment",
    reportingCategory: "dispute",
    amount: -object.amount,
    fee: disputeFeeCents,
    source: id,
    description: `Chargeback withdrawal for ${idOf(object.charge) ?? ""}`,
  });
  return { ...object, balance_transactions: [movement] };
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

/**
 * The bank's verdict; `won` brings the money back, though not the fee, and lets the payment be refunded. An inquiry
 * ends without a chargeback, whichever it is. A decided dispute stays as it is.
 */
export function decideDispute(
  world: World,
  stored: Stored<"dispute">,
  verdict: DisputeVerdict,
): Stripe.Dispute {
  if (isDecided(stored.object)) return stored.object;
  if (isOpenInquiry(stored.object)) return closeInquiry(world, stored);
  const { account } = stored;
  const reinstated =
    verdict === "won"
      ? [
          bookMovement(world, {
            account,
            type: "adjustment",
            reportingCategory: "dispute_reversal",
            amount: stored.object.amount,
            source: stored.id,
            description: `Chargeback reversal for ${idOf(stored.object.charge) ?? ""}`,
          }),
        ]
      : [];
  const object: Stripe.Dispute = {
    ...stored.object,
    is_charge_refundable: verdict === "won",
    status: verdict,
    balance_transactions: [...stored.object.balance_transactions, ...reinstated],
  };
  world.objects.save({ ...stored, object });
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "charge.dispute.closed", object, account, previous });
  if (verdict === "won") emitEvent(world, { type: "charge.dispute.funds_reinstated", object, account });
  return object;
}

export function isDecided({ status }: Stripe.Dispute): boolean {
  return status === "won" || status === "lost" || status === "warning_closed";
}

export function isOpenInquiry({ status }: Stripe.Dispute): boolean {
  return status === "warning_needs_response" || status === "warning_under_review";
}
