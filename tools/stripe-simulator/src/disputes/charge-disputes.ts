import type Stripe from "stripe";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";

export function isDecided({ status }: Stripe.Dispute): boolean {
  return status === "won" || status === "lost" || status === "warning_closed" || status === "prevented";
}

export function isOpenInquiry({ status }: Stripe.Dispute): boolean {
  return status === "warning_needs_response" || status === "warning_under_review";
}

export function isAppeal({ status }: Stripe.Dispute): boolean {
  return status === "appeal_needs_response" || status === "appeal_under_review";
}

/** What a dispute has taken from the balance and not given back, in cents, without fees. */
export function takenCents({ balance_transactions }: Stripe.Dispute): number {
  return balance_transactions.reduce((sum, { amount }) => sum - amount, 0);
}

/** Whether a bank holds something of a payment and has not decided: until then Stripe refunds nothing of it. */
export function isHeldByBank(world: World, charge: Stored<"charge">): boolean {
  return disputesOf(world, charge).some(({ object }) => !object.is_charge_refundable && !isDecided(object));
}

/** What banks have kept of a payment, in cents. */
export function lostCents(world: World, charge: Stored<"charge">): number {
  return sumOf(world, charge, ({ status }) => status === "lost");
}

/** What of a payment can still be disputed: neither refunded, nor held or kept by a bank. In cents. */
export function disputableCents(world: World, charge: Stored<"charge">): number {
  const { amount, amount_refunded } = charge.object;
  const isOut = (dispute: Stripe.Dispute) => dispute.status === "lost" || !isDecided(dispute);
  return amount - amount_refunded - sumOf(world, charge, isOut);
}

function sumOf(
  world: World,
  charge: Stored<"charge">,
  isCounted: (dispute: Stripe.Dispute) => boolean,
): number {
  return disputesOf(world, charge)
    .filter(({ object }) => isCounted(object))
    .reduce((sum, { object }) => sum + object.amount, 0);
}

export function disputesOf(world: World, { id, account }: Stored<"charge">): Stored<"dispute">[] {
  const found = world.objects.list("dispute", { account, where: { "$.charge": id }, limit: 100 });
  return found?.data ?? [];
}
