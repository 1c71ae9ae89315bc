import { type App, HttpProblem } from "@vc/http";
import { z } from "zod";
import type { PaymentsDeps } from "../deps.ts";
import { isOfInterest } from "./process-event.ts";
import { readWebhook } from "./read-event.ts";

/** Where Stripe says that something happened. The answer says that it is kept, not that it is done. */
export function addWebhookRoutes(app: App, deps: PaymentsDeps): void {
  const { stripe, events, eventWorker, webhookSecrets } = deps;
  const { clock } = deps.platform;

  // A signature is about bytes: in here JSON stays what came over the wire.
  void app.register(async (scope) => {
    // A scope of its own keeps the parser below away from other routes; what it speaks is the same.
    const raw: App = scope;
    raw.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    raw.post(
      "/v1/payments/webhooks/:endpoint",
      {
        config: { access: "signed_webhook" },
        schema: {
          tags: ["payments"],
          summary: "For Stripe only: keeps a signed event",
          params: z.object({ endpoint: z.enum(["platform", "connected", "accounts"]) }),
          headers: z.looseObject({ "stripe-signature": z.string().min(1).max(1_000) }),
          response: { 200: z.object({ received: z.literal(true) }) },
        },
      },
      async (request) => {
        const { endpoint } = request.params;
        const event =
          request.body instanceof Buffer
            ? readWebhook(stripe, {
                body: request.body,
                signature: request.headers["stripe-signature"],
                secret: webhookSecrets[endpoint],
                receivedAt: clock.now(),
              })
            : null;
        if (event === null)
          throw new HttpProblem(400, "invalid_signature", "This was not signed by Stripe just now.");
        if (isOfInterest(event.type)) {
          const kept = await events.insert(event, "webhook", clock.now());
          if (kept === "new") eventWorker.nudge();
        }
        return { received: true as const };
      },
    );
  });
}
