import type { Clock } from "@vc/http";
import { createQueueWorker, type Worker } from "@vc/service";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { applyToDay } from "./apply-to-day.ts";
import { dayAfter, dayOf, lastClosedDay } from "./compare.ts";
import { type ComparisonDeps, comparePlatform, compareSeller } from "./compare-balances.ts";
import type { Findings } from "./lifecycle.ts";
import { begun, type ReconciliationStore, type TakenDay } from "./store.ts";

interface ReconciliationDeps extends ComparisonDeps {
  readonly clock: Clock;
  readonly pollMs: number;
  readonly reconciliations: ReconciliationStore;
  readonly payoutAccounts: PayoutAccountStore;
  /** Reads whether the platform's own account keeps what is owed. */
  readonly checkPlatform: () => Promise<unknown>;
}

/**
 * R31: compares each day with what Stripe booked on it, in both directions. One instance does a day, notes how far it
 * has come, and the process that takes over goes on there.
 */
export function createReconciliation(deps: ReconciliationDeps): Worker {
  const { clock, log, reconciliations } = deps;
  return createQueueWorker({
    name: "reconciliation",
    queue: reconciliations.queue,
    log,
    pollMs: deps.pollMs,
    concurrency: 1,
    before: () => demandDays(deps, clock.now()),
    work: async (taken) => {
      try {
        await reconcileDay(deps, taken);
      } catch (error) {
        log.warn({ err: error, day: taken.entry._id }, "day could not be reconciled; it is tried again");
        await applyToDay(reconciliations, taken, { kind: "interrupted" }, clock.now());
      }
    },
  });
}

/** Days that are over and were never asked for, from the first money on. */
async function demandDays({ books, reconciliations }: ReconciliationDeps, now: Date): Promise<void> {
  const latest = await reconciliations.latestDay();
  const begunAt = latest === null ? await books.begunAt() : null;
  const first = latest === null ? begunAt && dayOf(begunAt) : dayAfter(latest);
  if (first === null) return;
  for (let day = first; day <= lastClosedDay(now); day = dayAfter(day))
    await reconciliations.demand(day, now);
}

async function reconcileDay(deps: ReconciliationDeps, taken: TakenDay): Promise<void> {
  const { clock, log, reconciliations } = deps;
  const found = await compareDay(deps, taken);
  if (found === null) return;
  const fact = { kind: "compared", ...found } as const;
  const after = await applyToDay(reconciliations, taken, fact, clock.now());
  const { day, state, differences, bookedCount, entryCount } = after;
  const about = { day, bookedCount, entryCount, state };
  if (state === "differs") log.error({ ...about, differences }, "ledger and Stripe differ");
  else log.info({ ...about, differences: differences.length }, "day reconciled");
}

/** Goes on where the day was. @returns `null` when another process has taken it over */
async function compareDay(deps: ReconciliationDeps, taken: TakenDay): Promise<Findings | null> {
  const { reconciliations, payoutAccounts } = deps;
  const { _id: day } = taken.entry;
  let progress = taken.entry.progress ?? begun;
  if (!progress.isPlatformDone) {
    await deps.checkPlatform();
    progress = { ...progress, ...(await comparePlatform(deps, day)), isPlatformDone: true };
    if (!(await reconciliations.note(taken, progress))) return null;
  }
  for await (const { id, stripeAccountIds } of payoutAccounts.after(progress.afterAccountId)) {
    const seller = await compareSeller(deps, id, stripeAccountIds, day);
    progress = {
      ...progress,
      differences: [...progress.differences, ...seller.differences],
      bookedCount: progress.bookedCount + seller.bookedCount,
      entryCount: progress.entryCount + seller.entryCount,
      afterAccountId: id,
    };
    if (!(await reconciliations.note(taken, progress))) return null;
  }
  const { differences, bookedCount, entryCount, others } = progress;
  return { differences, bookedCount, entryCount, others };
}
