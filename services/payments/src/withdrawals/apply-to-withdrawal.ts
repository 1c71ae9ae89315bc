import type { Transaction } from "@vc/bus";
import { type CollectionDeps, collectFrom } from "../receivables/collect.ts";
import { decide, type PayoutFact } from "./lifecycle.ts";
import type { WithdrawalStore } from "./store.ts";

/** What the shell around a withdrawal's decider works with. */
export interface WithdrawalShellDeps extends CollectionDeps {
  readonly withdrawals: WithdrawalStore;
}

/**
 * R29: applies a fact about the payout in the caller's transaction; a repeat changes nothing.
 *
 * @throws Error for a fact that cannot be: the transaction must not commit then
 */
export async function applyToWithdrawal(
  deps: WithdrawalShellDeps,
  withdrawalId: string,
  fact: PayoutFact,
  tx: Transaction,
): Promise<void> {
  const { clock, ledger, withdrawals } = deps;
  const before = await withdrawals.find(withdrawalId, tx.session);
  if (before === null) return;
  const decision = decide(before, fact, clock.now());
  if (decision.kind === "already") return;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  const { after, entries, events } = decision.change;
  await withdrawals.replace(before, { ...after, sequence: before.sequence + events.length }, tx.session);
  for (const entry of entries) await ledger.post(entry, tx.session);
  if (after.state === "failed") await collectFrom(deps, before.accountId, tx);
  for (const [index, event] of events.entries()) {
    tx.publish(event.type, {
      aggregateId: before.id,
      sequence: before.sequence + index + 1,
      data: event.data,
      time: clock.now(),
    });
  }
}
