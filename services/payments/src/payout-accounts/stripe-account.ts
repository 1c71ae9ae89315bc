import type Stripe from "stripe";
import type { PayoutAccount } from "./lifecycle.ts";

const INCLUDED = ["configuration.recipient", "requirements"] as const;

/** Where a seller's account is, and where its owner comes back to from Stripe's pages. */
export interface OnboardingSettings {
  readonly payoutCountry: string;
  readonly webUrl: string;
}

/** Creates a seller's account at Stripe, or finds it: the claim gives every retry the same key and parameters. */
export function createStripeAccount(
  stripe: Stripe,
  { id, claim, formerStripeIds }: PayoutAccount,
  { payoutCountry }: OnboardingSettings,
): Promise<Stripe.V2.Core.Account> {
  const { attempt, contactEmail } = claim ?? { attempt: 1, contactEmail: null };
  // A seller's second account is another one.
  const replaced = formerStripeIds.length === 0 ? [] : [`after-${formerStripeIds.length}`];
  return stripe.v2.core.accounts.create(
    {
      ...(contactEmail === null ? {} : { contact_email: contactEmail }),
      dashboard: "express",
      defaults: {
        currency: "eur",
        responsibilities: { fees_collector: "application", losses_collector: "application" },
      },
      identity: { country: payoutCountry },
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
      include: [...INCLUDED],
      metadata: { account: id },
    },
    { idempotencyKey: ["acct", id, ...replaced, attempt].join(":") },
  );
}

export function retrieveStripeAccount(
  stripe: Stripe,
  stripeAccountId: string,
): Promise<Stripe.V2.Core.Account> {
  return stripe.v2.core.accounts.retrieve(stripeAccountId, { include: [...INCLUDED] });
}

/** The address of Stripe's pages on which the seller completes the account. */
export async function onboardingUrl(
  stripe: Stripe,
  stripeAccountId: string,
  { webUrl }: OnboardingSettings,
): Promise<string> {
  const link = await stripe.v2.core.accountLinks.create({
    account: stripeAccountId,
    use_case: {
      type: "account_onboarding",
      account_onboarding: {
        refresh_url: `${webUrl}/payout-account?expired=1`,
        return_url: `${webUrl}/payout-account`,
      },
    },
  });
  return link.url;
}
