import type { Logger } from "@vc/http";
import { createWorker, type Worker } from "@vc/service";
import { accountsAtStripe, type PayoutAccountStore } from "../payout-accounts/store.ts";
import type { Withdrawal } from "../withdrawals/lifecycle.ts";
import { type PayoutReadDeps, readPayout } from "../withdrawals/read-payout.ts";
import type { EventStore } from "./event-store.ts";
import type { StripeEvent } from "./lifecycle.ts";
import type { PollStore } from "./poll-store.ts";
import { accountEvents, platformEvents } from "./process-event.ts";
import { fromSnapshot, fromThin } from "./read-event.ts";

/** Events may be listed a little later than they are dated; so much of the time before is asked for again. */
const OVERLAP_MS = 5 * 60_000;

/** How many payouts one poll reads again, the oldest first. */
const PAYOUTS_PER_POLL = 100;

/** R29: banks send back what they had reported as paid within some days, and seldom later than this. */
const RETURNED_WITHIN_MS = 30 * 24 * 60 * 60_000;
const RETURNS_EVERY_MS = 6 * 60 * 60_000;

interface PollDeps extends PayoutReadDeps {
  readonly log: Logger;
  readonly everyMs: number;
  readonly events: EventStore;
  readonly polls: PollStore;
  readonly eventWorker: Worker;
  readonly payoutAccounts: PayoutAccountStore;
}

/**
 * Asks Stripe for events that never came. Events of sellers' accounts can only be listed account by
 * account, so that instead the payouts are read again that are still waited for, and now and then those that may yet come back;
 * the accounts themselves are read by a poller of their own. Where Stripe lists thin events for the platform as well, an
 * account is read sooner than that.
 */
export function createEventPoller(deps: PollDeps): Worker {
  const { clock, log, everyMs, polls, eventWorker } = deps;

  return createWorker({
    name: "event poller",
    log,
    // Looked at more often than it is due, so that a look just before the time does not cost a whole interval.
    pollMs: Math.ceil(everyMs / 4),
    concurrency: 1,
    takeOne: async () => {
      const now = clock.now();
      const seenUntil = await polls.take("stripe", now, everyMs);
      if (seenUntil === null) return false;
      const since = new Date(seenUntil.getTime() - OVERLAP_MS);
      const missed = (await listPlatformEvents(deps, since)) + (await listAccountEvents(deps, since));
      if (missed > 0) {
        log.warn({ missed }, "Stripe had events that never came");
        eventWorker.wake();
      }
      await readPendingPayouts(deps);
      await readReturnablePayouts(deps, now);
      await polls.finish("stripe", now);
      return false;
    },
  });
}

/** @returns how many had never come */
async function listPlatformEvents(deps: PollDeps, since: Date): Promise<number> {
  const listed: StripeEvent[] = [];
  const list = deps.stripe.events.list({
    types: Object.keys(platformEvents),
    created: { gte: Math.floor(since.getTime() / 1_000) },
    limit: 100,
  });
  for await (const event of list) listed.push(fromSnapshot(event));
  return keepMissed(deps, listed);
}

/** @returns how many had never come */
async function listAccountEvents(deps: PollDeps, since: Date): Promise<number> {
  const listed: StripeEvent[] = [];
  const list = deps.stripe.v2.core.events.list({ types: Object.keys(accountEvents), limit: 100 });
  // Newest first; the older ones have been seen by the poll before.
  for await (const event of list) {
    if (new Date(event.created) < since) break;
    listed.push(fromThin(event));
  }
  return keepMissed(deps, listed);
}

/** Keeps the events that are not known yet: of those that a poll lists, webhooks have brought almost all. */
async function keepMissed({ events, clock }: PollDeps, listed: readonly StripeEvent[]): Promise<number> {
  const known = await events.knownAmong(listed.map(({ id }) => id));
  let missed = 0;
  for (const event of listed.filter(({ id }) => !known.has(id))) {
    if ((await events.insert(event, "poller", clock.now())) === "new") missed++;
  }
  return missed;
}

async function readPendingPayouts(deps: PollDeps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - deps.everyMs);
  const waiting = await deps.withdrawals.pendingSince(before, PAYOUTS_PER_POLL);
  for (const withdrawal of waiting) await readPayoutOf(deps, withdrawal);
}

async function readReturnablePayouts(deps: PollDeps, now: Date): Promise<void> {
  if ((await deps.polls.take("returned payouts", now, RETURNS_EVERY_MS)) === null) return;
  const since = new Date(now.getTime() - RETURNED_WITHIN_MS);
  for await (const withdrawal of deps.withdrawals.paidSince(since)) await readPayoutOf(deps, withdrawal);
}

/** What cannot be read, as of an account that was closed at Stripe, must not keep the others from being read. */
async function readPayoutOf(deps: PollDeps, { id, accountId, payoutId }: Withdrawal): Promise<void> {
  const account = await deps.payoutAccounts.find(accountId);
  if (payoutId === null || account === null) return;
  const failures: unknown[] = [];
  // Of an account that was replaced meanwhile it is found there.
  for (const stripeAccountId of accountsAtStripe(account)) {
    try {
      return await readPayout(deps, payoutId, stripeAccountId);
    } catch (error) {
      failures.push(error);
    }
  }
  const about = { withdrawalId: id, accountId, payoutId };
  for (const error of failures) deps.log.error({ err: error, ...about }, "a payout could not be read again");
}
