import type Stripe from "stripe";
import { bookMovement } from "../balance/balance-transactions.ts";
import { DISPUTE_FEE_CENTS } from "../charges/fee.ts";
import { emitEvent } from "../events/emit-event.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, type World } from "../world.ts";
import { takenCents } from "./charge-disputes.ts";

/** The dispute once an amount and the fee have left the balance; the amount may be less than is disputed. */
export function withFundsWithdrawn(
  world: World,
  { id, account, object }: Stored<"dispute">,
  { amount = object.amount, fee = DISPUTE_FEE_CENTS } = {},
): Stripe.Dispute {
  const movement = bookMovement(world, {
    account,
    type: "adjustment",
    reportingCategory: "dispute",
    amount: -amount,
    fee,
    source: id,
    description: `Chargeback withdrawal for ${idOf(object.charge) ?? ""}`,
  });
  return { ...object, balance_transactions: [...object.balance_transactions, movement] };
}

/** The dispute once what it took is back in the balance. The fee is not. */
export function withFundsReinstated(
  world: World,
  { id, account, object }: Stored<"dispute">,
): Stripe.Dispute {
  const amount = takenCents(object);
  if (amount <= 0) return object;
  const movement = bookMovement(world, {
    account,
    type: "adjustment",
    reportingCategory: "dispute_reversal",
    amount,
    source: id,
    description: `Chargeback reversal for ${idOf(object.charge) ?? ""}`,
  });
  return { ...object, balance_transactions: [...object.balance_transactions, movement] };
}

/** The money of a dispute that was won without it comes after all. Without money to come nothing happens. */
export function reinstateFunds(world: World, stored: Stored<"dispute">): Stripe.Dispute {
  const object = withFundsReinstated(world, stored);
  if (object === stored.object) return object;
  world.objects.save({ ...stored, object });
  emitEvent(world, { type: "charge.dispute.funds_reinstated", object, account: stored.account });
  return object;
}
