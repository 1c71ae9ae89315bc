import type Stripe from "stripe";
import type { RefundOutcome } from "../charges/test-cards.ts";

/** What Stripe keeps of a session but does not show: needed when the buyer pays. */
export type SessionHidden = {
  lineItems: Stripe.LineItem[];
  paymentIntentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
  /** The card that waits for its 3-D Secure confirmation, if one does. */
  challengedCard: CardOnFile | null;
  /** The bank account that a debit was ordered from, if one was. */
  debitedIban?: string;
};

export type CardOnFile = { number: string; expMonth: number; expYear: number; name: string };

/** How the bank behind a charge treats its refunds, and when its money can be used (Unix seconds). */
export type ChargeHidden = { refund: RefundOutcome; availableOn: number } | null;

export type AccountHidden = { iban: string | null; bankAccountId: string | null };

export type AccountLinkHidden = { isUsed: boolean };

type Kind<TObject, THidden = null> = { object: TObject; hidden: THidden };

/** Every kind of object that is stored: its public shape, as stripe-node declares it, and its hidden part. */
export type Kinds = {
  "checkout.session": Kind<Stripe.Checkout.Session, SessionHidden>;
  payment_intent: Kind<Stripe.PaymentIntent>;
  charge: Kind<Stripe.Charge, ChargeHidden>;
  "radar.early_fraud_warning": Kind<Stripe.Radar.EarlyFraudWarning>;
  balance_settings: Kind<Stripe.BalanceSettings>;
  refund: Kind<Stripe.Refund>;
  transfer: Kind<Stripe.Transfer>;
  transfer_reversal: Kind<Stripe.TransferReversal>;
  payout: Kind<Stripe.Payout>;
  balance_transaction: Kind<Stripe.BalanceTransaction>;
  dispute: Kind<Stripe.Dispute>;
  event: Kind<Stripe.Event>;
  "v2.core.account": Kind<Stripe.V2.Core.Account, AccountHidden>;
  "v2.core.account_link": Kind<Stripe.V2.Core.AccountLink, AccountLinkHidden>;
  "v2.core.event": Kind<ThinEvent>;
};

export type KindName = keyof Kinds;

/** A v2 event as `GET /v2/core/events/:id` shows it; its webhook leaves `data` out. */
export type ThinEvent = {
  id: string;
  object: "v2.core.event";
  type: string;
  created: string;
  livemode: false;
  context?: string;
  /** Not there when the event is about no object of the API. */
  related_object?: { id: string; type: string; url: string };
  data?: Record<string, unknown>;
};

/** The account that a stored object belongs to: a connected one, or the platform itself. */
export const PLATFORM_ACCOUNT = "platform";
