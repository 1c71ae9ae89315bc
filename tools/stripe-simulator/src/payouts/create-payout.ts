import type Stripe from "stripe";
import { isPayoutCapable } from "../accounts/account-shape.ts";
import { refuseClosed } from "../accounts/accounts.ts";
import { balanceOf, bookMovement } from "../balance/balance-transactions.ts";
import { payoutFee } from "../charges/fee.ts";
import { type EventCause, emitEvent } from "../events/emit-event.ts";
import { isPlatform } from "../http/endpoint.ts";
import { type Refusal, refuse } from "../http/refusals.ts";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";

/** What is asked for: by the API, by the account's owner, or by the account's schedule. */
export type PayoutRequest = {
  amount: number;
  description?: string | undefined;
  destination?: string | undefined;
  metadata?: Stripe.MetadataParam | undefined;
  statement_descriptor?: string | undefined;
  isAutomatic?: boolean;
};

/**
 * Sends an account's money to its bank: leaves the balance at once, becomes `paid` or `failed` by itself after
 * `payoutDelayMs`. Refuses: no bank account, a restricted account, less than the minimum, more than is available.
 */
export function createPayout(
  world: World,
  account: string,
  given: PayoutRequest,
  cause?: EventCause,
): Stripe.Payout | Refusal {
  const bankAccountId = bankAccountOf(world, account);
  const wrong = refuseClosed(world, account) ?? whyNotPayable(world, account, given, bankAccountId);
  if (wrong !== undefined) return wrong;
  const id = newStripeId("po");
  const created = unixSeconds(world);
  const movement = bookMovement(world, {
    account,
    type: "payout",
    reportingCategory: "payout",
    amount: -given.amount,
    source: id,
    description: given.description ?? "STRIPE PAYOUT",
  });
  const payout: Stripe.Payout = {
    id,
    object: "payout",
    amount: given.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: created + Math.ceil(world.settings.payoutDelayMs / 1000),
    automatic: given.isAutomatic ?? false,
    balance_transaction: movement.id,
    created,
    currency: "eur",
    description: given.description ?? null,
    destination: bankAccountId,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: metadataOf(given.metadata),
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: given.isAutomatic ? "completed" : "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: given.statement_descriptor ?? null,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  };
  world.objects.insert({ kind: "payout", id, account, created, object: payout, hidden: null });
  emitEvent(world, { type: "payout.created", object: payout, account, cause });
  billPayout(world, account, given.amount);
  const { payoutDelayMs, realism } = world.settings;
  if (realism.isTransitShown) schedule(world, { kind: "submit_payout", target: id }, payoutDelayMs / 2);
  schedule(world, { kind: "settle_payout", target: id }, payoutDelayMs);
  return payout;
}

/** Stripe bills the platform, not the account, where the platform collects the fees. */
function billPayout(world: World, account: string, amount: number): void {
  if (!world.settings.realism.areConnectFeesBilled || isPlatform(account)) return;
  bookMovement(world, {
    account: PLATFORM_ACCOUNT,
    type: "stripe_fee",
    reportingCategory: "fee",
    amount: -payoutFee(amount),
    source: null,
    description: "Connect (payout fee)",
  });
}

/** The platform has a bank account of its own; a connected one has what its owner gave at onboarding. */
function bankAccountOf(world: World, account: string): string | null {
  if (isPlatform(account)) return "ba_platform";
  return world.objects.findAnywhere("v2.core.account", account)?.hidden.bankAccountId ?? null;
}

function whyNotPayable(
  world: World,
  account: string,
  given: PayoutRequest,
  bankAccountId: string | null,
): Refusal | undefined {
  if (given.amount < 1) return refuse("parameter_invalid", "Invalid positive integer", "amount");
  const connected = world.objects.findAnywhere("v2.core.account", account)?.object;
  if (bankAccountId === null || (connected !== undefined && !isPayoutCapable(connected))) {
    return refuse(
      "payouts_not_allowed",
      "Cannot create payouts: this account has no bank account, or Stripe has restricted it.",
    );
  }
  if (given.destination !== undefined && given.destination !== bankAccountId) {
    return refuse("reference_not_found", `No such external account: '${given.destination}'`, "destination");
  }
  const { minimumPayoutCents } = world.settings.realism;
  if (given.amount < minimumPayoutCents) {
    const least = `€${(minimumPayoutCents / 100).toFixed(2)}`;
    return refuse("amount_too_small", `Payouts must be at least ${least}.`, "amount");
  }
  if (given.amount <= balanceOf(world, account).available) return undefined;
  return refuse(
    "balance_insufficient",
    "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).",
  );
}
