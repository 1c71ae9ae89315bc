import type Stripe from "stripe";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params, text } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";
import { newStripeId } from "../world.ts";
import { brandOf, type Card, type CardError, countryOf } from "./test-cards.ts";

/** The charge that paying an intent with a card makes: paid, or failed with the bank's reason. Not booked yet. */
export function newCharge(made: {
  intent: Stripe.PaymentIntent;
  card: Card;
  error: CardError | null;
  isAuthenticated: boolean;
  email: string | null;
  created: number;
}): Stripe.Charge {
  const { intent, card, error } = made;
  const details = {
    type: "card",
    card: cardDetails(intent.amount, card, made.isAuthenticated),
  } as const;
  const payer = { email: made.email, name: card.name || null };
  return chargeFrom({ ...made, ...payer, id: newStripeId("ch"), details, outcome: outcomeOf(error) });
}

/** The charge that a debit makes when the bank has paid. */
export function newDebitCharge(made: {
  intent: Stripe.PaymentIntent;
  iban: string;
  email: string | null;
  name: string | null;
  created: number;
}): Stripe.Charge {
  const sepaDebit = {
    bank_code: made.iban.slice(4, 9),
    branch_code: null,
    country: made.iban.slice(0, 2),
    fingerprint: null,
    last4: made.iban.slice(-4),
    mandate: null,
  };
  const details = { type: "sepa_debit", sepa_debit: sepaDebit } as const;
  // Stripe calls what no card has paid a payment: `py_…`.
  return chargeFrom({ ...made, error: null, id: newStripeId("py"), details, outcome: outcomeOf(null) });
}

function chargeFrom(made: {
  id: string;
  intent: Stripe.PaymentIntent;
  error: CardError | null;
  email: string | null;
  name: string | null;
  created: number;
  details: Stripe.Charge.PaymentMethodDetails;
  outcome: Stripe.Charge.Outcome;
}): Stripe.Charge {
  const { intent, error } = made;
  const isPaid = error === null;
  return {
    id: made.id,
    object: "charge",
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: made.email, name: made.name, phone: null, tax_id: null },
    calculated_statement_descriptor: "SIMULATED",
    captured: isPaid,
    created: made.created,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: error?.code ?? null,
    failure_message: error?.message.en ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: made.outcome,
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: newStripeId("pm"),
    payment_method_details: made.details,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isPaid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
}

function outcomeOf(error: CardError | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: error === null ? "approved_by_network" : "declined_by_network",
    reason: error?.declineCode ?? error?.code ?? null,
    risk_level: "normal",
    risk_score: 20,
    seller_message: error === null ? "Payment complete." : "The bank did not return any further details.",
    type: error === null ? "authorized" : "issuer_declined",
  };
}

function cardDetails(
  amount: number,
  card: Card,
  isAuthenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: brandOf(card.number),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: countryOf(card.number),
    electronic_commerce_indicator: null,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    funding: "credit",
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    network: brandOf(card.number),
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: isAuthenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: null,
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: null,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

export const chargeEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/charges/:id",
    params: params<Stripe.ChargeRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return world.objects.find("charge", id, account)?.object ?? noSuch("charge", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/charges",
    params: params<Stripe.ChargeListParams>()({
      ...paging,
      created: createdFilter(),
      payment_intent: text().exactOptional(),
      transfer_group: text().exactOptional(),
    }),
    run: ({ world, account, params: { payment_intent, transfer_group, ...page } }) =>
      listPage(world, "charge", "/v1/charges", page, {
        account,
        where: { "$.payment_intent": payment_intent, "$.transfer_group": transfer_group },
      }),
  }),
];
