import type Stripe from "stripe";
import { z } from "zod";
import type { StripeEvent } from "./lifecycle.ts";

/** Every object that Stripe has events about has an id; stripe-node's union of them all does not say so. */
const identified = z.object({ id: z.string() });

/** An event of v1, which carries a snapshot of its object: only the object's id is kept. */
export function fromSnapshot(event: Stripe.Event): StripeEvent {
  const object = identified.safeParse(event.data.object);
  return {
    id: event.id,
    type: event.type,
    objectId: object.success ? object.data.id : null,
    stripeAccountId: event.account ?? null,
    createdAt: new Date(event.created * 1_000),
  };
}

const related = z.object({ related_object: z.object({ id: z.string() }) });

/** A thin event of v2, as its webhook or the list of events shows it. */
export function fromThin(event: { id: string; type: string; created: string | Date }): StripeEvent {
  const about = related.safeParse(event);
  return {
    id: event.id,
    type: event.type,
    objectId: about.success ? about.data.related_object.id : null,
    stripeAccountId: null,
    createdAt: new Date(event.created),
  };
}

const thinEvent = z.object({ object: z.literal("v2.core.event") });

/**
 * Reads a webhook's body, after checking that Stripe signed it not long ago.
 *
 * @returns `null` when the signature or the body is not good
 */
export function readWebhook(
  stripe: Stripe,
  webhook: { body: Buffer; signature: string; secret: string; receivedAt: Date },
): StripeEvent | null {
  const { body, signature, secret } = webhook;
  const receivedAtMs = webhook.receivedAt.getTime();
  try {
    // Which of the two parsers fits stands in the body; both check the signature before they give anything back.
    return thinEvent.safeParse(JSON.parse(body.toString("utf8"))).success
      ? fromThin(stripe.parseEventNotification(body, signature, secret, TOLERANCE_S, undefined, receivedAtMs))
      : fromSnapshot(
          stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, receivedAtMs),
        );
  } catch {
    return null;
  }
}

/** Older signatures may be replayed recordings. */
const TOLERANCE_S = 300;
