import type Stripe from "stripe";
import { LARGEST_PAYMENT_CENTS, SMALLEST_PAYMENT_CENTS } from "../charges/fee.ts";
import { emitEvent } from "../events/emit-event.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";
import {
  type CreateSessionParams,
  createSessionParams,
  expireSessionParams,
  listLineItemsParams,
  listSessionsParams,
  retrieveSessionParams,
} from "./checkout-session-params.ts";
import { lineItemFrom, sessionFrom } from "./checkout-session-shape.ts";

const LONGEST_LIFETIME_S = 24 * 3600;

/** Refuses: amounts out of bounds, an expiry out of bounds, addresses that are none. */
function createSession({
  world,
  account,
  params,
}: Call<CreateSessionParams>): Stripe.Checkout.Session | Refusal {
  const now = unixSeconds(world);
  const expiresAt = params.expires_at ?? now + LONGEST_LIFETIME_S;
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
    paymentMethods: world.settings.realism.paymentMethods,
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

function wrongAmount(params: CreateSessionParams, total: number): Refusal | undefined {
  const index = params.line_items.findIndex(
    (item) => item.price_data.unit_amount < 0 || (item.quantity ?? 1) < 1,
  );
  if (index >= 0) return refuse("parameter_invalid", "Invalid non-negative integer", `line_items[${index}]`);
  if (total < SMALLEST_PAYMENT_CENTS) {
    return refuse(
      "amount_too_small",
      "The Checkout Session's total amount due must add up to at least €0.50 eur",
    );
  }
  if (total > LARGEST_PAYMENT_CENTS) {
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
  if (expiresAt - now <= LONGEST_LIFETIME_S) return undefined;
  const message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.";
  return refuse("parameter_invalid", message, "expires_at");
}

function wrongAddress(params: CreateSessionParams): Refusal | undefined {
  for (const name of ["success_url", "cancel_url"] as const) {
    const address = params[name];
    if (address === undefined || /^https?:\/\//.test(address)) continue;
    return refuse("parameter_invalid", "Not a valid URL", name);
  }
  if (params.customer_email === undefined || /^[^@\s]+@[^@\s]+$/.test(params.customer_email))
    return undefined;
  return refuse("parameter_invalid", `Invalid email address: ${params.customer_email}`, "customer_email");
}

function intentDataFrom(params: CreateSessionParams): Stripe.Checkout.SessionCreateParams.PaymentIntentData {
  const given = Object.entries(params.payment_intent_data ?? {}).filter(([, value]) => value !== undefined);
  // Only the names of the parameter table are in it, which are all of this type's.
  return Object.fromEntries(given) as Stripe.Checkout.SessionCreateParams.PaymentIntentData;
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
