import { OnboardingLink, PayoutAccount } from "@vc/contracts";
import { type App, callerOf, HttpProblem } from "@vc/http";
import { z } from "zod";
import type { PaymentsDeps } from "../deps.ts";
import { isStripeError } from "../stripe/call-failure.ts";

export function addPayoutAccountRoutes(app: App, deps: PaymentsDeps): void {
  const { payoutAccounts, payoutAccountStore } = deps;

  /** An account that cannot receive money is read again: its owner comes back from Stripe before Stripe's event. */
  async function current(accountId: string) {
    const known = await payoutAccountStore.find(accountId);
    if (known === null || known.state === "active") return known;
    try {
      return await payoutAccounts.sync(accountId);
    } catch (error) {
      if (isStripeError(error)) return known;
      throw error;
    }
  }

  app.post(
    "/v1/payments/payout-account",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "The address of Stripe's onboarding pages for the caller's payout account (R5)",
        body: z.strictObject({}).nullish(),
        response: { 201: OnboardingLink },
      },
    },
    async (request, reply) => {
      const result = await payoutAccounts.startOnboarding(callerOf(request).accountId);
      if (result.kind === "unavailable") {
        throw new HttpProblem(503, "unavailable", "The payment provider does not answer right now.");
      }
      return reply.code(201).send({ url: result.url });
    },
  );

  app.get(
    "/v1/payments/payout-account",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "Whether the caller's payout account can receive money, and what Stripe still wants (R5)",
        response: { 200: PayoutAccount },
      },
    },
    async (request) => {
      const account = await current(callerOf(request).accountId);
      return { state: account?.state ?? "missing", requirements: [...(account?.requirements ?? [])] };
    },
  );
}
