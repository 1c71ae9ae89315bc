import type Stripe from "stripe";
import { insertPaidCharge } from "../charges/book-charge.ts";
import { newCharge } from "../charges/charges.ts";
import type { ApprovedCard, Card, CardError } from "../charges/test-cards.ts";
import { emitEvent } from "../events/emit-event.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { unixSeconds, type World } from "../world.ts";

type Intent = Stored<"payment_intent">;

/** Who pays an intent, and with what. */
export type Payer = { card: Card; email: string | null };

/** Stores a new intent, with its event. */
export function insertIntent(world: World, account: string, object: Stripe.PaymentIntent): Intent {
  const { id, created } = object;
  const intent = { kind: "payment_intent", id, account, created, object, hidden: null } as const;
  world.objects.insert(intent);
  emitEvent(world, { type: "payment_intent.created", object, account });
  return intent;
}

/** The bank pays: the charge, its money, and what the bank does with it after a while. */
export function captureIntent(
  world: World,
  intent: Intent,
  { card, email }: Payer,
  how: { approval: ApprovedCard; isAuthenticated: boolean },
): { intent: Stripe.PaymentIntent; charge: Stripe.Charge } {
  const { account } = intent;
  const created = unixSeconds(world);
  const { isAuthenticated } = how;
  const made = newCharge({ intent: intent.object, card, error: null, isAuthenticated, email, created });
  const charge = insertPaidCharge(world, account, made, how.approval).object;
  const paid: Stripe.PaymentIntent = {
    ...intent.object,
    amount_received: intent.object.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: charge.payment_method,
    status: "succeeded",
  };
  world.objects.save({ ...intent, object: paid });
  emitEvent(world, { type: "charge.succeeded", object: charge, account });
  emitEvent(world, { type: "payment_intent.succeeded", object: paid, account });
  if (how.approval.later !== null) {
    schedule(world, { kind: how.approval.later, target: charge.id }, world.settings.disputeDelayMs);
  }
  return { intent: paid, charge };
}

/** The bank refuses: a failed charge, and an intent that waits for another card. */
export function declineIntent(
  world: World,
  intent: Intent,
  { card, email }: Payer,
  error: CardError,
): Stripe.PaymentIntent {
  const { account } = intent;
  const created = unixSeconds(world);
  const charge = newCharge({ intent: intent.object, card, error, isAuthenticated: false, email, created });
  world.objects.insert({ kind: "charge", id: charge.id, account, created, object: charge, hidden: null });
  const failed: Stripe.PaymentIntent = {
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
  world.objects.save({ ...intent, object: failed });
  emitEvent(world, { type: "charge.failed", object: charge, account });
  emitEvent(world, { type: "payment_intent.payment_failed", object: failed, account });
  return failed;
}
