import type { Bus } from "@vc/bus";
import { newId } from "@vc/service";
import type { ClientSession } from "mongodb";
import { withdrawalRequested } from "../ledger/entries.ts";
import { Overdrawn } from "../ledger/ledger.ts";
import { movementIds } from "../movements/movement.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { WithdrawalShellDeps } from "./apply-to-withdrawal.ts";
import type { InTurn } from "./in-turn.ts";
import { lifecycle, type Withdrawal } from "./lifecycle.ts";

export type WithdrawalRefusal = "payout_account_missing" | "insufficient_funds";

export type WithdrawalResult =
  | { readonly kind: "requested"; readonly withdrawal: Withdrawal }
  | { readonly kind: "refused"; readonly reason: WithdrawalRefusal };

export interface WithdrawalRequestDeps extends WithdrawalShellDeps {
  readonly bus: Bus;
  readonly payoutAccounts: PayoutAccountStore;
  readonly inTurn: InTurn;
}

/**
 * R29: takes an amount out of the balance and has it paid out. `finish` runs in the same transaction.
 * Refuses: `payout_account_missing`, `insufficient_funds` (also while earnings are still on their way to Stripe).
 */
export async function requestWithdrawal(
  deps: WithdrawalRequestDeps,
  accountId: string,
  amountCents: number,
  finish: (withdrawal: Withdrawal, session: ClientSession) => Promise<void>,
): Promise<WithdrawalResult> {
  const { payoutAccounts, inTurn, executor } = deps;
  const account = await payoutAccounts.find(accountId);
  if (account?.state !== "active") return { kind: "refused", reason: "payout_account_missing" };
  const withdrawal: Withdrawal = {
    id: newId("withdrawal"),
    accountId,
    amountCents,
    state: lifecycle.initial,
    payoutId: null,
    createdAt: deps.clock.now(),
    sequence: 0,
    revision: 1,
  };
  try {
    await inTurn(accountId, () => record(deps, withdrawal, finish));
  } catch (error) {
    if (error instanceof Overdrawn) return { kind: "refused", reason: "insufficient_funds" };
    throw error;
  }
  executor.wake();
  return { kind: "requested", withdrawal };
}

/** @throws Overdrawn when there is not that much; nothing is written then */
function record(
  { bus, ledger, withdrawals, movements }: WithdrawalRequestDeps,
  withdrawal: Withdrawal,
  finish: (withdrawal: Withdrawal, session: ClientSession) => Promise<void>,
): Promise<void> {
  const { id: withdrawalId, accountId, amountCents, createdAt: at } = withdrawal;
  return bus.transaction(async ({ session }) => {
    await ledger.post(withdrawalRequested({ withdrawalId, accountId, amountCents, at }), session);
    await withdrawals.insert(withdrawal, session);
    const order = { kind: "payout", withdrawalId, sellerId: accountId, amountCents } as const;
    await movements.insert({ id: movementIds.payout(withdrawalId), order }, at, session);
    await finish(withdrawal, session);
  });
}
