import type Stripe from "stripe";
import type { z } from "zod";
import { emitEvent } from "../events/emit-event.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { largestPaymentCents, smallestPaymentCents } from "../payments/fee.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";
import {
  createSessionParams,
  expireSessionParams,
  listLineItemsParams,
  listSessionsParams,
  retrieveSessionParams,
} from "./checkout-session-params.ts";
import { metadataOf } from "./payment-intents.ts";

type CreateParams = z.output<typeof createSessionParams>;

const longestLifetimeS = 24 * 3600;

/** Refuses: amounts out of bounds, an expiry out of bounds, addresses that are none. */
function createSession({ world, account, params }: Call<CreateParams>): Stripe.Checkout.Session | Refusal {
  const now = unixSeconds(world);
  const expiresAt = params.expires_at ?? now + longestLifetimeS;
  const lineItems = params.line_items.map((item) => lineItemFrom(item, now));
  const total = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
  const wrong = wrongAmount(params, total) ?? wrongExpiry(world, now, expiresAt) ?? wrongAddress(params);
  if (wrong !== undefined) return wrong;
  const id = `cs_test_${newStripeId("a").slice(2)}`;
  const session = sessionFrom(params, {
    id,
    now,
    expiresAt,
    total,
    url: `${world.settings.publicUrl}/c/pay/${id}`,
  });
  world.objects.insert({
    kind: "checkout.session",
    id,
    account,
    created: now,
    object: session,
    hidden: { lineItems, paymentIntentData: intentDataFrom(params), challengedCard: null },
  });
  schedule(world, { kind: "expire_session", target: id }, expiresAt * 1000 - world.now().getTime());
  return session;
}

function wrongAmount(params: CreateParams, total: number): Refusal | undefined {
  const index = params.line_items.findIndex(
    (item) => item.price_data.unit_amount < 0 || (item.quantity ?? 1) < 1,
  );
  if (index >= 0) return refuse("parameter_invalid", "Invalid non-negative integer", `line_items[${index}]`);
  if (total < smallestPaymentCents) {
    return refuse(
      "amount_too_small",
      "The Checkout Session's total amount due must add up to at least €0.50 eur",
    );
  }
  if (total > largestPaymentCents) {
    return refuse(
      "amount_too_large",
      "The Checkout Session's total amount must convert to at most €999,999.99 eur",
    );
  }
  return undefined;
}

function wrongExpiry(world: World, now: number, expiresAt: number): Refusal | undefined {
  const shortest = world.settings.minSessionLifetimeS;
  if (expiresAt - now < shortest) {
    const bound = `at least ${shortest / 60} minutes`;
    const message = `The \`expires_at\` timestamp must be ${bound} from Checkout Session creation.`;
    return refuse("parameter_invalid", message, "expires_at");
  }
  if (expiresAt - now <= longestLifetimeS) return undefined;
  const message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.";
  return refuse("parameter_invalid", message, "expires_at");
}

function wrongAddress(params: CreateParams): Refusal | undefined {
  for (const name of ["success_url", "cancel_url"] as const) {
    const address = params[name];
    if (address === undefined || /^https?:\/\//.test(address)) continue;
    return refuse("parameter_invalid", "Not a valid URL", name);
  }
  if (params.customer_email === undefined || /^[^@\s]+@[^@\s]+$/.test(params.customer_email))
    return undefined;
  return refuse("parameter_invalid", `Invalid email address: ${params.customer_email}`, "customer_email");
}

function intentDataFrom(params: CreateParams): Stripe.Checkout.SessionCreateParams.PaymentIntentData {
  const given = Object.entries(params.payment_intent_data ?? {}).filter(([, value]) => value !== undefined);
  // Only the names of the parameter table are in it, which are all of this type's.
  return Object.fromEntries(given) as Stripe.Checkout.SessionCreateParams.PaymentIntentData;
}

function lineItemFrom(item: CreateParams["line_items"][number], created: number): Stripe.LineItem {
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

function sessionFrom(
  params: CreateParams,
  made: { id: string; now: number; expiresAt: number; total: number; url: string },
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
    payment_method_types: ["card"],
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

/** Ends an open session without payment: by request, or because its time is over. Others are left as they are. */
export function expireSession(world: World, stored: Stored<"checkout.session">): Stored<"checkout.session"> {
  if (stored.object.status !== "open") return stored;
  const object: Stripe.Checkout.Session = { ...stored.object, status: "expired", url: null };
  const expired = { ...stored, object, hidden: { ...stored.hidden, challengedCard: null } };
  world.objects.save(expired);
  emitEvent(world, { type: "checkout.session.expired", object, account: stored.account });
  return expired;
}

export function lineItemsPage(stored: Stored<"checkout.session">): Stripe.ApiList<Stripe.LineItem> {
  const url = `/v1/checkout/sessions/${stored.id}/line_items`;
  return { object: "list", data: stored.hidden.lineItems, has_more: false, url };
}

function findSession({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return world.objects.find("checkout.session", id, account) ?? noSuch("checkout.session", id);
}

export const checkoutSessionEndpoints = [
  endpoint({
    method: "POST",
    path: "/v1/checkout/sessions",
    params: createSessionParams,
    run: createSession,
  }),
  endpoint({
    method: "GET",
    path: "/v1/checkout/sessions/:id",
    params: retrieveSessionParams,
    run: (call) => {
      const found = findSession(call);
      return isRefusal(found) ? found : found.object;
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/checkout/sessions",
    params: listSessionsParams,
    run: ({ world, account, params: { payment_intent, status, customer_details, ...page } }) =>
      listPage(world, "checkout.session", "/v1/checkout/sessions", page, {
        account,
        where: {
          "$.payment_intent": payment_intent,
          "$.status": status,
          "$.customer_details.email": customer_details?.email,
        },
      }),
  }),
  endpoint({
    method: "POST",
    path: "/v1/checkout/sessions/:id/expire",
    params: expireSessionParams,
    run: (call) => {
      const found = findSession(call);
      if (isRefusal(found)) return found;
      if (found.object.status === "open") return expireSession(call.world, found).object;
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${found.object.status}\`.`;
      return refuse("state_forbids", message);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/checkout/sessions/:id/line_items",
    params: listLineItemsParams,
    run: (call) => {
      const found = findSession(call);
      return isRefusal(found) ? found : lineItemsPage(found);
    },
  }),
];
