import type Stripe from "stripe";
import { refuseClosed } from "../accounts/accounts.ts";
import { balanceOf, bookMovement } from "../balance/balance-transactions.ts";
import { type EventCause, emitEvent } from "../events/emit-event.ts";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { emptyableMetadata, expand, integer, paging, params, text } from "../http/params.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, newStripeId, unixSeconds, type World } from "../world.ts";
import { findTransfer } from "./transfers.ts";

const createParams = params<Stripe.TransferCreateReversalParams>()({
  amount: integer().exactOptional(),
  description: text().exactOptional(),
  metadata: emptyableMetadata().exactOptional(),
  expand: expand(),
});

/** What is asked for: by the API, or by a person in the Dashboard. */
type ReversalRequest = {
  amount?: number | undefined;
  description?: string | undefined;
  metadata?: Stripe.MetadataParam | "" | undefined;
};

/**
 * Takes a transfer back, all that is left of it or a part. Refuses: more than is left, or more than the account has
 * available.
 */
export function reverseTransfer(
  world: World,
  found: Stored<"transfer">,
  given: ReversalRequest,
  cause?: EventCause,
): Stripe.TransferReversal | Refusal {
  const { account, object: transfer } = found;
  const left = transfer.amount - transfer.amount_reversed;
  const amount = given.amount ?? left;
  const destination = idOf(transfer.destination) ?? "";
  if (left === 0) return refuse("state_forbids", `Transfer ${transfer.id} is already fully reversed.`);
  if (amount < 1 || amount > left) {
    return refuse(
      "parameter_invalid",
      "Reversal amount must be positive and at most what is left of the transfer.",
      "amount",
    );
  }
  const closed = refuseClosed(world, destination);
  if (closed !== undefined) return closed;
  if (amount > balanceOf(world, destination).available) {
    return refuse("balance_insufficient", "The connected account has insufficient funds for this reversal.");
  }
  const id = newStripeId("trr");
  const created = unixSeconds(world);
  const refundId = newStripeId("pyr");
  const common = { description: given.description ?? null, reportingCategory: "transfer_reversal" } as const;
  const movement = bookMovement(world, { ...common, account, type: "transfer_refund", amount, source: id });
  bookMovement(world, {
    ...common,
    account: destination,
    type: "payment_refund",
    reportingCategory: "refund",
    amount: -amount,
    source: refundId,
  });
  const reversal: Stripe.TransferReversal = {
    id,
    object: "transfer_reversal",
    amount,
    balance_transaction: movement.id,
    created,
    currency: transfer.currency,
    destination_payment_refund: refundId,
    metadata: metadataOf(given.metadata),
    source_refund: null,
    transfer: transfer.id,
  };
  world.objects.insert({ kind: "transfer_reversal", id, account, created, object: reversal, hidden: null });
  const object: Stripe.Transfer = {
    ...transfer,
    amount_reversed: transfer.amount_reversed + amount,
    reversed: amount === left,
    reversals: { ...transfer.reversals, data: [reversal, ...transfer.reversals.data] },
  };
  world.objects.save({ ...found, object });
  const previous = { amount_reversed: transfer.amount_reversed, reversed: transfer.reversed };
  emitEvent(world, { type: "transfer.reversed", object, account, previous, cause });
  return reversal;
}

export const transferReversalEndpoints = [
  endpoint({
    method: "POST",
    path: "/v1/transfers/:id/reversals",
    params: createParams,
    run: (call) => {
      const found = findTransfer(call);
      return isRefusal(found) ? found : reverseTransfer(call.world, found, call.params, call.cause);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/transfers/:id/reversals/:reversalId",
    params: params<Stripe.TransferRetrieveReversalParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.reversalId ?? "";
      const found = world.objects.find("transfer_reversal", id, account);
      return found !== undefined && found.object.transfer === ids.id
        ? found.object
        : noSuch("transfer reversal", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/transfers/:id/reversals",
    params: params<Stripe.TransferListReversalsParams>()({ ...paging }),
    run: (call) => {
      const found = findTransfer(call);
      if (isRefusal(found)) return found;
      const url = `/v1/transfers/${found.id}/reversals`;
      const where = { "$.transfer": found.id };
      return listPage(call.world, "transfer_reversal", url, call.params, { account: call.account, where });
    },
  }),
];
