import { paymentsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem } from "@vc/http";
import { isStripeError } from "../stripe/call-failure.ts";
import { providerRefused } from "../stripe/problems.ts";
import type { PayoutAccount } from "./lifecycle.ts";
import { type OnboardingDeps, startOnboarding } from "./onboarding.ts";
import { readPayoutAccount } from "./read-account.ts";

export function addPayoutAccountRoutes(app: App, deps: OnboardingDeps): void {
  addEndpoint(app, endpoints.startOnboarding, async ({ caller }) => {
    const result = await startOnboarding(deps, caller.accountId);
    if (result.kind === "unavailable") {
      throw new HttpProblem(503, "unavailable", "The payment provider does not answer right now.");
    }
    if (result.kind === "refused") throw providerRefused();
    return { url: result.url };
  });

  addEndpoint(app, endpoints.getPayoutAccount, async ({ caller }) => {
    const account = await currentAccount(deps, caller.accountId);
    return { state: account?.state ?? "missing", requirements: [...(account?.requirements ?? [])] };
  });
}

/** An account that cannot receive money is read again: its owner comes back from Stripe before Stripe's event. */
async function currentAccount(deps: OnboardingDeps, accountId: string): Promise<PayoutAccount | null> {
  const known = await deps.payoutAccounts.find(accountId);
  if (known === null || known.state === "active") return known;
  try {
    return await readPayoutAccount(deps, accountId);
  } catch (error) {
    if (isStripeError(error)) return known;
    throw error;
  }
}
