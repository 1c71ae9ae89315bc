import type { Clock, Logger } from "@vc/http";
import { createQueueWorker } from "@vc/service";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { Books } from "./books.ts";
import {
  type Booked,
  boundsOf,
  compare,
  type Day,
  type Difference,
  dayAfter,
  dayOf,
  judge,
  keyOf,
  lastClosedDay,
} from "./compare.ts";
import { BEGUN, type Progress, type ReconciliationStore, type TakenDay } from "./store.ts";

/** What an operator moves between the platform's balance and its bank is not the platform's business. */
const OPERATORS_OWN = ["payout", "payout_failure", "payout_cancel", "topup", "topup_reversal"];

/** Of a seller's balance only payouts are compared: the rest is the other side of the platform's transfers. */
const PAYOUTS = ["payout", "payout_failure", "payout_cancel"];

/** Reads an object at Stripe again, in case its event was lost: what is only late is mended instead of reported. */
export type Reread = (stripeId: string) => Promise<void>;

/**
 * R31: compares each day with what Stripe booked on it, in both directions. One instance does a day, notes how far it
 * has come, and the process that takes over goes on there.
 */
export function createReconciliation(deps: {
  clock: Clock;
  log: Logger;
  pollMs: number;
  books: Books;
  store: ReconciliationStore;
  payoutAccounts: PayoutAccountStore;
  reread: Reread;
}) {
  const { clock, log, books, store, payoutAccounts, reread } = deps;

  /** Both sides of one object, whenever they moved; read again before it is called a difference. */
  async function differenceOf(
    stripeId: string,
    transactionIds: readonly string[],
  ): Promise<Difference | null> {
    const sides = async () => {
      const theirs = await books.bookedFor(stripeId);
      const ids = new Set([
        stripeId,
        ...transactionIds,
        ...theirs.flatMap(({ id, source }) => [id, source ?? id]),
      ]);
      return compare(stripeId, await books.recordedFor([...ids]), theirs);
    };
    const first = await sides();
    if (first === null) return null;
    try {
      await reread(stripeId);
    } catch (error) {
      log.warn({ err: error, stripeId }, "could not be read again before it was reported");
    }
    return sides();
  }

  async function comparePlatform(day: Day): Promise<Progress> {
    const { from, to } = boundsOf(day);
    const booked = await books.bookedBetween(from, to);
    const recorded = await books.recordedBetween(from, to);
    const own = booked.filter(({ type }) => OPERATORS_OWN.includes(type));
    const groups = Map.groupBy(
      booked.filter((transaction) => !own.includes(transaction)),
      keyOf,
    );
    const differences = new Map<string, Difference>();
    const seen = new Set<string>();
    for (const [key, theirs] of groups) {
      const ids = theirs.map(({ id }) => id);
      for (const id of [key, ...ids]) seen.add(id);
      const ours = await books.recordedFor([key, ...ids]);
      if (compare(key, ours, theirs) === null) continue;
      // A part of it may have moved on another day.
      const difference = await differenceOf(key, ids);
      if (difference !== null) differences.set(key, difference);
    }
    for (const { stripeId } of recorded) {
      if (seen.has(stripeId)) continue;
      seen.add(stripeId);
      const difference = await differenceOf(stripeId, []);
      if (difference !== null) differences.set(difference.stripeId, difference);
    }
    return {
      differences: [...differences.values()],
      bookedCount: booked.length,
      entryCount: recorded.length,
      others: totalsOf(own),
      isPlatformDone: true,
      afterAccountId: null,
    };
  }

  async function compareSeller(
    accountId: string,
    stripeAccountId: string,
    day: Day,
  ): Promise<Pick<Progress, "differences" | "bookedCount" | "entryCount">> {
    const { from, to } = boundsOf(day);
    const all = await books.bookedBetween(from, to, stripeAccountId);
    const booked = all.filter(({ type }) => PAYOUTS.includes(type));
    const asked = await books.payoutsAskedBetween(accountId, from, to);
    const differences: Difference[] = [];
    for (const payoutId of new Set([...booked.map(keyOf), ...asked.map(({ stripeId }) => stripeId)])) {
      const ours = await books.payoutRecorded(payoutId);
      const theirs = await books.bookedFor(payoutId, stripeAccountId);
      const difference = compare(payoutId, ours, theirs, accountId);
      if (difference !== null) differences.push(difference);
    }
    return { differences, bookedCount: booked.length, entryCount: asked.length };
  }

  async function compareDay(taken: TakenDay): Promise<void> {
    const { _id: day } = taken.entry;
    let progress = taken.entry.progress ?? BEGUN;
    if (!progress.isPlatformDone) {
      progress = await comparePlatform(day);
      if (!(await store.note(taken, progress))) return;
    }
    for await (const { id, stripeAccountId } of payoutAccounts.after(progress.afterAccountId)) {
      const seller = await compareSeller(id, stripeAccountId, day);
      progress = {
        ...progress,
        differences: [...progress.differences, ...seller.differences],
        bookedCount: progress.bookedCount + seller.bookedCount,
        entryCount: progress.entryCount + seller.entryCount,
        afterAccountId: id,
      };
      if (!(await store.note(taken, progress))) return;
    }
    const now = clock.now();
    const { differences, bookedCount, entryCount, others } = progress;
    const verdict = judge(day, differences, now);
    await store.finish(taken, { ...verdict, checkedAt: now, differences, bookedCount, entryCount, others });
    const about = { day, bookedCount, entryCount, state: verdict.state };
    if (verdict.state === "differs") log.error({ ...about, differences }, "ledger and Stripe differ");
    else log.info({ ...about, differences: differences.length }, "day reconciled");
  }

  /** Days that are over and were never asked for, from the first money on. */
  async function demandDays(now: Date): Promise<void> {
    const latest = await store.latestDay();
    const begunAt = latest === null ? await books.begunAt() : null;
    const first = latest === null ? begunAt && dayOf(begunAt) : dayAfter(latest);
    if (first === null) return;
    for (let day = first; day <= lastClosedDay(now); day = dayAfter(day)) await store.demand(day, now);
  }

  return createQueueWorker({
    name: "reconciliation",
    queue: store.queue,
    log,
    pollMs: deps.pollMs,
    concurrency: 1,
    before: () => demandDays(clock.now()),
    work: async (taken) => {
      try {
        await compareDay(taken);
      } catch (error) {
        log.warn({ err: error, day: taken.entry._id }, "day could not be reconciled; it is tried again");
        await store.defer(taken);
      }
    },
  });
}

function totalsOf(booked: readonly Booked[]): Progress["others"] {
  return [...Map.groupBy(booked, ({ type }) => type)].map(([type, transactions]) => ({
    type,
    count: transactions.length,
    netCents: transactions.reduce((sum, { netCents }) => sum + netCents, 0),
  }));
}
