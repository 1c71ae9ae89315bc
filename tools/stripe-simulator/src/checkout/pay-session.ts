import type Stripe from "stripe";
import {
  type ApprovedCard,
  type Card,
  type CardError,
  type CardForm,
  failedAuthentication,
  plainApproval,
  readCard,
  verdictOn,
} from "../charges/test-cards.ts";
import { emitEvent } from "../events/emit-event.ts";
import { captureIntent, declineIntent, insertIntent } from "../payment-intents/pay-intent.ts";
import { newPaymentIntent } from "../payment-intents/payment-intents.ts";
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
  return capture(world, record, intent, card, { approval: verdict, isAuthenticated: false });
}

/** The buyer's answer on the 3-D Secure page. Without a card that waits for one, nothing happens. */
export function answerChallenge(world: World, record: SessionRecord, isAuthorized: boolean): PayOutcome {
  const card = record.hidden.challengedCard;
  if (record.object.status !== "open" || card === null) return { kind: "closed", session: record.object };
  const intent = intentOf(world, record);
  const answered = { ...record, hidden: { ...record.hidden, challengedCard: null } };
  if (!isAuthorized) return decline(world, answered, intent, card, failedAuthentication);
  return capture(world, answered, intent, card, { approval: plainApproval, isAuthenticated: true });
}

/** The session's intent; made at the first try, as Stripe does, so that unpaid sessions have none. */
export function intentOf(world: World, record: SessionRecord): Stored<"payment_intent"> {
  const known = idOf(record.object.payment_intent);
  const found = known === null ? undefined : world.objects.find("payment_intent", known, record.account);
  if (found !== undefined) return found;
  const object = newPaymentIntent(
    {
      amount: record.object.amount_total ?? 0,
      paymentMethodTypes: record.object.payment_method_types,
      data: record.hidden.paymentIntentData,
    },
    unixSeconds(world),
  );
  return insertIntent(world, record.account, object);
}

function capture(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  card: Card,
  how: { approval: ApprovedCard; isAuthenticated: boolean },
): PayOutcome {
  const email = record.object.customer_email;
  const paid = captureIntent(world, intent, { card, email }, how);
  const object: Stripe.Checkout.Session = {
    ...record.object,
    customer_details: customerDetails(email, card.name || null),
    payment_intent: paid.intent.id,
    payment_status: "paid",
    status: "complete",
    url: null,
  };
  world.objects.save({ ...record, object });
  emitEvent(world, { type: "checkout.session.completed", object, account: record.account });
  return { kind: "paid", session: object };
}

function decline(
  world: World,
  record: SessionRecord,
  intent: Stored<"payment_intent">,
  card: Card,
  error: CardError,
): PayOutcome {
  const failed = declineIntent(world, intent, { card, email: record.object.customer_email }, error);
  world.objects.save({ ...record, object: { ...record.object, payment_intent: failed.id } });
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
