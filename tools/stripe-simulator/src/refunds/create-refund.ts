import type Stripe from "stripe";
import { balanceOf, bookMovement } from "../balance/balance-transactions.ts";
import { availableOnOf } from "../charges/book-charge.ts";
import { isHeldByBank, lostCents } from "../disputes/charge-disputes.ts";
import { closeInquiriesOf } from "../disputes/inquiries.ts";
import { type EventCause, emitEvent } from "../events/emit-event.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { isRefusal, type Refusal, refuse } from "../http/refusals.ts";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, newStripeId, unixSeconds, type World } from "../world.ts";

/** What is asked for: by the API, by a person in the Dashboard, or by Stripe itself. */
export type RefundRequest = {
  amount?: number | undefined;
  charge?: string | undefined;
  payment_intent?: string | undefined;
  reason?: "duplicate" | "fraudulent" | "requested_by_customer" | undefined;
  metadata?: Stripe.MetadataParam | "" | undefined;
};

/**
 * Gives money back to the card, all that is left or a part. It is the buyer's at once, or waits: for funds, for the
 * bank, or for the buyer. Refuses: more than is left, an unpaid charge, one that a bank is deciding about.
 */
export function createRefund(
  world: World,
  account: string,
  given: RefundRequest,
  cause?: EventCause,
): Stripe.Refund | Refusal {
  const found = chargeToRefund(world, account, given);
  if (isRefusal(found)) return found;
  const left = found.object.amount - found.object.amount_refunded - lostCents(world, found);
  const wrong = whyNotRefundable(world, found, given.amount, left);
  if (wrong !== undefined) return wrong;
  const amount = given.amount ?? left;
  const refund = newRefund(world, found, amount, given);
  world.objects.insert({
    kind: "refund",
    id: refund.id,
    account,
    created: refund.created,
    object: refund,
    hidden: null,
  });
  countOnCharge(world, found, refund, cause);
  if (refund.pending_reason === "processing" || refund.status === "succeeded") {
    const kind = refund.status === "succeeded" ? "reference_refund" : "settle_refund";
    schedule(world, { kind, target: refund.id }, world.settings.refundReferenceDelayMs);
  }
  return refund;
}

function newRefund(
  world: World,
  charge: Stored<"charge">,
  amount: number,
  given: RefundRequest,
): Stripe.Refund {
  const id = newStripeId("re");
  const start = startOf(world, charge, amount);
  const isBooked = start.pending_reason === undefined || start.pending_reason === "processing";
  const reference = {
    reference_status: "pending",
    reference_type: "acquirer_reference_number",
    type: "refund",
  } as const;
  return {
    id,
    object: "refund",
    amount,
    balance_transaction: isBooked ? bookRefund(world, charge, { id, amount }) : null,
    charge: charge.id,
    created: unixSeconds(world),
    currency: charge.object.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: "card", card: reference },
    metadata: metadataOf(given.metadata),
    payment_intent: charge.object.payment_intent,
    payment_method: charge.object.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...start,
  };
}

/** How a refund begins: done, or with what it waits for. */
function startOf(
  world: World,
  charge: Stored<"charge">,
  amount: number,
): Pick<Stripe.Refund, "status" | "pending_reason" | "next_action"> {
  const [fault] = takeFaults(world, { at: "refund_creation" });
  if (fault?.kind === "refund_waits" && fault.status === "requires_action")
    return asksTheBuyer(world, charge);
  const lacking = lackOfFunds(world, charge, amount);
  if (lacking !== null) return { status: "pending", pending_reason: lacking };
  const isSlow = fault?.kind === "refund_waits" || charge.hidden?.refund === "pends";
  return isSlow ? { status: "pending", pending_reason: "processing" } : { status: "succeeded" };
}

const BUYER_MAY_ANSWER_S = 45 * 24 * 3600;

function asksTheBuyer(world: World, charge: Stored<"charge">) {
  const now = unixSeconds(world);
  const emailSent = {
    email_sent_at: now,
    email_sent_to: charge.object.billing_details.email ?? "buyer@example.test",
  };
  const displayDetails = { email_sent: emailSent, expires_at: now + BUYER_MAY_ANSWER_S };
  return {
    status: "requires_action",
    next_action: { type: "display_details", display_details: displayDetails },
  } as const;
}

/** What a refund has to wait for before its money can leave the balance; null: nothing. */
export function lackOfFunds(
  world: World,
  charge: Stored<"charge">,
  amount: number,
): "charge_pending" | "insufficient_funds" | null {
  if (!world.settings.realism.areRefundsFunded || amount <= balanceOf(world, charge.account).available)
    return null;
  return availableOnOf(charge) > unixSeconds(world) ? "charge_pending" : "insufficient_funds";
}

/** Takes a refund's money from the balance. Gives the id of the transaction. */
export function bookRefund(
  world: World,
  { account, object }: Stored<"charge">,
  refund: { id: string; amount: number },
): string {
  const { description } = object;
  const movement = bookMovement(world, {
    account,
    type: "refund",
    reportingCategory: "refund",
    amount: -refund.amount,
    source: refund.id,
    description: description === null ? "REFUND FOR CHARGE" : `REFUND FOR CHARGE (${description})`,
  });
  return movement.id;
}

function countOnCharge(
  world: World,
  found: Stored<"charge">,
  refund: Stripe.Refund,
  cause: EventCause | undefined,
): void {
  const { account, object: charge } = found;
  const refundedAmount = charge.amount_refunded + refund.amount;
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
