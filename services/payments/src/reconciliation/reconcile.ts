import type { Clock, Logger } from "@vc/http";
import { createQueueWorker } from "@vc/service";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { applyToDay } from "./apply-to-day.ts";
import type { Books } from "./books.ts";
import { dayAfter, dayOf, lastClosedDay } from "./compare.ts";
import { createBalanceComparison, type Reread } from "./compare-balances.ts";
import type { Findings } from "./lifecycle.ts";
import { BEGUN, type ReconciliationStore, type TakenDay } from "./store.ts";

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
  const { clock, log, books, store, payoutAccounts } = deps;
  const { comparePlatform, compareSeller } = createBalanceComparison(deps);

  /** Goes on where the day was. @returns `null` when another process has taken it over */
  async function compareDay(taken: TakenDay): Promise<Findings | null> {
    const { _id: day } = taken.entry;
    let progress = taken.entry.progress ?? BEGUN;
    if (!progress.isPlatformDone) {
      progress = { ...progress, ...(await comparePlatform(day)), isPlatformDone: true };
      if (!(await store.note(taken, progress))) return null;
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
      if (!(await store.note(taken, progress))) return null;
    }
    const { differences, bookedCount, entryCount, others } = progress;
    return { differences, bookedCount, entryCount, others };
  }

  async function reconcileDay(taken: TakenDay): Promise<void> {
    const found = await compareDay(taken);
    if (found === null) return;
    const { day, state, differences, bookedCount, entryCount } = await applyToDay(
      store,
      taken,
      { kind: "compared", ...found },
      clock.now(),
    );
    const about = { day, bookedCount, entryCount, state };
    if (state === "differs") log.error({ ...about, differences }, "ledger and Stripe differ");
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
        await reconcileDay(taken);
      } catch (error) {
        log.warn({ err: error, day: taken.entry._id }, "day could not be reconciled; it is tried again");
        await applyToDay(store, taken, { kind: "interrupted" }, clock.now());
      }
    },
  });
}
