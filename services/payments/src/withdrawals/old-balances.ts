import { BalanceAgeing } from "@vc/contracts";
import type { Logger } from "@vc/http";
import { createWorker, type Worker } from "@vc/service";
import { balanceOf } from "./balance.ts";
import { requestWithdrawal, type WithdrawalRequestDeps } from "./request-withdrawal.ts";

const DAY_MS = 24 * 60 * 60_000;
const LOOK_MS = 60_000;

/** Stripe wants what lies in a balance to be paid out within 90 days: its owner is reminded, and then it is. */
const REMIND_AFTER_MS = 60 * DAY_MS;
const PAY_OUT_AFTER_MS = 80 * DAY_MS;

/** Says which of many instances has a turn. */
interface Turns {
  take(name: string, now: Date, everyMs: number): Promise<Date | null>;
}

interface OldBalanceDeps extends WithdrawalRequestDeps {
  readonly log: Logger;
  readonly polls: Turns;
}

/** R29: looks each day at what lies in sellers' balances at Stripe for long. */
export function createOldBalanceWatch(deps: OldBalanceDeps): Worker {
  const { clock, log, polls, payoutAccounts } = deps;
  return createWorker({
    name: "old balances",
    log,
    pollMs: LOOK_MS,
    concurrency: 1,
    takeOne: async () => {
      if ((await polls.take("old balances", clock.now(), DAY_MS)) === null) return false;
      for await (const { id } of payoutAccounts.after(null)) {
        try {
          await lookAt(deps, id);
        } catch (error) {
          // The others' balances grow old all the same.
          log.error({ err: error, accountId: id }, "an old balance could not be looked at");
        }
      }
      return false;
    },
  });
}

async function lookAt(deps: OldBalanceDeps, accountId: string): Promise<void> {
  const { clock, log, movements, minimumCents } = deps;
  const { payableCents } = await balanceOf(deps, accountId);
  if (payableCents < minimumCents) return;
  const since = await movements.heldSince(accountId, payableCents);
  const ageMs = since === null ? 0 : clock.now().getTime() - since.getTime();
  if (since === null || ageMs < REMIND_AFTER_MS) return;
  if (ageMs < PAY_OUT_AFTER_MS) return remind(deps, accountId, payableCents, since);
  const { kind } = await requestWithdrawal(deps, accountId, payableCents, async () => {});
  log.info({ accountId, payableCents, since, kind }, "an old balance is paid out");
}

/** Once for the same money. */
function remind(
  { bus, clock, payoutAccounts }: OldBalanceDeps,
  accountId: string,
  payableCents: number,
  since: Date,
): Promise<void> {
  return bus.transaction(async (tx) => {
    const before = await payoutAccounts.find(accountId, tx.session);
    if (before === null || before.remindedOf?.getTime() === since.getTime()) return;
    const sequence = before.sequence + 1;
    await payoutAccounts.replace(before, { ...before, remindedOf: since, sequence }, tx.session);
    tx.publish(BalanceAgeing, {
      aggregateId: accountId,
      sequence,
      data: {
        accountId,
        amount: payableCents,
        paidOutAt: new Date(since.getTime() + PAY_OUT_AFTER_MS).toISOString(),
      },
      time: clock.now(),
    });
  });
}
