import type Stripe from "stripe";
import { bookMovement } from "../balance/balance-transactions.ts";
import { newCharge } from "../charges/charges.ts";
import { processingFee } from "../charges/fee.ts";
import {
  type Card,
  type CardError,
  type CardForm,
  failedAuthentication,
  type LaterWord,
  readCard,
  verdictOn,
} from "../charges/test-cards.ts";
import { emitEvent } from "../events/emit-event.ts";
import { newPaymentIntent } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, unixSeconds, type World } from "../world.ts";
import { customerDetails } from "./checkout-session-shape.ts";

/** What became of a try to pay. `closed`: the session is paid already, or expired. */
export type PayOutcome =
  | { kind: "paid"; session: Stripe.Checkout.Session }
  | { kind: "challenge" }
  | { kind: "declined"; error: CardError }
  | { kind: "closed"; session: Stripe.Checkout.Session };

type SessionRecord = Stored<"checkout.session">;

/**
 * Pays an open session with a card. `isLate` also pays one that has expired, as when the payment was under way while the
 * session was being closed. A paid session is never charged again.
 */
export function paySession(world: World, record: SessionRecord, form: CardForm, isLate = false): PayOutcome {
  const { status } = record.object;
  if (status === "complete" || (status !== "open" && !isLate))
    return { kind: "closed", session: record.object };
  const card = readCard(form, world.now());
  // Mistyped data never reaches the bank, so that it leaves no failed charge.
  if ("code" in card) return { kind: "declined", error: card };
  const verdict = verdictOn(card.number);
  const intent = intentOf(world, record);
  if (verdict.kind === "declined") return decline(world, record, intent, card, verdict.error);
  if (verdict.kind === "challenge") return challenge(world, record, intent, card);
  return capture(world, record, intent, card, {
    later: verdict.later,
    isAuthenticated: false,
  });
}

/** The buyer's answer on the 3-D Secure page. Without a card that waits for one, nothing happens. */
export function answerChallenge(world: World, record: SessionRecord, isAuthorized: boolean): PayOutcome {
  const card = record.hidden.challengedCard;
  if (record.object.status !== "open" || card === null) return { kind: "closed", session: record.object };
  const intent = intentOf(world, record);
  const answered = { ...record, hidden: { ...record.hidden, challengedCard: null } };
  if (!isAuthorized) return decline(world, answered, intent, card, failedAuthentication);
  return capture(world, answered, intent, card, { later: null, isAuthenticated: true });
}

/** The session's intent; made at the first try, as Stripe does, so that unpaid sessions have none. */
function intentOf(world: World, record: SessionRecord): Stored<"payment_intent"> {
  const known = idOf(record.object.payment_intent);
  const found = known === null ? undefined : world.objects.find("payment_intent", known, record.account);
  if (found !== undefined) return found;
  const created = unixSeconds(world);
  const object = newPaymentIntent(record.object, record.hidden.paymentIntentData, created);
  const made = {
    kind: "payment_intent",
    id: object.id,
    account: record.account,
    created,
    object,
    hidden: null,
  } as const;
  world.objects.insert(made);
  emitEvent(world, { type: "payment_intent.created", object, account: record.account });
  return made;
}

function capture(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  card: Card,
  how: { later: LaterWord; isAuthenticated: boolean },
): PayOutcome {
  const { account } = record;
  const created = unixSeconds(world);
  const email = record.object.customer_email;
  const made = newCharge({
    intent: intent.object,
    card,
    error: null,
    isAuthenticated: how.isAuthenticated,
    email,
    created,
  });
  const movement = bookMovement(world, {
    account,
    type: "charge",
    reportingCategory: "charge",
    amount: made.amount,
    fee: processingFee(made.amount),
    source: made.id,
    description: made.description,
  });
  const charge: Stripe.Charge = { ...made, balance_transaction: movement.id };
  world.objects.insert({ kind: "charge", id: charge.id, account, created, object: charge, hidden: null });
  const paidIntent: Stripe.PaymentIntent = {
    ...intent.object,
    amount_received: intent.object.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: charge.payment_method,
    status: "succeeded",
  };
  world.objects.save({ ...intent, object: paidIntent });
  const session: Stripe.Checkout.Session = {
    ...record.object,
    customer_details: customerDetails(email, card.name || null),
    payment_intent: paidIntent.id,
    payment_status: "paid",
    status: "complete",
    url: null,
  };
  world.objects.save({ ...record, object: session });
  emitEvent(world, { type: "charge.succeeded", object: charge, account });
  emitEvent(world, { type: "payment_intent.succeeded", object: paidIntent, account });
  emitEvent(world, { type: "checkout.session.completed", object: session, account });
  if (how.later !== null) {
    schedule(world, { kind: how.later, target: charge.id }, world.settings.disputeDelayMs);
  }
  return { kind: "paid", session };
}

function decline(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  card: Card,
  error: CardError,
): PayOutcome {
  const { account } = record;
  const created = unixSeconds(world);
  const email = record.object.customer_email;
  const charge = newCharge({ intent: intent.object, card, error, isAuthenticated: false, email, created });
  world.objects.insert({ kind: "charge", id: charge.id, account, created, object: charge, hidden: null });
  const failedIntent: Stripe.PaymentIntent = {
    ...intent.object,
    last_payment_error: {
      charge: charge.id,
      // stripe-node lists known codes; those of the test cards are among them.
      code: error.code as Stripe.PaymentIntent.LastPaymentError.Code,
      ...(error.declineCode === null ? {} : { decline_code: error.declineCode }),
      message: error.message.en,
      type: "card_error",
    },
    latest_charge: charge.id,
    next_action: null,
    status: "requires_payment_method",
  };
  world.objects.save({ ...intent, object: failedIntent });
  world.objects.save({ ...record, object: { ...record.object, payment_intent: failedIntent.id } });
  emitEvent(world, { type: "charge.failed", object: charge, account });
  emitEvent(world, { type: "payment_intent.payment_failed", object: failedIntent, account });
  return { kind: "declined", error };
}

function challenge(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  card: Card,
): PayOutcome {
  const url = `${world.settings.publicUrl}/c/pay/${record.id}/confirm`;
  const waiting: Stripe.PaymentIntent = {
    ...intent.object,
    next_action: { type: "redirect_to_url", redirect_to_url: { return_url: record.object.success_url, url } },
    status: "requires_action",
  };
  world.objects.save({ ...intent, object: waiting });
  const object = { ...record.object, payment_intent: waiting.id };
  world.objects.save({ ...record, object, hidden: { ...record.hidden, challengedCard: card } });
  emitEvent(world, { type: "payment_intent.requires_action", object: waiting, account: record.account });
  return { kind: "challenge" };
}
