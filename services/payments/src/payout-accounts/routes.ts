import { paymentsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem } from "@vc/http";
import type { PaymentsDeps } from "../deps.ts";
import { isStripeError } from "../stripe/call-failure.ts";

export function addPayoutAccountRoutes(
  app: App,
  { payoutAccounts, payoutAccountStore }: Pick<PaymentsDeps, "payoutAccounts" | "payoutAccountStore">,
): void {
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

  addEndpoint(app, endpoints.startOnboarding, async ({ caller }) => {
    const result = await payoutAccounts.startOnboarding(caller.accountId);
    if (result.kind === "unavailable") {
      throw new HttpProblem(503, "unavailable", "The payment provider does not answer right now.");
    }
    return { url: result.url };
  });

  addEndpoint(app, endpoints.getPayoutAccount, async ({ caller }) => {
    const account = await current(caller.accountId);
    return { state: account?.state ?? "missing", requirements: [...(account?.requirements ?? [])] };
  });
}
