import type { Logger } from "@vc/http";
import { createWorker, type Worker } from "@vc/service";
import { type PayoutAccountReadDeps, readPayoutAccount } from "./read-account.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often accounts are read without an event: sellers wait for those that are not active. */
const turns = [
  { name: "accounts that are not active", isActive: false, everyMs: HOUR_MS },
  { name: "active accounts", isActive: true, everyMs: 24 * HOUR_MS },
] as const;

/** Says which of many instances has a turn. */
interface Turns {
  take(name: string, now: Date, everyMs: number): Promise<Date | null>;
}

/**
 * Reads sellers' accounts at Stripe whose events may be lost. Stripe lists these events in the context of each account
 * only, so that reading the account costs no more, and says what is true now.
 */
export function createAccountPoller(
  deps: PayoutAccountReadDeps & { readonly log: Logger; readonly polls: Turns },
): Worker {
  const { clock, log, polls, payoutAccounts } = deps;

  /** What cannot be read, as of an account that was closed at Stripe, must not keep the others from being read. */
  async function read(accountId: string): Promise<void> {
    try {
      await readPayoutAccount(deps, accountId);
    } catch (error) {
      log.error({ err: error, accountId }, "a payout account could not be read again");
    }
  }

  return createWorker({
    name: "account poller",
    log,
    pollMs: MINUTE_MS,
    concurrency: 1,
    takeOne: async () => {
      const now = clock.now();
      for (const { name, isActive, everyMs } of turns) {
        if ((await polls.take(name, now, everyMs)) === null) continue;
        for await (const accountId of payoutAccounts.standing(isActive)) await read(accountId);
      }
      return false;
    },
  });
}
