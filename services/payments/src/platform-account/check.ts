import type { Clock, Logger } from "@vc/http";
import { createWorker, type Worker } from "@vc/service";
import type Stripe from "stripe";
import type { PollStore } from "../webhooks/poll-store.ts";
import { judge, owedCents, readPlatformFunds } from "./judge.ts";
import type { CheckedPlatform, PlatformAccountStore } from "./store.ts";

const HOUR_MS = 60 * 60_000;
const LOOK_MS = 60_000;

export interface PlatformCheckDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly stripe: Stripe;
  readonly platformAccount: PlatformAccountStore;
}

/**
 * Reads the platform's own account at Stripe, and keeps whether its balance holds what is owed to buyers and sellers, and
 * goes on holding it. What is amiss is logged as an error and alerted: only a person can change it, at Stripe.
 */
export async function checkPlatformAccount(deps: PlatformCheckDeps): Promise<CheckedPlatform> {
  const { clock, log, stripe, platformAccount } = deps;
  const settings = await stripe.balanceSettings.retrieve();
  const balance = await stripe.balance.retrieve();
  const owed = owedCents(await Array.fromAsync(platformAccount.balances()));
  const verdict = judge(readPlatformFunds(settings, balance), owed);
  const found = { ...verdict, owedCents: owed, checkedAt: clock.now() };
  await platformAccount.replace(found);
  if (!found.isProtected)
    log.error(found, "Stripe pays out the platform's balance, which holds money of others");
  if (found.missingCents > 0) log.error(found, "the platform's balance at Stripe holds less than is owed");
  return found;
}

/** Checks at the start of each process, and every hour by one of them. */
export function createPlatformWatch(deps: PlatformCheckDeps & { readonly polls: PollStore }): Worker {
  const { clock, log, polls } = deps;
  let isChecked = false;
  return createWorker({
    name: "platform account",
    log,
    pollMs: LOOK_MS,
    concurrency: 1,
    takeOne: async () => {
      const isDue = (await polls.take("platform account", clock.now(), HOUR_MS)) !== null;
      if (!isDue && isChecked) return false;
      await checkPlatformAccount(deps);
      isChecked = true;
      return false;
    },
  });
}
