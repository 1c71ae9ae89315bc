import type { Logger } from "@vc/http";
import { eventually } from "@vc/service";
import type { People } from "../people/people.ts";
import { judgeFailure, logRefusal } from "../stripe/call-failure.ts";
import { applyToPayoutAccount, isOvertaken } from "./apply-to-payout-account.ts";
import { type PayoutAccount, readAccount } from "./lifecycle.ts";
import { keepPayoutsManual } from "./payout-schedule.ts";
import type { PayoutAccountReadDeps } from "./read-account.ts";
import { createStripeAccount, type OnboardingSettings, onboardingUrl } from "./stripe-account.ts";

export interface OnboardingDeps extends PayoutAccountReadDeps, OnboardingSettings {
  readonly people: People;
  readonly log: Logger;
}

export type OnboardingResult =
  | { readonly kind: "link"; readonly url: string }
  /** Stripe is not reachable or will not do it now; nothing was lost, and asking again goes on from here. */
  | { readonly kind: "unavailable" };

/**
 * R5: the address of the hosted onboarding, for a first time or to complete what Stripe still wants. Makes the
 * seller's account at Stripe where there is none; however often and concurrently it is called, there is one.
 */
export async function startOnboarding(deps: OnboardingDeps, accountId: string): Promise<OnboardingResult> {
  const { stripe, people, payoutAccounts, log } = deps;
  const email = (await eventually(() => people.find(accountId)))?.email ?? null;
  // Stripe makes no account without one; that of a new person is on its way here.
  if (email === null) return { kind: "unavailable" };
  const begun = await payoutAccounts.begin(accountId, email);
  try {
    if (begun.stripeAccountId === null) await create(deps, begun);
  } catch (error) {
    const failure = judgeFailure(error);
    logRefusal(log, failure, { accountId });
    if (failure.kind === "refused") await claimAgain(deps, begun, email);
    return { kind: "unavailable" };
  }
  const account = await payoutAccounts.find(accountId);
  if (account === null || account.stripeAccountId === null) return { kind: "unavailable" };
  try {
    return { kind: "link", url: await onboardingUrl(stripe, account.stripeAccountId, deps) };
  } catch (error) {
    logRefusal(log, judgeFailure(error), { accountId, stripeAccountId: account.stripeAccountId });
    return { kind: "unavailable" };
  }
}

async function create(deps: OnboardingDeps, begun: PayoutAccount): Promise<void> {
  const made = await createStripeAccount(deps.stripe, begun, deps);
  await applyToPayoutAccount(deps, begun, { ...readAccount(made), stripeAccountId: made.id });
  await keepPayoutsManual(deps.stripe, made.id);
}

/** The same key would get the same refusal for a day: the next request has another, and the address as it is then. */
async function claimAgain(
  deps: OnboardingDeps,
  begun: PayoutAccount,
  contactEmail: string | null,
): Promise<void> {
  if (begun.claim === null) return;
  const claim = { attempt: begun.claim.attempt + 1, contactEmail };
  await deps.bus.transaction(async (tx) => {
    if (await isOvertaken(deps, begun, tx)) return;
    await deps.payoutAccounts.replace(begun, { ...begun, claim }, tx.session);
  });
}
