import type Stripe from "stripe";
import { z } from "zod";
import { isTransferCapable } from "../accounts/account-shape.ts";
import { refuseClosed } from "../accounts/accounts.ts";
import { balanceOf, bookMovement } from "../balance/balance-transactions.ts";
import { availableOnOf } from "../charges/book-charge.ts";
import { emitEvent } from "../events/emit-event.ts";
import { type Call, endpoint, isPlatform } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, integer, metadata, paging, params, text } from "../http/params.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";

const createParams = params<Stripe.TransferCreateParams>()({
  amount: integer(),
  currency: z.literal("eur"),
  destination: text(),
  description: text().exactOptional(),
  metadata: metadata().exactOptional(),
  source_transaction: text().exactOptional(),
  source_type: z.literal("card").exactOptional(),
  transfer_group: text().exactOptional(),
  expand: expand(),
});

type CreateParams = z.output<typeof createParams>;

/**
 * Moves money from the platform to a connected account. With `source_transaction` the charge bounds the amount and the
 * balance does not matter, as at Stripe while a charge settles; without it the balance does. Refuses: more than either,
 * an account that cannot receive, a charge that is none.
 */
function createTransfer({
  world,
  account,
  params: given,
  cause,
}: Call<CreateParams>): Stripe.Transfer | Refusal {
  const source = sourceOf(world, account, given);
  if (source !== null && isRefusal(source)) return source;
  const wrong = whyNotTransferable(world, account, given, source);
  if (wrong !== undefined) return wrong;
  const id = newStripeId("tr");
  const paymentId = newStripeId("py");
  const created = unixSeconds(world);
  const { amount, destination } = given;
  const description = given.description ?? null;
  const common = {
    type: "transfer",
    reportingCategory: "transfer",
    description,
    // The money of a fresh charge is pending on both sides, and becomes available with the charge.
    ...(source === null ? {} : { availableOn: availableOnOf(source) }),
  } as const;
  const movement = bookMovement(world, { ...common, account, amount: -amount, source: id });
  bookMovement(world, {
    ...common,
    type: "payment",
    reportingCategory: "charge",
    account: destination,
    amount,
    source: paymentId,
  });
  const transfer: Stripe.Transfer = {
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: movement.id,
    created,
    currency: given.currency,
    description,
    destination,
    destination_payment: paymentId,
    livemode: false,
    metadata: metadataOf(given.metadata),
    reversals: { object: "list", data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: given.source_transaction ?? null,
    source_type: "card",
    transfer_group: given.transfer_group ?? groupOf(source),
  };
  world.objects.insert({ kind: "transfer", id, account, created, object: transfer, hidden: null });
  emitEvent(world, { type: "transfer.created", object: transfer, account, cause });
  return transfer;
}

function sourceOf(world: World, account: string, given: CreateParams): Stored<"charge"> | null | Refusal {
  if (given.source_transaction === undefined) return null;
  const charge = world.objects.find("charge", given.source_transaction, account);
  if (charge !== undefined) return charge;
  return refuse("reference_not_found", `No such charge: '${given.source_transaction}'`, "source_transaction");
}

/** A transfer without a group of its own takes the charge's, which Stripe makes up where there is none. */
function groupOf(source: Stored<"charge"> | null): string | null {
  if (source === null) return null;
  return source.object.transfer_group ?? `group_${String(source.object.payment_intent)}`;
}

function whyNotTransferable(
  world: World,
  account: string,
  given: CreateParams,
  source: Stored<"charge"> | null,
): Refusal | undefined {
  if (!isPlatform(account)) return refuse("state_forbids", "Only the platform can make transfers here.");
  if (given.amount < 1) return refuse("parameter_invalid", "Invalid positive integer", "amount");
  const destination = world.objects.findAnywhere("v2.core.account", given.destination);
  if (destination === undefined) {
    return refuse("reference_not_found", `No such destination: '${given.destination}'`, "destination");
  }
  const closed = refuseClosed(world, given.destination);
  if (closed !== undefined) return closed;
  if (!isTransferCapable(destination.object)) {
    return refuse(
      "transfers_not_allowed",
      "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
    );
  }
  if (source === null) {
    if (given.amount <= balanceOf(world, account).available) return undefined;
    return refuse("balance_insufficient", "You have insufficient available funds in your Stripe account.");
  }
  if (source.object.status !== "succeeded") {
    return refuse("state_forbids", `The charge ${source.id} has not been paid.`, "source_transaction");
  }
  if (given.amount <= source.object.amount - transferredFrom(world, account, source.id)) return undefined;
  const message =
    "Transfers using this transaction as a source must not exceed the source amount, less what was transferred already.";
  return refuse("parameter_invalid", message, "amount");
}

function transferredFrom(world: World, account: string, chargeId: string): number {
  const query = { account, where: { "$.source_transaction": chargeId }, limit: 1000 };
  const transfers = world.objects.list("transfer", query)?.data ?? [];
  return transfers.reduce((sum, { object }) => sum + object.amount - object.amount_reversed, 0);
}

export function findTransfer({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return world.objects.find("transfer", id, account) ?? noSuch("transfer", id);
}

export const transferEndpoints = [
  endpoint({ method: "POST", path: "/v1/transfers", params: createParams, run: createTransfer }),
  endpoint({
    method: "GET",
    path: "/v1/transfers/:id",
    params: params<Stripe.TransferRetrieveParams>()({ expand: expand() }),
    run: (call) => {
      const found = findTransfer(call);
      return isRefusal(found) ? found : found.object;
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/transfers",
    params: params<Stripe.TransferListParams>()({
      ...paging,
      created: createdFilter(),
      destination: text().exactOptional(),
      transfer_group: text().exactOptional(),
    }),
    run: ({ world, account, params: { destination, transfer_group, ...page } }) =>
      listPage(world, "transfer", "/v1/transfers", page, {
        account,
        where: { "$.destination": destination, "$.transfer_group": transfer_group },
      }),
  }),
];
