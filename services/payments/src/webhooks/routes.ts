import { paymentsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Clock, HttpProblem } from "@vc/http";
import type { Worker } from "@vc/service";
import type Stripe from "stripe";
import type { EventStore } from "./event-store.ts";
import { isOfInterest } from "./process-event.ts";
import { readWebhook } from "./read-event.ts";

export interface WebhookRouteDeps {
  readonly stripe: Stripe;
  readonly clock: Clock;
  readonly events: EventStore;
  readonly eventWorker: Worker;
  /** What Stripe signs with, by endpoint. */
  readonly webhookSecrets: Readonly<Record<"platform" | "connected" | "accounts", string>>;
}

/** Where Stripe says that something happened. The answer says that it is kept, not that it is done. */
export function addWebhookRoutes(app: App, deps: WebhookRouteDeps): void {
  const { stripe, clock, events, eventWorker, webhookSecrets } = deps;

  // A signature is about bytes: in here JSON stays what came over the wire.
  void app.register(async (scope) => {
    // A scope of its own keeps the parser below away from other routes; what it speaks is the same.
    const raw: App = scope;
    raw.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    addEndpoint(raw, endpoints.receiveStripeEvent, async ({ params, headers, body }) => {
      const event =
        body instanceof Buffer
          ? readWebhook(stripe, {
              body,
              signature: headers["stripe-signature"],
              secret: webhookSecrets[params.endpoint],
              receivedAt: clock.now(),
            })
          : null;
      if (event === null)
        throw new HttpProblem(400, "invalid_signature", "This was not signed by Stripe just now.");
      if (isOfInterest(event.type)) {
        const kept = await events.insert(event, "webhook", clock.now());
        if (kept === "new") eventWorker.wake();
      }
      return { received: true as const };
    });
  });
}
