import type Stripe from "stripe";
import { z } from "zod";
import { SMALLEST_PAYMENT_CENTS } from "../charges/fee.ts";
import {
  failedAuthentication,
  type TestPaymentMethod,
  testPaymentMethods,
  verdictOn,
} from "../charges/test-cards.ts";
import { definedOnly } from "../http/defined-only.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, flag, integer, metadata, paging, params, text } from "../http/params.ts";
import { noSuch, type Refusal, refuse } from "../http/refusals.ts";
import type { SessionHidden } from "../store/kinds.ts";
import { newStripeId, unixSeconds } from "../world.ts";
import { captureIntent, declineIntent, insertIntent } from "./pay-intent.ts";

/** An intent to pay in euros that nothing has been tried for. */
export function newPaymentIntent(
  made: {
    amount: number;
    paymentMethodTypes: string[];
    data: SessionHidden["paymentIntentData"];
  },
  created: number,
): Stripe.PaymentIntent {
  const { amount, data } = made;
  const id = newStripeId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${newStripeId("s").slice(2)}`,
    confirmation_method: "automatic",
    created,
    currency: "eur",
    customer: null,
    customer_account: null,
    description: data.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: metadataOf(data.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: made.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: data.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: data.transfer_group ?? null,
  };
}

/** Metadata as it is stored: text only, and an empty value means that there is none. */
export function metadataOf(given: Stripe.MetadataParam | "" | null | undefined): Stripe.Metadata {
  const entries = Object.entries(given === "" ? {} : (given ?? {}));
  const present = entries.filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

/** An update of metadata: names that are given replace, empty values remove, `""` removes all. */
export function mergedMetadata(
  present: Stripe.Metadata | null,
  given: Stripe.MetadataParam | "" | null | undefined,
): Stripe.Metadata {
  if (given === undefined) return present ?? {};
  if (given === "" || given === null) return {};
  return metadataOf({ ...present, ...given });
}

const createParams = params<Stripe.PaymentIntentCreateParams>()({
  amount: integer(),
  currency: z.literal("eur"),
  payment_method: text(),
  // An intent that waits for its payment method belongs to forms of the platform's own, which are not simulated.
  confirm: z.literal("true").transform(() => true),
  automatic_payment_methods: params<Stripe.PaymentIntentCreateParams.AutomaticPaymentMethods>()({
    enabled: flag(),
    allow_redirects: z.literal("never").exactOptional(),
  }).exactOptional(),
  description: text(1000).exactOptional(),
  metadata: metadata().exactOptional(),
  transfer_group: text().exactOptional(),
  expand: expand(),
});

/** Pays at once with one of Stripe's test payment methods. Refuses: another payment method, a card that is declined. */
function createIntent(call: Call<z.output<typeof createParams>>): Stripe.PaymentIntent | Refusal {
  const { world, account, params: given } = call;
  const method = given.payment_method;
  if (!isTestPaymentMethod(method)) {
    return refuse("reference_not_found", `No such PaymentMethod: '${method}'`, "payment_method");
  }
  if (given.amount < SMALLEST_PAYMENT_CENTS)
    return refuse("amount_too_small", "Amount must be at least €0.50 eur", "amount");
  const { description, metadata: data, transfer_group } = given;
  const object = newPaymentIntent(
    {
      amount: given.amount,
      paymentMethodTypes: ["card"],
      data: definedOnly({ description, metadata: data, transfer_group }),
    },
    unixSeconds(world),
  );
  const intent = insertIntent(world, account, object);
  const number = testPaymentMethods[method];
  const payer = { card: { number, expMonth: 12, expYear: 2039, name: "" }, email: null };
  const verdict = verdictOn(number);
  if (verdict.kind === "approved")
    return captureIntent(world, intent, payer, { approval: verdict, isAuthenticated: false }).intent;
  const error = verdict.kind === "declined" ? verdict.error : failedAuthentication;
  declineIntent(world, intent, payer, error);
  return refuse("card_declined", error.message.en);
}

function isTestPaymentMethod(id: string): id is TestPaymentMethod {
  return id in testPaymentMethods;
}

export const paymentIntentEndpoints = [
  endpoint({ method: "POST", path: "/v1/payment_intents", params: createParams, run: createIntent }),
  endpoint({
    method: "GET",
    path: "/v1/payment_intents/:id",
    params: params<Stripe.PaymentIntentRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return world.objects.find("payment_intent", id, account)?.object ?? noSuch("payment_intent", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/payment_intents",
    params: params<Stripe.PaymentIntentListParams>()({ ...paging, created: createdFilter() }),
    run: ({ world, account, params: page }) =>
      listPage(world, "payment_intent", "/v1/payment_intents", page, { account }),
  }),
];
