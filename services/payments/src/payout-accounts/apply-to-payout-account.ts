import type { Bus, Transaction } from "@vc/bus";
import { PayoutAccountChanged } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { Worker } from "@vc/service";
import { applyToWaitingMovements } from "../movements/apply-to-movement.ts";
import type { MovementStore } from "../movements/store.ts";
import { type AccountReading, decide, type PayoutAccount } from "./lifecycle.ts";
import type { PayoutAccountStore } from "./store.ts";

/** What the shell around a payout account's decider works with. */
export interface PayoutAccountShellDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly payoutAccounts: PayoutAccountStore;
  readonly movements: MovementStore;
  /** Carries out what an active account no longer makes wait. */
  readonly executor: Worker;
}

/**
 * Applies what a reading of Stripe says, in a transaction of its own.
 *
 * @param before the account as it was before Stripe was read
 * @returns the account as it is then; `null` when it was written since `before`: the reading may be the older one
 */
export async function applyToPayoutAccount(
  deps: PayoutAccountShellDeps,
  before: PayoutAccount,
  reading: AccountReading,
): Promise<PayoutAccount | null> {
  const { bus, clock, payoutAccounts, movements, executor } = deps;
  const now = clock.now();
  const decision = decide(before, reading, now);
  if (decision.kind === "already") return before;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  const { after } = decision.change;
  const isNewState = after.state !== before.state;
  const written = { ...after, sequence: before.sequence + (isNewState ? 1 : 0) };
  const isKept = await bus.transaction(async (tx) => {
    if (await isOvertaken(deps, before, tx)) return false;
    await payoutAccounts.replace(before, written, tx.session);
    if (isNewState) {
      tx.publish(PayoutAccountChanged, {
        aggregateId: before.id,
        sequence: written.sequence,
        data: { accountId: before.id, state: after.state, changedAt: now.toISOString() },
        time: now,
      });
    }
    if (after.state === "active")
      await applyToWaitingMovements(movements, before.id, clock.now(), tx.session);
    return true;
  });
  if (!isKept) return null;
  executor.wake();
  return written;
}

/** Whether an account was written since it was read. */
export async function isOvertaken(
  { payoutAccounts }: Pick<PayoutAccountShellDeps, "payoutAccounts">,
  before: PayoutAccount,
  tx: Transaction,
): Promise<boolean> {
  const stored = await payoutAccounts.find(before.id, tx.session);
  return stored?.revision !== before.revision;
}
