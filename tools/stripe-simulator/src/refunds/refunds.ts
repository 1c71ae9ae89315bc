import type Stripe from "stripe";
import { z } from "zod";
import { bookMovement } from "../balance/balance-transactions.ts";
import { closeInquiriesOf, isHeldByBank, lostCents } from "../disputes/chargeback.ts";
import { emitEvent } from "../events/emit-event.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, emptyableMetadata, expand, integer, paging, params, text } from "../http/params.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { mergedMetadata, metadataOf } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, newStripeId, unixSeconds, type World } from "../world.ts";

const createParams = params<Stripe.RefundCreateParams>()({
  amount: integer().exactOptional(),
  charge: text().exactOptional(),
  payment_intent: text().exactOptional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).exactOptional(),
  metadata: emptyableMetadata().exactOptional(),
  expand: expand(),
});

/**
 * Gives money back to the card, all that is left or a part, at once. The platform's balance may go below zero, where
 * Stripe would wait for funds. Refuses: more than is left, an unpaid charge, one that a bank is deciding about.
 */
function createRefund({ world, account, params: given, cause }: Call<z.output<typeof createParams>>) {
  const found = chargeToRefund(world, account, given);
  if (isRefusal(found)) return found;
  const charge = found.object;
  const left = charge.amount - charge.amount_refunded - lostCents(world, found);
  const wrong = whyNotRefundable(world, found, given.amount, left);
  if (wrong !== undefined) return wrong;
  const amount = given.amount ?? left;
  const id = newStripeId("re");
  const created = unixSeconds(world);
  const movement = bookMovement(world, {
    account,
    type: "refund",
    reportingCategory: "refund",
    amount: -amount,
    source: id,
    description:
      charge.description === null ? "REFUND FOR CHARGE" : `REFUND FOR CHARGE (${charge.description})`,
  });
  const refund: Stripe.Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: movement.id,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      type: "card",
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
    },
    metadata: metadataOf(given.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
  world.objects.insert({ kind: "refund", id, account, created, object: refund, hidden: null });
  const refundedAmount = charge.amount_refunded + amount;
  const object: Stripe.Charge = {
    ...charge,
    amount_refunded: refundedAmount,
    refunded: refundedAmount === charge.amount,
  };
  world.objects.save({ ...found, object });
  emitEvent(world, { type: "refund.created", object: refund, account, cause });
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  emitEvent(world, { type: "charge.refunded", object, account, previous, cause });
  closeInquiriesOf(world, { ...found, object });
  schedule(world, { kind: "reference_refund", target: id }, world.settings.refundReferenceDelayMs);
  return refund;
}

