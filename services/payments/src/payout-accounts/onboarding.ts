import type { Logger } from "@vc/http";
import { eventually } from "@vc/service";
import type { ReportRefusal } from "../exceptions/report-refusal.ts";
import type { People } from "../people/people.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import { applyToPayoutAccount } from "./apply-to-payout-account.ts";
import { type PayoutAccount, readAccount } from "./lifecycle.ts";
import { keepPayoutsManual } from "./payout-schedule.ts";
import { type ReplacementDeps, replaceWhenGone } from "./replace-account.ts";
import { createStripeAccount, type OnboardingSettings, onboardingUrl } from "./stripe-account.ts";

export interface OnboardingDeps extends ReplacementDeps, OnboardingSettings {
  readonly people: People;
  readonly log: Logger;
  readonly reportRefusal: ReportRefusal;
}

export type OnboardingResult =
  | { readonly kind: "link"; readonly url: string }
  /** Stripe is not reachable or will not do it now; nothing was lost, and asking again goes on from here. */
  | { readonly kind: "unavailable" }
  /** Stripe refuses it, or the seller's former account has to be looked into first: staff know. */
  | { readonly kind: "refused" };

/**
 * R5: the address of the hosted onboarding, for a first time or to complete what Stripe still wants. Makes the
 * seller's account at Stripe where there is none; however often and concurrently it is called, there is one.
 */
export async function startOnboarding(deps: OnboardingDeps, accountId: string): Promise<OnboardingResult> {
  const { stripe, people, payoutAccounts, reportRefusal } = deps;
  const email = (await eventually(() => people.find(accountId)))?.email ?? null;
  // Stripe makes no account without one; that of a new person is on its way here.
  if (email === null) return { kind: "unavailable" };
  try {
    const begun = await replaceWhenGone(deps, await payoutAccounts.begin(accountId, email), email);
    if (begun === "held") return { kind: "refused" };
    if (begun === "busy") return { kind: "unavailable" };
    if (begun.stripeAccountId === null) await create(deps, begun);
    const account = await payoutAccounts.find(accountId);
    if (account === null || account.stripeAccountId === null) return { kind: "unavailable" };
    return { kind: "link", url: await onboardingUrl(stripe, account.stripeAccountId, deps) };
  } catch (error) {
    const failure = judgeFailure(error);
    if (failure.kind === "unknown") return { kind: "unavailable" };
    await reportRefusal("opening a payout account", failure, { accountId });
    await claimAgain(deps, accountId, email);
    return { kind: "refused" };
  }
}

async function create(deps: OnboardingDeps, begun: PayoutAccount): Promise<void> {
  const made = await createStripeAccount(deps.stripe, begun, deps);
  await applyToPayoutAccount(deps, begun, { ...readAccount(made), stripeAccountId: made.id });
  await keepPayoutsManual(deps.stripe, made.id);
}

/** The same key would get the same refusal for a day: the next request has another, and the address as it is then. */
async function claimAgain(
  { bus, payoutAccounts }: OnboardingDeps,
  accountId: string,
  contactEmail: string,
): Promise<void> {
  await bus.transaction(async ({ session }) => {
    const begun = await payoutAccounts.find(accountId, session);
    if (begun === null || begun.claim === null) return;
    const claim = { attempt: begun.claim.attempt + 1, contactEmail };
    await payoutAccounts.replace(begun, { ...begun, claim }, session);
  });
}
