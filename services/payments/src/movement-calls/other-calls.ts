import type Stripe from "stripe";
import { idempotencyKey } from "../movements/movement.ts";
import type { Call } from "./call.ts";

/** Closes a checkout session that nothing is to be paid in any more. */
export const closeSessionCall = (stripe: Stripe): Call<"close_session"> => ({
  look: async ({ order }) => {
    const session = await stripe.checkout.sessions.retrieve(order.sessionId);
    return session.status === "open" ? null : session.id;
  },
  make: async (movement) => {
    const session = await stripe.checkout.sessions.retrieve(movement.order.sessionId);
    // One that was paid or has expired by itself is closed; what was paid has an event of its own.
    if (session.status !== "open") return session.id;
    const expired = await stripe.checkout.sessions.expire(
      session.id,
      {},
      { idempotencyKey: idempotencyKey(movement) },
    );
    return expired.id;
  },
});
