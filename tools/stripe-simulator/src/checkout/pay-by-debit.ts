import type Stripe from "stripe";
import { readIban } from "../accounts/iban.ts";
import { insertPaidCharge } from "../charges/book-charge.ts";
import { newDebitCharge } from "../charges/charges.ts";
import { plainApproval } from "../charges/test-cards.ts";
import { emitEvent } from "../events/emit-event.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, unixSeconds, type World } from "../world.ts";
import { customerDetails } from "./checkout-session-shape.ts";
import { intentOf } from "./pay-session.ts";

type SessionRecord = Stored<"checkout.session">;

/** `complete`: the session is over, though nothing is paid yet. */
export type DebitOutcome =
  | { kind: "complete"; session: Stripe.Checkout.Session }
  | { kind: "closed"; session: Stripe.Checkout.Session }
  | { kind: "wrong" };

/** Stripe's test account whose debits fail; any other with correct check digits pays (docs.stripe.com/testing). */
const FAILING_IBAN = "AT861904300235473202";

/** Orders a debit: the session is complete and unpaid until the bank has answered, which takes days. */
export function payByDebit(
  world: World,
  record: SessionRecord,
  form: { iban: string; name: string },
): DebitOutcome {
  if (record.object.status !== "open") return { kind: "closed", session: record.object };
  const iban = readIban(form.iban);
  if (iban === null || !record.object.payment_method_types.includes("sepa_debit")) return { kind: "wrong" };
  const intent = intentOf(world, record);
  const processing: Stripe.PaymentIntent = { ...intent.object, next_action: null, status: "processing" };
  world.objects.save({ ...intent, object: processing });
  const object: Stripe.Checkout.Session = {
    ...record.object,
    customer_details: customerDetails(record.object.customer_email, form.name || null),
    payment_intent: processing.id,
    status: "complete",
    url: null,
  };
  world.objects.save({ ...record, object, hidden: { ...record.hidden, debitedIban: iban } });
  emitEvent(world, { type: "payment_intent.processing", object: processing, account: record.account });
  emitEvent(world, { type: "checkout.session.completed", object, account: record.account });
  schedule(world, { kind: "answer_debit", target: record.id }, world.settings.realism.delayedPaymentMs);
  return { kind: "complete", session: object };
}

/** The bank's answer to a debit. */
export function answerDebit(world: World, id: string): void {
  const record = world.objects.findAnywhere("checkout.session", id);
  const iban = record?.hidden.debitedIban ?? null;
  if (record === undefined || iban === null || record.object.payment_status !== "unpaid") return;
  const intent = world.objects.find(
    "payment_intent",
    idOf(record.object.payment_intent) ?? "",
    record.account,
  );
  if (intent?.object.status !== "processing") return;
  if (iban === FAILING_IBAN) failDebit(world, record, intent);
  else collectDebit(world, record, intent, iban);
}

function collectDebit(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  iban: string,
): void {
  const { account } = record;
  const email = record.object.customer_email;
  const name = record.object.customer_details?.name ?? null;
  const made = newDebitCharge({ intent: intent.object, iban, email, name, created: unixSeconds(world) });
  const charge = insertPaidCharge(world, account, made, plainApproval).object;
  const paid: Stripe.PaymentIntent = {
    ...intent.object,
    amount_received: intent.object.amount,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    status: "succeeded",
  };
  world.objects.save({ ...intent, object: paid });
  const object: Stripe.Checkout.Session = { ...record.object, payment_status: "paid" };
  world.objects.save({ ...record, object });
  emitEvent(world, { type: "charge.succeeded", object: charge, account });
  emitEvent(world, { type: "payment_intent.succeeded", object: paid, account });
  emitEvent(world, { type: "checkout.session.async_payment_succeeded", object, account });
}

function failDebit(world: World, record: SessionRecord, intent: Stored<"payment_intent">): void {
  const { account, object } = record;
  const failed: Stripe.PaymentIntent = { ...intent.object, status: "requires_payment_method" };
  world.objects.save({ ...intent, object: failed });
  emitEvent(world, { type: "payment_intent.payment_failed", object: failed, account });
  emitEvent(world, { type: "checkout.session.async_payment_failed", object, account });
}
