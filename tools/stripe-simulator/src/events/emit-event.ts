import Stripe from "stripe";
import { deliveryPlan } from "../faults/fault.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { PLATFORM_ACCOUNT, type ThinEvent } from "../store/kinds.ts";
import { newStripeId, unixSeconds, type WebhookEndpointName, type World } from "../world.ts";
import { queueDelivery } from "./deliveries.ts";

export type EventCause = { requestId: string | null; idempotencyKey: string | null };

const noCause: EventCause = { requestId: null, idempotencyKey: null };

/**
 * Records that something happened to an object, with the object as it is now, and queues the webhook: the platform's
 * own events go to the platform endpoint, those of a connected account to the connected one, with `account` set.
 */
export function emitEvent(
  world: World,
  event: {
    type: Stripe.Event.Type;
    object: object;
    account: string;
    previous?: object;
    cause?: EventCause | undefined;
  },
): void {
  const isConnected = event.account !== PLATFORM_ACCOUNT;
  const cause = event.cause ?? noCause;
  const id = newStripeId("evt");
  const created = unixSeconds(world);
  const built = {
    id,
    object: "event",
    ...(isConnected ? { account: event.account } : {}),
    api_version: Stripe.API_VERSION,
    created,
    data: {
      object: event.object,
      ...(event.previous === undefined ? {} : { previous_attributes: event.previous }),
    },
    livemode: false,
    pending_webhooks: world.settings.webhooks[isConnected ? "connected" : "platform"] === undefined ? 0 : 1,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type: event.type,
  };
  // stripe-node declares one type per event name; which one this is shows only at run time.
  const stored = built as Stripe.Event;
  world.objects.insert({ kind: "event", id, account: event.account, created, object: stored, hidden: null });
  queue(world, isConnected ? "connected" : "platform", id, event.type);
}

/** The same for Accounts v2: a thin event, which names the object and leaves its state to be read. */
export function emitThinEvent(
  world: World,
  event: {
    type: string;
    account: string;
    related: NonNullable<ThinEvent["related_object"]> | null;
    data?: Record<string, unknown>;
  },
): void {
  const id = newStripeId("evt_test");
  const now = world.now();
  const stored: ThinEvent = {
    id,
    object: "v2.core.event",
    type: event.type,
    created: now.toISOString(),
    livemode: false,
    context: event.account,
    ...(event.related === null ? {} : { related_object: event.related }),
    ...(event.data === undefined ? {} : { data: event.data }),
  };
  const { areAccountEventsInContext } = world.settings.realism;
  world.objects.insert({
    kind: "v2.core.event",
    id,
    account: areAccountEventsInContext ? event.account : PLATFORM_ACCOUNT,
    created: Math.floor(now.getTime() / 1000),
    object: stored,
    hidden: null,
  });
  queue(world, thinEventsGoTo(world), id, event.type);
}

export function thinEventsGoTo(world: World): WebhookEndpointName {
  return world.settings.webhooks.accounts === undefined ? "connected" : "accounts";
}

function queue(world: World, endpoint: WebhookEndpointName, eventId: string, eventType: string): void {
  if (world.settings.webhooks[endpoint] === undefined) return;
  const faults = takeFaults(world, { at: "webhook", type: eventType, endpoint });
  const departures = deliveryPlan(faults, world.random);
  if (departures.length === 0)
    queueDelivery(world, { eventId, eventType, endpoint, delayMs: 0, state: "dropped" });
  for (const delayMs of departures)
    queueDelivery(world, { eventId, eventType, endpoint, delayMs, state: "pending" });
  world.wake();
}
