import type Stripe from "stripe";
import { metadataOf } from "../payment-intents/payment-intents.ts";
import type { PaymentMethodType } from "../realism.ts";
import { newStripeId } from "../world.ts";
import type { CreateSessionParams } from "./checkout-session-params.ts";

export function lineItemFrom(
  item: CreateSessionParams["line_items"][number],
  created: number,
): Stripe.LineItem {
  const quantity = item.quantity ?? 1;
  const amount = item.price_data.unit_amount * quantity;
  return {
    id: newStripeId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: "eur",
    description: item.price_data.product_data.name,
    metadata: metadataOf(item.metadata),
    price: {
      id: newStripeId("price"),
      object: "price",
      active: false,
      billing_scheme: "per_unit",
      created,
      currency: "eur",
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newStripeId("prod"),
      recurring: null,
      tax_behavior: item.price_data.tax_behavior ?? "unspecified",
      tiers_mode: null,
      transform_quantity: null,
      type: "one_time",
      unit_amount: item.price_data.unit_amount,
      unit_amount_decimal: null,
    },
    quantity,
  };
}

/** An open session without a payment attempt. */
export function sessionFrom(
  params: CreateSessionParams,
  made: {
    id: string;
    now: number;
    expiresAt: number;
    total: number;
    url: string;
    /** What the account offers where the session does not choose. */
    paymentMethods: readonly PaymentMethodType[];
  },
): Stripe.Checkout.Session {
  return {
    id: made.id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: made.total,
    amount_total: made.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: made.now,
    currency: "eur",
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: params.customer_creation ?? "if_required",
    customer_details:
      params.customer_email === undefined ? null : customerDetails(params.customer_email, null),
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: made.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: metadataOf(params.metadata),
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: params.allowed_payment_method_types ?? [...made.paymentMethods],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: made.url,
    wallet_options: null,
  };
}

export function customerDetails(
  email: string | null,
  name: string | null,
): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: name,
    name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
}
