import type Stripe from "stripe";
import { kindOfIban } from "../accounts/iban.ts";
import { bookMovement } from "../balance/balance-transactions.ts";
import { emitEvent } from "../events/emit-event.ts";
import { takeFaults } from "../faults/take-faults.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";

const DEFAULT_FAILURE_CODE = "account_closed";
const failureMessages: Record<string, string> = {
  account_closed: "The bank account has been closed.",
  no_account:
    "The bank account details on file are probably incorrect. No bank account could be located with those details.",
  could_not_process: "The bank could not process this transfer.",
};

function isUnderWay({ status }: Stripe.Payout): boolean {
  return status === "pending" || status === "in_transit";
}

/** The payout has been handed to the bank: it can no longer be canceled. */
export function submitPayout(world: World, id: string): void {
  const stored = world.objects.findAnywhere("payout", id);
  if (stored?.object.status !== "pending") return;
  const object: Stripe.Payout = { ...stored.object, status: "in_transit" };
  world.objects.save({ ...stored, object });
  emitEvent(world, {
    type: "payout.updated",
    object,
    account: stored.account,
    previous: { status: "pending" },
  });
}

/** The bank's word on a payout that is under way. */
export function settlePayout(world: World, id: string): void {
  const stored = world.objects.findAnywhere("payout", id);
  if (stored === undefined || !isUnderWay(stored.object)) return;
  const fault = takeFaults(world, { at: "payout", account: stored.account }).find(
    ({ kind }) => kind === "payout_fails",
  );
  if (fault?.kind === "payout_fails") {
    failPayout(world, stored, fault.failureCode);
    return;
  }
  const iban = world.objects.findAnywhere("v2.core.account", stored.account)?.hidden.iban ?? null;
  if (iban !== null && kindOfIban(iban) === "payout_fails") {
    failPayout(world, stored, DEFAULT_FAILURE_CODE);
    return;
  }
  const object: Stripe.Payout = {
    ...stored.object,
    status: "paid",
    trace_id: { status: "supported", value: `SIM${stored.id.slice(-12)}` },
  };
  world.objects.save({ ...stored, object });
  emitEvent(world, {
    type: "payout.paid",
    object,
    account: stored.account,
    previous: { status: stored.object.status },
  });
}

/** The money comes back to the balance; banks may do that to a payout that was `paid` already. Repeats do nothing. */
export function failPayout(
  world: World,
  stored: Stored<"payout">,
  failureCode = DEFAULT_FAILURE_CODE,
): Stripe.Payout {
  if (stored.object.status === "failed" || stored.object.status === "canceled") return stored.object;
  const { account } = stored;
  const movement = bookReturn(world, stored, "payout_failure", "PAYOUT FAILURE");
  const object: Stripe.Payout = {
    ...stored.object,
    status: "failed",
    failure_code: failureCode,
    failure_message: failureMessages[failureCode] ?? "The bank did not accept the payout.",
    failure_balance_transaction: movement,
  };
  world.objects.save({ ...stored, object });
  emitEvent(world, { type: "payout.failed", object, account, previous: { status: stored.object.status } });
  return object;
}

/** Undefined: only a manual payout that is still pending can be canceled. */
export function cancelPayout(world: World, stored: Stored<"payout">): Stripe.Payout | undefined {
  if (stored.object.status !== "pending" || stored.object.automatic) return undefined;
  const { account } = stored;
  const object: Stripe.Payout = {
    ...stored.object,
    status: "canceled",
    failure_balance_transaction: bookReturn(world, stored, "payout_cancel", "PAYOUT CANCEL"),
  };
  world.objects.save({ ...stored, object });
  emitEvent(world, { type: "payout.canceled", object, account, previous: { status: "pending" } });
  return object;
}

function bookReturn(
  world: World,
  { id, account, object }: Stored<"payout">,
  type: "payout_failure" | "payout_cancel",
  description: string,
): string {
  const reportingCategory = "payout_reversal";
  const { amount } = object;
  return bookMovement(world, { account, type, reportingCategory, amount, source: id, description }).id;
}
