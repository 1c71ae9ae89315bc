import type Stripe from "stripe";
import { bookMovement } from "../balance/balance-transactions.ts";
import { emitEvent } from "../events/emit-event.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, type World } from "../world.ts";
import { bookRefund, lackOfFunds } from "./create-refund.ts";

/** The bank's reference arrives a while after the refund, or its refusal does. */
export function referenceRefund(world: World, id: string): void {
  const stored = world.objects.findAnywhere("refund", id);
  if (stored === undefined || stored.object.status !== "succeeded") return;
  if (
    takeFaults(world, { at: "refund" }).length > 0 ||
    chargeOf(world, stored)?.hidden?.refund === "fails_later"
  ) {
    failRefund(world, stored);
    return;
  }
  const previous = { destination_details: stored.object.destination_details };
  const card = {
    reference: "74000000000000000000000",
    reference_status: "available",
    reference_type: "acquirer_reference_number",
    type: "refund",
  } as const;
  const object: Stripe.Refund = { ...stored.object, destination_details: { type: "card", card } };
  world.objects.save({ ...stored, object });
  tellOfChange(world, { ...stored, object }, previous);
}

/** The refunds of a charge that have not left yet fail when a bank takes the payment. Gives the charge after that. */
export function failWaitingRefunds(world: World, charge: Stored<"charge">): Stored<"charge"> {
  const { id, account } = charge;
  const where = { "$.charge": id, "$.status": "pending" };
  const refunds = world.objects.list("refund", { account, where, limit: 100 })?.data ?? [];
  for (const stored of refunds) failRefund(world, stored, "charge_for_pending_refund_disputed");
  return refunds.length === 0 ? charge : (world.objects.find("charge", id, account) ?? charge);
}

/** The refunds of a charge that the buyer's bank has not confirmed, as when it takes the payment itself, fail. */
export function failRefundsUnderWay(world: World, { id, account }: Stored<"charge">): void {
  const refunds = world.objects.list("refund", { account, where: { "$.charge": id }, limit: 100 });
  for (const stored of refunds?.data ?? []) {
    if (stored.object.destination_details?.card?.reference_status !== "pending") continue;
    failRefund(world, stored, "charge_for_pending_refund_disputed");
  }
}

/** A refund that was under way has reached the buyer's bank. Any other stays as it is. */
export function settleRefund(world: World, stored: Stored<"refund">): Stripe.Refund {
  const isUnderWay = stored.object.status === "pending" || stored.object.status === "requires_action";
  const charge = chargeOf(world, stored);
  if (!isUnderWay || charge === undefined) return stored.object;
  const { pending_reason: _reason, next_action: _action, ...rest } = stored.object;
  const object: Stripe.Refund = {
    ...rest,
    balance_transaction: rest.balance_transaction ?? bookRefund(world, charge, rest),
    status: "succeeded",
  };
  world.objects.save({ ...stored, object });
  tellOfChange(world, { ...stored, object }, { status: stored.object.status });
  schedule(world, { kind: "reference_refund", target: stored.id }, world.settings.refundReferenceDelayMs);
  return object;
}

/** Refunds of an account that wait for funds are made, oldest first, as far as its funds go. */
export function fundRefunds(world: World, account: string): void {
  const waiting = world.objects.list("refund", { account, where: { "$.status": "pending" }, limit: 1000 });
  for (const stored of waiting?.data.toReversed() ?? []) {
    const charge = chargeOf(world, stored);
    if (stored.object.pending_reason === "processing" || charge === undefined) continue;
    if (lackOfFunds(world, charge, stored.object.amount) !== null) return;
    settleRefund(world, stored);
  }
}

/** Undefined: only a refund that waits for the buyer can be canceled. */
export function cancelRefund(world: World, stored: Stored<"refund">): Stripe.Refund | undefined {
  if (stored.object.status !== "requires_action") return undefined;
  return endWithoutRefund(world, stored, "canceled", "merchant_request");
}

/** The buyer's bank sends the money back: it is the platform's again. A refund that has ended so stays as it is. */
export function failRefund(
  world: World,
  stored: Stored<"refund">,
  reason = "expired_or_canceled_card",
): Stripe.Refund {
  const { status } = stored.object;
  if (status === "failed" || status === "canceled") return stored.object;
  return endWithoutRefund(world, stored, "failed", reason);
}

function endWithoutRefund(
  world: World,
  stored: Stored<"refund">,
  status: "failed" | "canceled",
  reason: string,
): Stripe.Refund {
  const { account } = stored;
  const { pending_reason: _reason, next_action: _action, ...rest } = stored.object;
  const returned = rest.balance_transaction === null ? null : bookReturn(world, stored);
  const object: Stripe.Refund = {
    ...rest,
    status,
    failure_reason: reason,
    ...(returned === null ? {} : { failure_balance_transaction: returned }),
  };
  world.objects.save({ ...stored, object });
  const charge = chargeOf(world, stored);
  if (charge !== undefined) {
    const amountRefunded = charge.object.amount_refunded - object.amount;
    world.objects.save({
      ...charge,
      object: { ...charge.object, amount_refunded: amountRefunded, refunded: false },
    });
  }
  const previous = { status: stored.object.status };
  if (status === "failed") emitEvent(world, { type: "refund.failed", object, account, previous });
  tellOfChange(world, { ...stored, object }, previous);
  return object;
}

function bookReturn(world: World, { id, account, object }: Stored<"refund">): string {
  const movement = bookMovement(world, {
    account,
    type: "refund_failure",
    reportingCategory: "refund_failure",
    amount: object.amount,
    source: id,
    description: "REFUND FAILURE",
  });
  return movement.id;
}

/** Stripe tells the same twice: `charge.refund.updated` is the older name. */
function tellOfChange(world: World, { account, object }: Stored<"refund">, previous: object): void {
  emitEvent(world, { type: "refund.updated", object, account, previous });
  emitEvent(world, { type: "charge.refund.updated", object, account, previous });
}

function chargeOf(world: World, { account, object }: Stored<"refund">): Stored<"charge"> | undefined {
  return world.objects.find("charge", idOf(object.charge) ?? "", account);
}
