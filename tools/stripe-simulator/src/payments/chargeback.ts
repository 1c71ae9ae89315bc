import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import { bookMovement } from "../resources/balance-transactions.ts";
import { newDispute } from "../resources/dispute-shape.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, unixSeconds, type World } from "../world.ts";
import { disputeFeeCents } from "./fee.ts";

export type DisputeVerdict = "won" | "lost";

/**
 * The buyer's bank takes a payment back: what has not been refunded of it, and a fee, leave the platform's balance.
 * Gives undefined where there is nothing to dispute: not paid, refunded in full, or disputed already.
 */
export function openDispute(
  world: World,
  charge: Stored<"charge">,
  reason: string,
): Stripe.Dispute | undefined {
  const amount = charge.object.amount - charge.object.amount_refunded;
  if (charge.object.status !== "succeeded" || charge.object.disputed || amount === 0) return undefined;
  const { account } = charge;
  const created = unixSeconds(world);
  const opened = newDispute(charge.object, { amount, reason, created });
  const movement = bookMovement(world, {
    account,
    type: "adjustment",
    reportingCategory: "dispute",
    amount: -amount,
    fee: disputeFeeCents,
    source: opened.id,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  const dispute: Stripe.Dispute = { ...opened, balance_transactions: [movement] };
  world.objects.insert({ kind: "dispute", id: dispute.id, account, created, object: dispute, hidden: null });
  world.objects.save({ ...charge, object: { ...charge.object, disputed: true } });
  emitEvent(world, { type: "charge.dispute.created", object: dispute, account });
  emitEvent(world, { type: "charge.dispute.funds_withdrawn", object: dispute, account });
  return dispute;
}

/** The bank's verdict; `won` brings the money back, though not the fee. A decided dispute stays as it is. */
export function decideDispute(
  world: World,
  stored: Stored<"dispute">,
  verdict: DisputeVerdict,
): Stripe.Dispute {
  if (isDecided(stored.object)) return stored.object;
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
    status: verdict,
    balance_transactions: [...stored.object.balance_transactions, ...reinstated],
  };
  world.objects.save({ ...stored, object });
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "charge.dispute.closed", object, account, previous });
  if (verdict === "won") emitEvent(world, { type: "charge.dispute.funds_reinstated", object, account });
  return object;
}

export function isDecided(dispute: Stripe.Dispute): boolean {
  return dispute.status === "won" || dispute.status === "lost";
}
