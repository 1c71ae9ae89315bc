import type Stripe from "stripe";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";
import type { SessionHidden } from "../store/kinds.ts";
import { newStripeId } from "../world.ts";

/** The intent that a Checkout Session makes when its buyer first tries to pay. */
export function newPaymentIntent(
  session: Stripe.Checkout.Session,
  data: SessionHidden["paymentIntentData"],
  created: number,
): Stripe.PaymentIntent {
  const id = newStripeId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
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
    currency: session.currency ?? "eur",
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
    payment_method_types: ["card"],
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

export const paymentIntentEndpoints = [
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
