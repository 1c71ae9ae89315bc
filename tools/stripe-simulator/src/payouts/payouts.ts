import type Stripe from "stripe";
import { z } from "zod";
import { isTransferCapable } from "../accounts/account-shape.ts";
import { refuseClosed } from "../accounts/accounts.ts";
import { kindOfIban } from "../accounts/iban.ts";
import { balanceOf, bookMovement } from "../balance/balance-transactions.ts";
import { emitEvent } from "../events/emit-event.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { type Call, endpoint, isPlatform } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, integer, metadata, paging, params, text } from "../http/params.ts";
import { noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";

const createParams = params<Stripe.PayoutCreateParams>()({
  amount: integer(),
  currency: z.literal("eur"),
  description: text().exactOptional(),
  destination: text().exactOptional(),
  metadata: metadata().exactOptional(),
  method: z.literal("standard").exactOptional(),
  source_type: z.literal("card").exactOptional(),
  statement_descriptor: text(22).exactOptional(),
  expand: expand(),
});

const defaultFailureCode = "account_closed";
const failureMessages: Record<string, string> = {
  account_closed: "The bank account has been closed.",
  no_account:
    "The bank account details on file are probably incorrect. No bank account could be located with those details.",
  could_not_process: "The bank could not process this transfer.",
};

/**
 * Sends an account's money to its bank: leaves the balance at once, becomes `paid` or `failed` by itself after
 * `payoutDelayMs`. Refuses: no bank account, a restricted account, more than the balance.
 */
function createPayout({ world, account, params: given, cause }: Call<z.output<typeof createParams>>) {
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
    automatic: false,
    balance_transaction: movement.id,
    created,
    currency: given.currency,
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
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: given.statement_descriptor ?? null,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  };
  world.objects.insert({ kind: "payout", id, account, created, object: payout, hidden: null });
  emitEvent(world, { type: "payout.created", object: payout, account, cause });
  schedule(world, { kind: "settle_payout", target: id }, world.settings.payoutDelayMs);
  return payout;
}

/** The platform has a bank account of its own; a connected one has what its owner gave at onboarding. */
function bankAccountOf(world: World, account: string): string | null {
  if (isPlatform(account)) return "ba_platform";
  return world.objects.findAnywhere("v2.core.account", account)?.hidden.bankAccountId ?? null;
}

function whyNotPayable(
  world: World,
  account: string,
  given: { amount: number; destination?: string | undefined },
  bankAccountId: string | null,
): Refusal | undefined {
  if (given.amount < 1) return refuse("parameter_invalid", "Invalid positive integer", "amount");
  const connected = world.objects.findAnywhere("v2.core.account", account)?.object;
  if (bankAccountId === null || (connected !== undefined && !isTransferCapable(connected))) {
    return refuse(
      "payouts_not_allowed",
      "Cannot create payouts: this account has no bank account, or Stripe has restricted it.",
    );
  }
  if (given.destination !== undefined && given.destination !== bankAccountId) {
    return refuse("reference_not_found", `No such external account: '${given.destination}'`, "destination");
  }
  if (given.amount <= balanceOf(world, account)) return undefined;
  return refuse(
    "balance_insufficient",
    "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).",
  );
}

/** The bank's word on a payout that is under way. */
export function settlePayout(world: World, id: string): void {
  const stored = world.objects.findAnywhere("payout", id);
  if (stored === undefined || stored.object.status !== "pending") return;
  const fault = takeFaults(world, { at: "payout", account: stored.account }).find(
    ({ kind }) => kind === "payout_fails",
  );
  if (fault?.kind === "payout_fails") {
    failPayout(world, stored, fault.failureCode);
    return;
  }
  const iban = world.objects.findAnywhere("v2.core.account", stored.account)?.hidden.iban ?? null;
  if (iban !== null && kindOfIban(iban) === "payout_fails") {
    failPayout(world, stored, defaultFailureCode);
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
  failureCode = defaultFailureCode,
): Stripe.Payout {
  if (stored.object.status === "failed") return stored.object;
  const { account } = stored;
  const movement = bookMovement(world, {
    account,
    type: "payout_failure",
    reportingCategory: "payout_reversal",
    amount: stored.object.amount,
    source: stored.id,
    description: "PAYOUT FAILURE",
  });
  const object: Stripe.Payout = {
    ...stored.object,
    status: "failed",
    failure_code: failureCode,
    failure_message: failureMessages[failureCode] ?? "The bank did not accept the payout.",
    failure_balance_transaction: movement.id,
  };
  world.objects.save({ ...stored, object });
  emitEvent(world, { type: "payout.failed", object, account, previous: { status: stored.object.status } });
  return object;
}

export const payoutEndpoints = [
  endpoint({ method: "POST", path: "/v1/payouts", params: createParams, run: createPayout }),
  endpoint({
    method: "GET",
    path: "/v1/payouts/:id",
    params: params<Stripe.PayoutRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return world.objects.find("payout", id, account)?.object ?? noSuch("payout", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/payouts",
    params: params<Stripe.PayoutListParams>()({
      ...paging,
      created: createdFilter(),
      destination: text().exactOptional(),
      status: z.enum(["pending", "paid", "failed", "canceled"]).exactOptional(),
    }),
    run: ({ world, account, params: { destination, status, ...page } }) =>
      listPage(world, "payout", "/v1/payouts", page, {
        account,
        where: { "$.destination": destination, "$.status": status },
      }),
  }),
];