function chargeToRefund(
  world: World,
  account: string,
  given: { charge?: string | undefined; payment_intent?: string | undefined },
): Stored<"charge"> | Refusal {
  if (given.charge === undefined && given.payment_intent === undefined) {
    return refuse(
      "parameter_missing",
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  }
  let id = given.charge ?? null;
  if (given.payment_intent !== undefined) {
    const intent = world.objects.find("payment_intent", given.payment_intent, account);
    if (intent === undefined) return noReference("payment_intent", given.payment_intent);
    if (intent.object.status !== "succeeded") {
      return refuse(
        "state_forbids",
        `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      );
    }
    id ??= idOf(intent.object.latest_charge);
  }
  const charge = world.objects.find("charge", id ?? "", account);
  return charge ?? noReference("charge", id ?? "");
}

function noReference(name: "payment_intent" | "charge", id: string): Refusal {
  return refuse("reference_not_found", `No such ${name}: '${id}'`, name);
}

function whyNotRefundable(
  world: World,
  stored: Stored<"charge">,
  amount: number | undefined,
  left: number,
): Refusal | undefined {
  const charge = stored.object;
  if (charge.status !== "succeeded") return refuse("state_forbids", `Charge ${charge.id} has not been paid.`);
  if (isHeldByBank(world, stored) || (left === 0 && !charge.refunded))
    return refuse("charge_disputed", `Charge ${charge.id} has been charged back; cannot issue a refund.`);
  if (left === 0) return refuse("charge_already_refunded", `Charge ${charge.id} has already been refunded.`);
  if (amount === undefined) return undefined;
  if (amount < 1) return refuse("parameter_invalid", "Invalid positive integer", "amount");
  if (amount <= left) return undefined;
  const message = `Refund amount (${inEuros(amount)}) is greater than unrefunded amount on charge (${inEuros(left)})`;
  return refuse("parameter_invalid", message, "amount");
}

function inEuros(cents: number): string {
  return `€${(cents / 100).toFixed(2)}`;
}

/** The bank's reference arrives a while after the refund, or its refusal does. */
export function referenceRefund(world: World, id: string): void {
  const stored = world.objects.findAnywhere("refund", id);
  if (stored === undefined || stored.object.status !== "succeeded") return;
  if (takeFaults(world, { at: "refund" }).length > 0) {
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
  emitEvent(world, { type: "refund.updated", object, account: stored.account, previous });
  emitEvent(world, { type: "charge.refund.updated", object, account: stored.account, previous });
}

/** The refunds of a charge that the buyer's bank has not confirmed, as when it takes the payment itself, fail. */
export function failRefundsUnderWay(world: World, { id, account }: Stored<"charge">): void {
  const refunds = world.objects.list("refund", { account, where: { "$.charge": id }, limit: 100 });
  for (const stored of refunds?.data ?? []) {
    if (stored.object.destination_details?.card?.reference_status !== "pending") continue;
    failRefund(world, stored, "charge_for_pending_refund_disputed");
  }
}

/** The buyer's bank sends the money back: it is the platform's again. A refund that has failed stays as it is. */
export function failRefund(
  world: World,
  stored: Stored<"refund">,
  reason = "expired_or_canceled_card",
): Stripe.Refund {
  if (stored.object.status === "failed") return stored.object;
  const { account } = stored;
  const movement = bookMovement(world, {
    account,
    type: "refund_failure",
    reportingCategory: "refund_failure",
    amount: stored.object.amount,
    source: stored.id,
    description: "REFUND FAILURE",
  });
  const object: Stripe.Refund = {
    ...stored.object,
    status: "failed",
    failure_reason: reason,
    failure_balance_transaction: movement.id,
  };
  world.objects.save({ ...stored, object });
  const charge = world.objects.find("charge", idOf(object.charge) ?? "", account);
  if (charge !== undefined) {
    const amountRefunded = charge.object.amount_refunded - object.amount;
    world.objects.save({
      ...charge,
      object: { ...charge.object, amount_refunded: amountRefunded, refunded: false },
    });
  }
  const previous = { status: stored.object.status };
  emitEvent(world, { type: "refund.failed", object, account, previous });
  emitEvent(world, { type: "refund.updated", object, account, previous });
  return object;
}

function findRefund({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return world.objects.find("refund", id, account) ?? noSuch("refund", id);
}

export const refundEndpoints = [
  endpoint({ method: "POST", path: "/v1/refunds", params: createParams, run: createRefund }),
  endpoint({
    method: "GET",
    path: "/v1/refunds/:id",
    params: params<Stripe.RefundRetrieveParams>()({ expand: expand() }),
    run: (call) => {
      const found = findRefund(call);
      return isRefusal(found) ? found : found.object;
    },
  }),
  endpoint({
    method: "POST",
    path: "/v1/refunds/:id",
    params: params<Stripe.RefundUpdateParams>()({
      metadata: emptyableMetadata().exactOptional(),
      expand: expand(),
    }),
    run: (call) => {
      const found = findRefund(call);
      if (isRefusal(found)) return found;
      const object = {
        ...found.object,
        metadata: mergedMetadata(found.object.metadata, call.params.metadata),
      };
      call.world.objects.save({ ...found, object });
      return object;
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/refunds",
    params: params<Stripe.RefundListParams>()({
      ...paging,
      created: createdFilter(),
      charge: text().exactOptional(),
      payment_intent: text().exactOptional(),
    }),
    run: ({ world, account, params: { charge, payment_intent, ...page } }) =>
      listPage(world, "refund", "/v1/refunds", page, {
        account,
        where: { "$.charge": charge, "$.payment_intent": payment_intent },
      }),
  }),
];
